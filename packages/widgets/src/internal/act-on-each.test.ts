import { assert } from "chai";
import { actOnEach } from "./act-on-each.ts";
import { Format } from "./format.ts";
import { en } from "../translations/en.ts";

/** Says why, as an element does: by way of what it has itself. */
const host = {
  t: en(new Format("en", "UTC", "2026")),
  reasons: "Because of",
  explain(error: unknown) {
    return `${this.reasons} ${String(error)}.`;
  },
};

describe("actOnEach", () => {
  it("acts on one after the other", async () => {
    let underWay = 0;
    const outcome = await actOnEach(host, ["a", "b", "c"], async () => {
      assert.equal(++underWay, 1);
      await new Promise((resolve) => setTimeout(resolve));
      underWay -= 1;
    });
    assert.deepEqual(outcome, { done: ["a", "b", "c"] });
  });

  it("goes on after a failure, and says how many are done and why not the others", async () => {
    const { done, problem } = await actOnEach(host, ["a", "b", "c"], (item) =>
      item === "b" ? Promise.reject(new Error("that")) : Promise.resolve(),
    );
    assert.deepEqual(done, ["a", "c"]);
    assert.match(problem ?? "", /^2 of 3 done\. .*Because of Error: that\.$/);
  });

  it("rejects when nothing was done", async () => {
    const reason = await actOnEach(host, ["a", "b"], (item) => Promise.reject(new Error(item))).catch(String);
    assert.equal(reason, "Error: b");
  });

  it("has done all of nothing", async () => {
    assert.deepEqual(await actOnEach(host, [], () => Promise.reject(new Error("never"))), { done: [] });
  });
});
