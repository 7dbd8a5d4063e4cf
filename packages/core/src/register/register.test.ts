import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NumberFormat, numberFormatMistake, writeNumber } from "./number-format.ts";
import {
  decodeRegister,
  emptyRegister,
  encodeRegister,
  evolveRegister,
  giveNumber,
  numberOf,
  type RegisterPiece,
} from "./register.ts";

const yearly: NumberFormat = { template: "{year}-{number:6}", restart: "yearly" };
const never: NumberFormat = { template: "R{number:4}", restart: "never" };

/** Gives numbers to drafts one after the other. */
function give(requests: [workspace: string, draft: number, today: string, format?: NumberFormat][]) {
  const register = emptyRegister();
  const numbers = requests.map(([workspace, draft, today, format = yearly]) => {
    evolveRegister(register, giveNumber(register, { workspace, draft }, today, format));
    return numberOf(register, { workspace, draft });
  });
  return { register, numbers: numbers.map((given) => given?.number), dates: numbers.map((given) => given?.issuedOn) };
}

describe("R11: invoice numbers are unique, in order and without gaps, over all workspaces of one seller", () => {
  test("over all workspaces", () => {
    const { numbers } = give([
      ["a", 5, "2026-11-01"],
      ["b", 5, "2026-11-01"],
      ["a", 9, "2026-12-01"],
    ]);
    expect(numbers).toEqual(["2026-000001", "2026-000002", "2026-000003"]);
  });

  test("a draft that has a number keeps it", () => {
    const { numbers } = give([
      ["a", 5, "2026-11-01"],
      ["a", 5, "2027-11-01"],
      ["b", 1, "2026-11-01"],
    ]);
    expect(numbers).toEqual(["2026-000001", "2026-000001", "2026-000002"]);
  });

  test("series restarted per year or not", () => {
    const requests: [string, number, string][] = [
      ["a", 1, "2026-12-31"],
      ["a", 2, "2027-01-01"],
      ["a", 3, "2027-01-01"],
    ];
    expect(give(requests).numbers).toEqual(["2026-000001", "2027-000001", "2027-000002"]);
    const format: NumberFormat = { ...yearly, restart: "never" };
    expect(give(requests.map((request) => [...request, format])).numbers).toEqual([
      "2026-000001",
      "2027-000002",
      "2027-000003",
    ]);
  });

  test("a number is never dated before the number before it, so that a year's series is not taken up again", () => {
    const { numbers, dates } = give([
      ["auckland", 1, "2027-01-01"],
      ["new york", 1, "2026-12-31"],
      ["berlin", 1, "2027-01-01"],
    ]);
    expect(dates).toEqual(["2027-01-01", "2027-01-01", "2027-01-01"]);
    expect(numbers).toEqual(["2027-000001", "2027-000002", "2027-000003"]);
  });

  test("after a change of format no number is given twice", () => {
    const { numbers } = give([
      ["a", 1, "2026-11-01"],
      ["a", 2, "2026-11-01"],
      ["a", 3, "2026-11-01", { ...yearly, restart: "never" }],
      ["a", 4, "2026-11-01", never],
      ["a", 5, "2026-11-01", never],
      ["a", 6, "2026-11-01", yearly],
    ]);
    expect(numbers).toEqual(["2026-000001", "2026-000002", "2026-000003", "R0004", "R0005", "2026-000004"]);
  });

  test("whatever comes in which order: dense, unique, in order, dates too, and a snapshot is the register", () => {
    const request = fc.record({
      workspace: fc.constantFrom("a", "b", "1 b"),
      draft: fc.integer({ min: 1, max: 12 }),
      today: fc.constantFrom("2026-12-30", "2026-12-31", "2027-01-01"),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        const { register } = give(requests.map(({ workspace, draft, today }) => [workspace, draft, today]));
        const drafts = new Set(requests.map(({ workspace, draft }) => JSON.stringify([workspace, draft])));
        expect(register.drafts.size).toBe(drafts.size);
        for (const year of ["2026", "2027"]) {
          const numbers = [...register.drafts.keys()].filter((number) => number.startsWith(year));
          expect(numbers).toEqual(numbers.map((_, index) => writeNumber(yearly, year, index + 1)));
        }
        const dates = Array.from(register.drafts.values(), ({ issuedOn }) => issuedOn);
        expect(dates).toEqual(dates.toSorted());
        const pieces: RegisterPiece[] = JSON.parse(JSON.stringify([...encodeRegister(register)]));
        expect(pieces.reduce(decodeRegister, emptyRegister())).toEqual(register);
      }),
    );
  });
});

describe("one number dated by a wrong clock does not date all after it", () => {
  test.each(["2026-11-03", "2026-11-02"])("from up to two days ahead (%s), dates are still in order", (first) => {
    const { dates } = give([
      ["a", 1, first],
      ["b", 1, "2026-11-01"],
    ]);
    expect(dates).toEqual([first, first]);
  });

  test("from more, no number is given", () => {
    const { register } = give([["a", 1, "2026-11-04"]]);
    const next = () => giveNumber(register, { workspace: "b", draft: 1 }, "2026-11-01", yearly);
    expect(next).toThrow(/Set the clocks of all servers right/);
  });
});

describe("a number format is told what is wrong with it", () => {
  test.each([
    ["{year}-{number:6}", "yearly"],
    ["RE/{year}/{number}", "yearly"],
    ["{number:9}", "never"],
    ["INV_{number} {year}", "never"],
  ] as const)("%s, %s: nothing", (template, restart) => {
    expect(numberFormatMistake({ template, restart })).toBeUndefined();
  });

  test.each([
    ["{year}", "yearly", "Write {number}"],
    ["{number}{number}", "never", "Write {number}"],
    ["{number:0}", "never", "Write {number}"],
    ["{number}", "yearly", "need {year}"],
    ["№{number}", "never", "Use letters"],
    ["{nr}{number}", "never", "Use letters"],
    [" {number}", "never", "something visible"],
    ["{number}.pdf", "never", "Do not end it with"],
    ["x".repeat(21) + "{number}", "never", "at most 20 characters"],
  ] as const)("%s, %s: %s", (template, restart, mistake) => {
    expect(numberFormatMistake({ template, restart })).toContain(mistake);
  });
});
