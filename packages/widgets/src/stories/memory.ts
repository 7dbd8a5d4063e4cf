import { assert } from "chai";

/** What `held` refers to is collected once nothing else holds it. */
export async function expectCollected(held: WeakRef<object>, what: string): Promise<void> {
  // Chromium has it under --js-flags=--expose-gc.
  const { gc } = globalThis;
  if (!gc) assert.fail("The browser runs without --js-flags=--expose-gc.");
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await gc({ type: "major", execution: "async" });
    if (held.deref() === undefined) return;
    // A reference that was looked at is kept until the task ends.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`${what} is still in memory.`);
}
