import { expect, test } from "vitest";
import { addTeam, Given } from "../test/workspace.ts";
import { licenses } from "./licenses.ts";
import { tallyOf } from "./tally.ts";

test("a team unarchived at the next month's first instant is not free from that month on", () => {
  const given = new Given("2026-10-01T08:00Z", { licenseModel: "team", timeZone: "UTC" });
  given.when("2026-10-02T08:00Z", addTeam("a"));
  given.when("2026-10-20T08:00Z", { type: "archive-team", team: "a" });
  given.when("2026-11-01T00:00Z", { type: "unarchive-team", team: "a" });
  expect(licenses(given.state, "2026-11", "any-in-month")).toHaveLength(1);
  expect(licenses(given.state, "2026-10", "any-in-month").map(({ freeFrom }) => freeFrom)).toEqual([undefined]);
  expect(tallyOf(given.state, "2026-10", "any-in-month")).toMatchObject({ licenses: 1, ending: 0 });
});

test("a team that is billed again for the next month is not free from it, whenever one looks", () => {
  const given = new Given("2026-10-01T08:00Z", { licenseModel: "team", timeZone: "UTC" });
  given.when("2026-10-02T08:00Z", addTeam("a"));
  given.when("2026-10-28T08:00Z", { type: "archive-team", team: "a" });
  expect(licenses(given.state, "2026-10", "any-in-month").map(({ freeFrom }) => freeFrom)).toEqual(["2026-11-01"]);
  given.when("2026-11-02T08:00Z", { type: "unarchive-team", team: "a" });
  expect(licenses(given.state, "2026-10", "any-in-month").map(({ freeFrom }) => freeFrom)).toEqual([undefined]);
});
