import { describe, expect, it } from "vitest";
import { encodeKey } from "./key.ts";

describe("encodeKey", () => {
  it.each(["a", "acme-1", "0", "-", "a".repeat(64)])("keeps %s readable", (id) => {
    expect(encodeKey(id)).toBe(id);
  });

  const awkward = [
    "",
    "A",
    "Acme",
    "acme:1",
    "acme/1",
    "acme\\1",
    "a?b",
    "a_b",
    "..",
    ".",
    " ",
    "é",
    "e\u0301",
    "🧾".repeat(128),
  ];

  it.each([...awkward, "a".repeat(65), "\ud800"])("gives %j a safe key", (id) => {
    expect(encodeKey(id)).toMatch(/^_[0-9a-f]{64}$/);
  });

  it("never gives two ids one key, nor an id the key of another", () => {
    const ids = [...awkward, "acme", "a", "\ud800", "\ud801", "\ufffd", encodeKey("A"), encodeKey("A").slice(1)];
    expect(new Set(ids.map(encodeKey)).size).toBe(ids.length);
  });
});
