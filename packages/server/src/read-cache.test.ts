import { expect, test } from "vitest";
import { ReadCache } from "./read-cache.ts";

const answer = { contentType: "application/json", body: "{}", headers: {} };

test("whoever asks by ever new and long addresses fills no memory", () => {
  const cache = new ReadCache();
  let most = 0;
  for (let asked = 0; asked < 2_000; asked++) {
    cache.set("1.2026-11", `/v1/workspaces/acme/members?query=${asked}${"x".repeat(15_000)}`, answer);
    most = Math.max(most, cache.characters);
  }
  expect(most).toBeGreaterThan(7 << 20);
  expect(most).toBeLessThanOrEqual(8 << 20);
});

test("nor does whoever asks for ever new empty answers", () => {
  const cache = new ReadCache();
  for (let asked = 0; asked < 100_000; asked++) cache.set("1.2026-11", String(asked), answer);
  expect(cache.characters).toBeLessThanOrEqual(8 << 20);
  expect(cache.get("1.2026-11", "0")).toBeUndefined();
  expect(cache.get("1.2026-11", "99999")).toBe(answer);
});

test("an answer is good for its tag alone", () => {
  const cache = new ReadCache();
  cache.set("1.2026-11", "/", answer);
  expect(cache.get("1.2026-11", "/")).toBe(answer);
  expect(cache.get("2.2026-11", "/")).toBeUndefined();
});
