import { expect, test } from "vitest";
import { Refusal, refusals } from "./refusals.ts";

test.each(Object.entries(refusals))("%s is a kebab-case fact with whole sentences", (code, { kind, sentence }) => {
  expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  expect(["absent", "rule", "invalid", "limit"]).toContain(kind);
  expect(sentence).toMatch(/^[A-Z`].*\.$/);
});

test("a refusal says its code, its sentence and the field at fault", () => {
  const refusal = new Refusal("since-in-future", "since");
  expect(refusal).toMatchObject({ code: "since-in-future", field: "since", name: "Refusal" });
  expect(refusal.message).toBe(refusals["since-in-future"].sentence);
  expect(new Refusal("team-not-found").field).toBeUndefined();
});
