import { emptyRegister, evolveRegister, giveNumber, type NumberFormat, type NumberGiven } from "@seatbook/core";
import { describe, expect, test } from "vitest";
import { randomOf } from "../test/random-of.ts";
import { Findings } from "./findings.ts";
import { Numbers } from "./numbers.ts";

const formats: NumberFormat[] = [
  { template: "{year}-{number:6}", restart: "yearly" },
  { template: "{year}-{number:6}", restart: "never" },
  { template: "{year}{number:2}", restart: "never" },
  { template: "{year}-{number}", restart: "never" },
  { template: "{year}{number:2}", restart: "yearly" },
  { template: "{number}", restart: "never" },
  { template: "{number:4}", restart: "never" },
  { template: "R0{number}", restart: "never" },
  { template: "{number:3}/{year}", restart: "yearly" },
];

/** What a register gives whose seller changes the format of the numbers now and then. */
function history(seed: number, count: number): NumberGiven[] {
  const random = randomOf(seed);
  const register = emptyRegister();
  const given: NumberGiven[] = [];
  let format = formats[0];
  let year = 2024;
  for (let draft = 1; draft <= count; draft++) {
    if (random() < 0.1) format = formats[Math.floor(random() * formats.length)];
    if (random() < 0.05) year++;
    if (!format) throw new Error("there is a format");
    const events = giveNumber(register, { workspace: "w", draft }, `${year}-03-01`, format);
    evolveRegister(register, events);
    given.push(...events);
  }
  return given;
}

function problemsOf(given: readonly NumberGiven[]): string[] {
  const findings = new Findings();
  const numbers = new Numbers("register", findings);
  for (const [index, event] of given.entries()) numbers.give(index + 1, event);
  return findings.list.map(({ code, version }) => `${code} at ${version}`);
}

describe("numbers of a seller who changes their format", () => {
  const seeds = Array.from({ length: 200 }, (_, index) => index + 1);

  test("have no gap, though numbers are passed over that another format has written", () => {
    let passedOver = 0;
    for (const seed of seeds) {
      const given = history(seed, 60);
      expect([seed, problemsOf(given)]).toEqual([seed, []]);
      const last = new Map<string, number>();
      for (const { series, sequence } of given) {
        if (sequence > (last.get(series) ?? 0) + 1) passedOver++;
        last.set(series, sequence);
      }
    }
    expect(passedOver).toBeGreaterThan(20);
  });

  test("have a gap where one is lost", () => {
    for (const seed of seeds.slice(0, 50)) {
      const given = history(seed, 60);
      const lost = given.findIndex(({ series }, index) => index > 5 && given[index + 1]?.series === series);
      const problems = problemsOf(given.toSpliced(lost, 1));
      expect([seed, problems[0]]).toEqual([seed, `number-out-of-order at ${lost + 1}`]);
    }
  });
});
