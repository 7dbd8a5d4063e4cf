import { expect, it } from "vitest";
import { emailOf, people } from "./people.ts";

const cast = (count: number, taken: string[] = []) =>
  people({ seed: 1, domain: "acme.example", taken }).take(count).toArray();

it("gives the same people for the same seed, no id or address twice", () => {
  const first = cast(20_000);
  expect(cast(20_000)).toEqual(first);
  expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
  expect(new Set(first.map(({ email }) => email)).size).toBe(first.length);
  expect(first.every(({ email }) => /^[a-z.0-9-]+@acme\.example$/.test(email))).toBe(true);
});

it("never gives a name that is taken", () => {
  const taken = cast(1).map(({ name }) => name);
  expect(cast(500).map(({ name }) => name)).toEqual(expect.arrayContaining(taken));
  expect(cast(500, taken).map(({ name }) => name)).not.toEqual(expect.arrayContaining(taken));
});

it("writes addresses without marks", () => {
  expect(emailOf("Zoë Sørensen", "acme.example")).toBe("zoe.sorensen@acme.example");
  expect(emailOf("Ayşe Yılmaz", "acme.example")).toBe("ayse.yilmaz@acme.example");
});
