import type { AuditEntry } from "@seatbook/server";
import { describe, expect, it } from "vitest";
import { checkHistory } from "./check.ts";
import type { Attempt, Operation } from "./operations.ts";

const none = {
  members: 0,
  activeMembers: 0,
  inactiveMembers: 0,
  removedMembers: 0,
  teams: 0,
  activeTeams: 0,
  archivedTeams: 0,
};
const added = (team: string) => ({ type: "TeamAdded", team });

function log(...events: { type: string }[]): AuditEntry[] {
  return events.map((event, index) => ({
    version: index + 1,
    at: "2026-11-01T00:00:00Z",
    by: { type: "operator" },
    events: [event],
  }));
}

function write(team: string, startedAt: number, endedAt: number, version?: number): Operation {
  return { workspace: "w", startedAt, endedAt, effect: added(team), ...(version !== undefined && { version }) };
}

function read(startedAt: number, endedAt: number, version: number): Operation {
  const counts = { ...none, teams: version, activeTeams: version };
  return { workspace: "w", startedAt, endedAt, version, counts };
}

function check(operations: Operation[], entries: AuditEntry[], attempts: Attempt[] = []): string[] {
  return checkHistory(operations, attempts, new Map([["w", entries]]), [{ from: 100, to: 200 }]);
}

describe("the check of a history", () => {
  it("is content with what is as it should be", () => {
    const operations = [
      write("a", 0, 10, 1),
      read(2, 3, 0),
      read(5, 15, 1),
      // At the same time, in either order.
      write("b", 20, 30, 3),
      write("c", 20, 30, 2),
      read(20, 30, 2),
      // Nobody was told: written or not.
      write("d", 40, Number.POSITIVE_INFINITY),
      write("e", 40, Number.POSITIVE_INFINITY),
      read(50, 60, 4),
    ];
    expect(check(operations, log(added("a"), added("c"), added("b"), added("d")))).toEqual([]);
  });

  it.each<[string, Operation[], AuditEntry[], RegExp]>([
    ["a lost write", [write("a", 0, 10, 1)], [], /acknowledged write .*"a".* is not in version 1/],
    [
      "a write that is there twice",
      [write("a", 0, 10, 1)],
      log(added("a"), added("a")),
      /version 2 is nobody's, or somebody's for the second time/,
    ],
    [
      "a write of which nobody was told, twice",
      [write("a", 0, 10)],
      log(added("a"), added("a")),
      /version 2 is nobody's/,
    ],
    [
      "one record for two acknowledged writes",
      [write("a", 0, 10, 1), write("a", 20, 30, 1)],
      log(added("a")),
      /has version 1, as has another/,
    ],
    [
      "a gap",
      [write("a", 0, 10, 1)],
      log(added("a")).map((entry) => ({ ...entry, version: 2 })),
      /record 1 is version 2/,
    ],
    [
      "a read that misses what was acknowledged before it",
      [write("a", 0, 10, 1), read(11, 12, 0)],
      log(added("a")),
      /a read has version 0, though version 1 was known before it began/,
    ],
    [
      "a read that goes back behind another read",
      [write("a", 0, 50, 1), read(1, 2, 1), read(3, 4, 0)],
      log(added("a")),
      /a read has version 0, though version 1/,
    ],
    [
      "writes in the log in another order than in time",
      [write("a", 0, 10, 2), write("b", 11, 20, 1)],
      log(added("b"), added("a")),
      /the write .*"b".* has version 1, though version 2/,
    ],
    [
      "a read of something else than its version",
      [write("a", 0, 10, 1), { ...read(11, 12, 1), counts: none }],
      log(added("a")),
      /a read of version 1 has .*"teams":0.*, the log .*"teams":1/,
    ],
  ])("finds %s", (_, operations, entries, sentence) => {
    expect(check(operations, entries).join("\n")).toMatch(sentence);
  });

  it.each<[string, Partial<Attempt>, RegExp | undefined]>([
    ["no 503 while the store is down", { at: 150, status: 503, code: "store-unavailable", retryAfter: "5" }, undefined],
    ["no connection that failed", { status: 0 }, undefined],
    ["a 503 without Retry-After", { at: 150, status: 503 }, /without Retry-After/],
    ["a 503 while the store is up", { at: 50, status: 503, retryAfter: "5" }, /while the store was up/],
    ["a 500", { status: 500, code: "internal-error" }, /GET \/ was answered 500 internal-error/],
    ["a refusal", { status: 404, code: "team-not-found" }, /answered 404/],
  ])("minds %s", (_, attempt, sentence) => {
    const violations = check([], [], [{ at: 0, method: "GET", path: "/", status: 200, ...attempt }]);
    expect(violations).toEqual(sentence === undefined ? [] : [expect.stringMatching(sentence)]);
  });
});
