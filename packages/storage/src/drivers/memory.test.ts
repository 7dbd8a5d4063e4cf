import { describe, it } from "vitest";
import { testDriver } from "../testing/index.ts";
import { memory } from "./memory.ts";

testDriver({
  name: "memory",
  create: () => memory(),
  reopen: (driver) => memory({ data: driver.getInstance?.() }),
  test: { describe, it },
});
