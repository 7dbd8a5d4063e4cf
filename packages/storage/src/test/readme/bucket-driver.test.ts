// oxlint-disable-next-line no-restricted-imports -- as a host writes it, this package by its own name
import { testDriver } from "@seatbook/storage/testing";
import { describe, it } from "vitest";
import { bucketDriver } from "./bucket-driver.ts";
import { newBucket } from "./new-bucket.ts";

testDriver({
  name: "bucket",
  create: () => bucketDriver(newBucket()), // a new, empty store
  reopen: (driver) => bucketDriver(driver.getInstance?.()), // another driver on the same store
  test: { describe, it }, // vitest's, node:test's, mocha's …
});
