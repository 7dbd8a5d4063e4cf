import { expect, test } from "vitest";
import { fuzz } from "./test/fuzz/fuzz.ts";

test("whatever is sent to whatever route, it is answered as documented, soon, and what is refused changes nothing", async () => {
  const { answers, unreached } = await fuzz(1, 3000);
  // Not all of it is refused at the door. The full run, `npm run fuzz`, wants every route to succeed once; a short one may miss some.
  expect(unreached.length, unreached.join()).toBeLessThan(10);
  const statuses = new Set([...answers.keys()].map((name) => name.split(" ")[1]));
  for (const status of ["200", "304", "400", "401", "403", "404", "409", "412", "413", "422"])
    expect(statuses).toContain(status);
});

test("a seed is always the same requests, with the same answers", async () => {
  expect((await fuzz(2, 100)).answers).toEqual((await fuzz(2, 100)).answers);
});
