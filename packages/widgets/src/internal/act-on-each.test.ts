import { assert } from "chai";
import { actOnEach } from "./act-on-each.ts";
import type { Named } from "./events.ts";
import { Format } from "./format.ts";
import { namesOf } from "./names-of.ts";
import { en } from "../translations/en.ts";

/** Says why, as an element does: by way of what it has itself. */
const host = {
  t: en(new Format("en", "UTC", "2026")),
  reasons: "Because of",
  explain(error: unknown) {
    return `${this.reasons} ${String(error)}.`;
  },
};

const items: Named[] = ["a", "b", "c"].map((name) => ({ id: name.toUpperCase(), name }));

const refuse = ({ name }: Named) => Promise.reject(new Error(name));

const refuseTheSecond = ({ name }: Named) => (name === "b" ? Promise.reject(new Error("that")) : Promise.resolve());

const tell = (names: string[]) => `${names.join(", ")}!`;

describe("actOnEach", () => {
  it("acts on one after the other", async () => {
    let underWay = 0;
    const act = async () => {
      assert.equal(++underWay, 1);
      await new Promise((resolve) => setTimeout(resolve));
      underWay -= 1;
    };
    assert.deepEqual(await actOnEach(host, items, act, tell), { done: items, notice: { text: "a, b, c!" } });
  });

  it("goes on after a failure, and says how many are done and why not the others", async () => {
    const { done, notice } = await actOnEach(host, items, refuseTheSecond, tell);
    assert.deepEqual(namesOf(done), ["a", "c"]);
    assert.isTrue(notice.failed);
    assert.match(notice.text, /^2 of 3 done\. The others: Because of Error: that\.$/);
  });

  it("rejects when nothing was done", async () => {
    assert.equal(await actOnEach(host, items, refuse, tell).catch(String), "Error: c");
  });
});
