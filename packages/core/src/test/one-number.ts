import * as fc from "fast-check";
import { expect, test } from "vitest";
import { histories, zones } from "./histories.ts";
import { type Tried, walk } from "./walk.ts";

// A test may be told a seed and a number of runs; the core may not.
declare const process: { env: Record<string, string | undefined> };

type Zone = (typeof zones)[number];

const { env } = process;
const seed = Number(env["SEATBOOK_TEST_SEED"] ?? 20_261_101);
const runs = Number(env["SEATBOOK_TEST_RUNS"] ?? 3334);

/** Walks through random histories that begin in `timeZone`; some of their commands share an instant. */
export function testOneNumber(timeZone: Zone): void {
  test(`a workspace that begins in ${timeZone} has one number`, { timeout: 300_000 }, () => {
    const tried: Tried = new Map();
    fc.assert(
      fc.property(histories(timeZone), (history) => walk(history, tried)),
      { seed: seed + zones.indexOf(timeZone), numRuns: runs },
    );
    // So that no command is always refused without anyone noticing.
    for (const type of ["put-member", "sync-directory", "archive-team", "restore-member", "close-month"]) {
      expect(tried.get(type), type).toBeGreaterThan(runs / 10);
    }
  });
}
