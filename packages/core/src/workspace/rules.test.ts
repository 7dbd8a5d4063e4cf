import { describe, expect, test } from "vitest";
import type { Month } from "../month.ts";
import { addMember, addTeam, configuration, Given, instant } from "../test/workspace.ts";
import type { Command } from "./commands.ts";
import { decide } from "./decide.ts";
import { estimate } from "./estimate.ts";
import type { Actor, CountingRule } from "./events.ts";
import { inactiveMembers } from "./inactive-members.ts";
import { type License, licenseOf, licenses } from "./licenses.ts";
import { monthOf, termsOf } from "./periods.ts";
import { preview } from "./preview.ts";
import { decodeState, encodeState, type SnapshotPiece } from "./snapshot.ts";
import { initialState } from "./state.ts";
import { tallyOf } from "./tally.ts";
import { allAtOnce } from "../turns.ts";

const archive = (team: string): Command => ({ type: "archive-team", team });
const unarchive = (team: string): Command => ({ type: "unarchive-team", team });
const remove = (member: string): Command => ({ type: "remove-member", member });
const restore = (member: string): Command => ({ type: "restore-member", member });
const close = (month: Month, rule: CountingRule = "any-in-month"): Command => ({ type: "close-month", month, rule });

const sync = (teams: string[], members: string[]): Command => ({
  type: "sync-directory",
  teams: teams.map((id) => ({ id, name: id })),
  members: members.map((id) => ({ id, name: id, email: id })),
});
const person = (id: string) => ({ id, name: `Person ${id}`, email: `${id}@example.com` });
const admin: Actor = { type: "member", id: "boss" };

const autumn: Month[] = ["2026-10", "2026-11", "2026-12"];
const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);

function counts(given: Given, months: Month[], rule: CountingRule = "any-in-month"): number[] {
  return months.map((month) => {
    const { length } = licenses(given.state, month, rule);
    expect(tallyOf(given.state, month, rule).licenses).toBe(length);
    return length;
  });
}

function holders(given: Given, month: Month, rule: CountingRule = "any-in-month"): string[] {
  return licenses(given.state, month, rule).map(({ holder }) => holder.id);
}

function byUser(): Given {
  return new Given("2026-09-01T08:00+02:00", { licenseModel: "user" });
}

function byTeam(): Given {
  return new Given("2026-09-01T08:00+02:00", { licenseModel: "team" });
}

function license(given: Given, id: string, month: Month): License {
  const found = licenses(given.state, month, "any-in-month").find(({ holder }) => holder.id === id);
  if (!found) throw new Error(`${id} has no license in ${month}`);
  return found;
}

function withInactive(): Given {
  const given = byUser();
  given.when("2026-10-05T08:00Z", addTeam("A"), addTeam("gone"), addMember("active", ["A"]));
  given.when("2026-10-05T09:00Z", addMember("none", []), addMember("caller", []), addMember("gone", ["gone"]));
  given.when("2026-10-05T10:00Z", { type: "put-member", ...person("boss"), role: "owner" }, archive("gone"));
  return given;
}

function withRemoved(): Given {
  const given = byUser();
  given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]));
  given.when("2026-10-10T08:00Z", remove("ana"));
  return given;
}

function withTeam(): Given {
  const given = byTeam();
  given.when("2026-09-05T08:00Z", addTeam("A"));
  return given;
}

describe("Examples that every implementation of the count must meet (Europe/Berlin, any-in-month, user license)", () => {
  const examples: [what: string, expected: number[], story: (given: Given) => void][] = [
    [
      "Ana joins team A on 3 Nov",
      [0, 1, 1],
      (given) => {
        given.when("2026-09-02T08:00Z", addTeam("A"), addMember("ana", []));
        given.when("2026-11-03T10:00+01:00", addMember("ana", ["A"]));
      },
    ],
    [
      "A (5 members) is archived 12 Nov 10:00",
      [5, 5, 0],
      (given) => {
        given.when("2026-09-02T08:00Z", addTeam("A"), ...people(5).map((id) => addMember(id, ["A"])));
        given.when("2026-11-12T10:00+01:00", archive("A"));
      },
    ],
    [
      "A is archived exactly 1 Nov 00:00 Berlin (31 Oct 23:00 UTC)",
      [5, 0, 0],
      (given) => {
        given.when("2026-09-02T08:00Z", addTeam("A"), ...people(5).map((id) => addMember(id, ["A"])));
        given.when("2026-10-31T23:00Z", archive("A"));
      },
    ],
    [
      "Bo is in A and B; A is archived 12 Nov",
      [1, 1, 1],
      (given) => {
        given.when("2026-09-02T08:00Z", addTeam("A"), addTeam("B"), addMember("bo", ["A", "B"]));
        given.when("2026-11-12T10:00+01:00", archive("A"));
      },
    ],
    [
      "Cy is removed 2 Nov and re-added to A 20 Nov",
      [1, 1, 1],
      (given) => {
        given.when("2026-09-02T08:00Z", addTeam("A"), addMember("cy", ["A"]));
        given.when("2026-11-02T10:00+01:00", remove("cy"));
        given.when("2026-11-20T10:00+01:00", addMember("cy", ["A"]));
      },
    ],
    [
      "Di is a workspace member in no team",
      [0, 0, 0],
      (given) => {
        given.when("2026-09-02T08:00Z", addTeam("A"), addMember("di", []));
      },
    ],
    [
      "team E is archived 28 Oct, unarchived 2 Dec, 4 members",
      [4, 0, 4],
      (given) => {
        given.when("2026-09-02T08:00Z", addTeam("E"), ...people(4).map((id) => addMember(id, ["E"])));
        given.when("2026-10-28T10:00+01:00", archive("E"));
        given.when("2026-12-02T10:00+01:00", unarchive("E"));
      },
    ],
  ];
  test.each(examples)("%s: %j", (_, expected, story) => {
    const given = byUser();
    story(given);
    expect(counts(given, autumn)).toEqual(expected);
  });
});

describe("R1: an individual enterprise contract, or a contract that started before 2023-03-01, is billed by user license; any other by team license", () => {
  test.each([
    ["2023-02-28", "standard", "user"],
    ["2023-03-01", "standard", "team"],
    ["2025-01-01", "enterprise", "user"],
    ["2023-02-28", "enterprise", "user"],
  ] as const)("a contract of %s, %s: %s license", (contractStart, contract, model) => {
    const given = new Given("2026-10-01T08:00Z", { contractStart, contract });
    expect(estimate(given.state, "2026-10", "any-in-month").period.terms.licenseModel).toBe(model);
  });

  test("the operator may set the model per workspace, and the cut-off date for the server", () => {
    const set = new Given("2026-10-01T08:00Z", { contract: "enterprise", licenseModel: "team" });
    expect(set.state.terms).toMatchObject([{ licenseModel: "team" }]);
    const cut = new Given("2026-10-01T08:00Z", { contractStart: "2025-01-01", legacyContractsBefore: "2025-01-02" });
    expect(cut.state.terms).toMatchObject([{ licenseModel: "user" }]);
  });

  test("a contract that is not named again stays what it was", () => {
    const given = new Given("2026-10-01T08:00Z", { contract: "enterprise" });
    given.when("2026-10-02T08:00Z", configuration({ name: "New name" }));
    expect(given.state.profile).toMatchObject({ name: "New name", contract: "enterprise" });
    expect(given.state.terms.at(-1)).toMatchObject({ licenseModel: "user" });
  });
});

describe("R2: every team that was active at some instant of the month is one license", () => {
  test("a team without members counts too", () => {
    const given = byTeam();
    given.when("2026-10-05T08:00Z", addTeam("A"));
    expect(counts(given, ["2026-09", ...autumn])).toEqual([0, 1, 1, 1]);
  });

  test("a team that is archived the whole month is not billed", () => {
    const given = byTeam();
    given.when("2026-09-05T08:00Z", addTeam("A"));
    given.when("2026-10-31T22:59:59.999Z", archive("A"));
    given.when("2026-12-01T00:00+01:00", unarchive("A"));
    expect(counts(given, autumn)).toEqual([1, 0, 1]);
  });
});

describe("R3: every member who was an active member at some instant of the month is one license", () => {
  test("once, however many teams", () => {
    const given = byUser();
    given.when("2026-10-05T08:00Z", addTeam("A"), addTeam("B"), addTeam("C"), addMember("ana", ["A", "B", "C"]));
    expect(counts(given, autumn)).toEqual([1, 1, 1]);
  });

  test("workspace members who were not active at any instant are not billed", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addMember("none", []), addMember("archived", ["A"]));
    given.when("2026-09-30T08:00Z", archive("A"));
    expect(counts(given, autumn)).toEqual([0, 0, 0]);
  });

  test("who joins an archived team is active from its unarchiving on", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"));
    given.when("2026-09-06T08:00Z", archive("A"));
    given.when("2026-10-06T08:00Z", addMember("ana", ["A"]));
    given.when("2026-11-06T08:00Z", unarchive("A"));
    expect(counts(given, autumn)).toEqual([0, 1, 1]);
  });
});

describe("R4: the month in which it happens is still billed, and the following month is not", () => {
  test.each([
    ["archiving a team", archive("A")],
    ["removing a member", remove("ana")],
    ["taking the member out of a team", addMember("ana", [])],
  ])("%s ends the activity at that instant", (_, command) => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]));
    given.when("2026-11-01T00:00:00.001+01:00", command);
    expect(counts(given, autumn)).toEqual([1, 1, 0]);
    expect(license(given, "ana", "2026-11").spans).toMatchObject([
      { from: instant("2026-10-31T23:00Z"), to: instant("2026-10-31T23:00:00.001Z") },
    ]);
  });
});

describe("R5: a month is [first instant, first instant of the next month) in the workspace's IANA time zone", () => {
  test.each([
    ["Europe/Berlin", "2026-10-31T23:00Z", "2026-11-30T23:00Z"],
    ["America/New_York", "2026-11-01T04:00Z", "2026-12-01T05:00Z"],
    ["Asia/Kathmandu", "2026-10-31T18:15Z", "2026-11-30T18:15Z"],
    ["Australia/Lord_Howe", "2026-10-31T13:00Z", "2026-11-30T13:00Z"],
    ["UTC", "2026-11-01T00:00Z", "2026-12-01T00:00Z"],
  ])("November 2026 in %s", (timeZone, from, to) => {
    const given = new Given("2026-09-01T08:00Z", { licenseModel: "team", timeZone });
    const { period } = estimate(given.state, "2026-11", "any-in-month");
    expect(period).toMatchObject({ from: instant(from), to: instant(to) });
  });

  test("something that ends exactly at a month's first instant is not billed for that month", () => {
    const given = byTeam();
    given.when("2026-09-05T08:00Z", addTeam("exactly"), addTeam("just-before"), addTeam("just-after"));
    given.when("2026-10-31T22:59:59.999Z", archive("just-before"));
    given.when("2026-10-31T23:00Z", archive("exactly"));
    given.when("2026-10-31T23:00:00.001Z", archive("just-after"));
    expect(holders(given, "2026-10")).toEqual(["exactly", "just-after", "just-before"]);
    expect(holders(given, "2026-11")).toEqual(["just-after"]);
  });

  test("something that starts exactly at a month's first instant is not billed for the month before", () => {
    const given = byTeam();
    given.when("2026-10-31T23:00Z", addTeam("A"));
    expect(counts(given, autumn)).toEqual([0, 1, 1]);
  });

  test("a month that clocks begin twice begins the first time, and stays", () => {
    // On 1 November 2009 the clocks of St. John's went back from 0:01 to 23:01 in October.
    const given = new Given("2009-10-01T08:00Z", { timeZone: "America/St_Johns" });
    const { from } = estimate(given.state, "2009-11", "any-in-month").period;
    expect(from).toBe(instant("2009-11-01T02:30Z"));
    const months = [from - 1, from, instant("2009-11-01T02:45Z")].map((at) => monthOf(given.state, at));
    expect(months).toEqual(["2009-10", "2009-11", "2009-11"]);
  });

  test("a month with a change of clocks is as long as its clocks say", () => {
    const given = byTeam();
    const hours = (month: Month): number => {
      const { from, to } = estimate(given.state, month, "any-in-month").period;
      return (to - from) / 3_600_000;
    };
    const months: Month[] = ["2026-03", "2026-10", "2026-11"];
    expect(months.map(hours)).toEqual([743, 745, 720]);
  });
});

const directory = (...teams: string[]): Command => ({
  type: "sync-directory",
  teams: teams.map((id) => ({ id, name: `Team ${id}` })),
  members: [],
});

describe("a directory is the full wanted state", () => {
  test("a team that it leaves out is archived, and unarchived when it is listed again", () => {
    const given = byTeam();
    given.when("2026-10-05T08:00Z", directory("A", "B"));
    given.when("2026-10-28T08:00Z", directory("A"));
    given.when("2026-12-02T08:00Z", directory("A", "B"));
    expect(counts(given, ["2026-10", "2026-11", "2026-12"])).toEqual([2, 1, 2]);
  });

  test("a team that someone archived stays archived, however often it is listed", () => {
    const given = byTeam();
    given.when("2026-10-05T08:00Z", directory("A", "B"), archive("B"), directory("A", "B"));
    given.when("2026-11-05T08:00Z", directory("A"), directory("A", "B"));
    expect(counts(given, ["2026-10", "2026-11"])).toEqual([2, 1]);
  });
});

describe("R6: within one month the same team or the same person is one license", () => {
  test.each([
    ["archive then unarchive", [archive("A"), unarchive("A")]],
    ["remove and re-add", [remove("ana"), addMember("ana", ["A"])]],
    ["remove, restore and join", [remove("ana"), restore("ana"), addMember("ana", ["A"])]],
    ["move between teams", [addMember("ana", ["B"]), addMember("ana", ["A"])]],
  ])("%s", (_, commands) => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addTeam("B"), addMember("ana", ["A"]));
    for (const [index, command] of commands.entries()) given.when(`2026-11-1${index}T08:00Z`, command);
    expect(counts(given, autumn)).toEqual([1, 1, 1]);
    expect(license(given, "ana", "2026-11").spans.length).toBeGreaterThan(1);
  });

  test("identity is the host's id, never the e-mail address; distinct persons count each", () => {
    const given = byUser();
    const ana = { type: "put-member" as const, name: "Ana", email: "ana@example.com", teams: ["A"] };
    given.when("2026-10-05T08:00Z", addTeam("A"), { ...ana, id: "1" }, { ...ana, id: "2" });
    given.when("2026-10-06T08:00Z", { ...ana, id: "1", email: "other@example.com" });
    expect(holders(given, "2026-10")).toEqual(["1", "2"]);
  });
});

describe("R7: a change of license model or price takes effect at the start of the next month, never in the running one", () => {
  test("both numbers are shown until then", () => {
    const given = byTeam();
    given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]), addMember("bo", ["A"]));
    const dearer = { currency: "EUR", unitMinor: 100 };
    given.when("2026-10-31T22:59:59.999Z", configuration({ licenseModel: "user", price: dearer }));
    expect(counts(given, autumn)).toEqual([1, 2, 2]);
    const nets = autumn.map((month) => estimate(given.state, month, "any-in-month").net.minor);
    expect(nets).toEqual([4900, 200, 200]);
  });

  test("a model that the operator chose stays when a later change leaves it out", () => {
    const given = byTeam();
    const { licenseModel: _, ...renamed } = configuration({ name: "New name", contract: "enterprise" });
    given.when("2026-10-02T08:00Z", configuration({ licenseModel: "team" }));
    given.when("2026-10-03T08:00Z", renamed);
    expect(given.state.profile.name).toBe("New name");
    expect(termsOf(given.state, "2026-11").licenseModel).toBe("team");
  });

  test("a second change in the same month replaces the waiting one, and an omitted time zone keeps the one waiting", () => {
    const given = byTeam();
    given.when("2026-10-05T08:00Z", configuration({ licenseModel: "user", timeZone: "Asia/Kathmandu" }));
    const { timeZone: _, ...withoutZone } = configuration({ licenseModel: "team" });
    given.when("2026-10-06T08:00Z", withoutZone);
    expect(estimate(given.state, "2026-11", "any-in-month").period.terms).toMatchObject({
      licenseModel: "team",
      timeZone: "Asia/Kathmandu",
    });
  });

  test("a change of time zone too: the next month begins at the very instant the running one ends", () => {
    const given = byTeam();
    given.when("2026-10-05T08:00Z", configuration({ timeZone: "Pacific/Apia" }));
    const [october, november] = autumn.map((month) => estimate(given.state, month, "any-in-month").period);
    expect(october?.to).toBe(instant("2026-10-31T23:00Z"));
    expect(november).toMatchObject({ from: instant("2026-10-31T23:00Z"), to: instant("2026-11-30T11:00Z") });
  });

  test("the same terms again change nothing", () => {
    const given = byTeam();
    expect(given.when("2026-10-05T08:00Z", configuration({ licenseModel: "team" }))).toEqual([]);
  });
});

describe('R8: "Remove inactive members" removes every inactive member in one step', () => {
  test("never removed by it: the caller and members with the role `owner` (each listed with the reason)", () => {
    const given = withInactive();
    const { removable, kept, fingerprint } = inactiveMembers(given.state, "caller");
    expect(removable.map(({ id }) => id).toSorted()).toEqual(["gone", "none"]);
    const reasons = kept.map(({ member, reason }) => `${member.id}: ${reason}`).toSorted();
    expect(reasons).toEqual(["boss: owner", "caller: caller"]);
    const events = given.when("2026-10-06T08:00Z", { type: "remove-inactive-members", caller: "caller", fingerprint });
    const removed = events.map((event) => ("member" in event ? event.member : event.type));
    expect(removed.toSorted()).toEqual(["gone", "none"]);
    expect(holders(given, "2026-10")).toEqual(["active", "gone"]);
  });

  test.each<[string, Command]>([
    ["someone became inactive", archive("A")],
    ["someone was added in no team", addMember("new", [])],
    ["someone is active again", addMember("none", ["A"])],
    ["someone was removed", remove("none")],
    ["someone was made an owner", { type: "put-member", id: "none", name: "N", email: "n@example.com", role: "owner" }],
  ])("if the set changed since the preview, nothing is removed and the caller is told: %s", (_, change) => {
    const given = withInactive();
    const { fingerprint } = inactiveMembers(given.state, "caller");
    given.when("2026-10-06T08:00Z", change);
    const command: Command = { type: "remove-inactive-members", caller: "caller", fingerprint };
    expect(given.refusal("2026-10-06T09:00Z", command)).toBe("inactive-members-changed");
  });

  test("what does not change the set does not change its fingerprint", () => {
    const given = withInactive();
    const { fingerprint } = inactiveMembers(given.state, "caller");
    given.when("2026-10-06T08:00Z", addTeam("B"), addMember("active", ["A", "B"]), archive("B"));
    expect(inactiveMembers(given.state, "caller").fingerprint).toBe(fingerprint);
  });

  test("the fingerprint of another caller is refused", () => {
    const given = withInactive();
    const { fingerprint } = inactiveMembers(given.state, "caller");
    const command: Command = { type: "remove-inactive-members", caller: "none", fingerprint };
    expect(given.refusal("2026-10-06T08:00Z", command)).toBe("inactive-members-changed");
  });

  test("they are removed in the same order, however the state came about", () => {
    const given = new Given();
    given.when("2026-10-05T08:00Z", addTeam("A"), addMember("bo", ["A"]), addMember("ana", ["A"]), addMember("cy", []));
    given.when("2026-10-06T08:00Z", addMember("ana", []), addMember("bo", []));
    const pieces: SnapshotPiece[] = JSON.parse(JSON.stringify([...encodeState(given.state)]));
    const thawed = pieces.reduce(decodeState, initialState());
    const orders = [given.state, thawed].map((state) => inactiveMembers(state).removable.map(({ id }) => id));
    expect(orders).toEqual([
      ["ana", "bo", "cy"],
      ["ana", "bo", "cy"],
    ]);
  });
});

describe("R9: for 30 days an administrator can restore a removed member, in no team", () => {
  test("after exactly 30 days, yes; one millisecond later, no", () => {
    const given = withRemoved();
    expect(given.refusal("2026-11-09T08:00:00.001Z", restore("ana"))).toBe("restore-expired");
    expect(given.when("2026-11-09T08:00Z", restore("ana"))).toEqual([{ type: "MemberRestored", member: "ana" }]);
  });

  test("in no team: a restored member is inactive until added to one", () => {
    const given = withRemoved();
    given.when("2026-10-20T08:00Z", restore("ana"));
    expect(inactiveMembers(given.state).removable.map(({ id }) => id)).toEqual(["ana"]);
    expect(counts(given, autumn)).toEqual([1, 0, 0]);
  });

  test("a removed member who was added again and removed again has 30 days from the last removal", () => {
    const given = withRemoved();
    given.when("2026-12-10T08:00Z", addMember("ana", []));
    given.when("2026-12-11T08:00Z", remove("ana"));
    expect(given.refusal("2026-12-12T08:00Z", restore("ana"))).toBeUndefined();
  });

  test("repeating a removal or a restoring changes nothing", () => {
    const given = withRemoved();
    expect(given.when("2026-10-11T08:00Z", remove("ana"))).toEqual([]);
    given.when("2026-10-12T08:00Z", restore("ana"));
    expect(given.when("2026-10-13T08:00Z", restore("ana"))).toEqual([]);
  });
});

describe("R10: a month is closed once, after it has ended", () => {
  test("not before it has ended in the workspace's time zone", () => {
    const given = withTeam();
    expect(given.refusal("2026-09-30T21:59:59.999Z", close("2026-09"))).toBe("month-not-ended");
    expect(given.refusal("2026-09-30T22:00Z", close("2026-09"))).toBeUndefined();
  });

  test("in order, and none before the first", () => {
    const given = withTeam();
    expect(given.refusal("2026-11-05T08:00Z", close("2026-10"))).toBe("month-out-of-order");
    expect(given.refusal("2026-11-05T08:00Z", close("2026-08"))).toBe("month-unknown");
    given.when("2026-11-05T08:00Z", close("2026-09"), close("2026-10"));
    expect(given.state.closed.map(({ month }) => month)).toEqual(["2026-09", "2026-10"]);
  });

  test.each(["9999-12", "9999-11", "0000-01"] as const)("the farthest months are refused, too: %s", (month) => {
    expect(withTeam().refusal("2026-11-05T08:00Z", close(month))).toMatch(/^month-(not-ended|unknown)$/);
  });

  test("closing it again changes nothing", () => {
    const given = withTeam();
    expect(given.when("2026-10-05T08:00Z", close("2026-09"))).toHaveLength(1);
    expect(given.when("2026-10-05T08:00Z", close("2026-09", "month-start"))).toEqual([]);
  });

  test("a closed month never changes: it holds the list, the model, the rule and the amount", () => {
    const given = withTeam();
    const [event] = given.when("2026-10-05T08:00Z", close("2026-09"));
    const written = JSON.stringify(event);
    given.when("2026-10-06T08:00Z", archive("A"), configuration({ licenseModel: "user" }), addTeam("B"));
    expect(JSON.stringify(event)).toBe(written);
    expect(event).toMatchObject({
      licenseModel: "team",
      rule: "any-in-month",
      net: { currency: "EUR", minor: 4900 },
      licenses: [{ holder: { type: "team", id: "A", name: "Team A" } }],
    });
    expect(given.state.closed).toMatchObject([{ month: "2026-09", licenses: 1, net: { minor: 4900 } }]);
  });

  test("nothing starts in a closed month afterwards", () => {
    const given = withTeam();
    given.when("2026-10-05T08:00Z", close("2026-09"));
    const late = addTeam("B", "2026-09-30T21:59:59.999Z");
    expect(given.refusal("2026-10-06T08:00Z", late)).toBe("since-month-closed");
    expect(given.refusal("2026-10-06T08:00Z", addTeam("B", "2026-09-30T22:00Z"))).toBeUndefined();
  });

  test("what is there already may be put again with the `since` of a closed month", () => {
    const given = byUser();
    const ana = addMember("ana", ["A"], "2026-09-06T08:00Z");
    given.when("2026-09-06T09:00Z", addTeam("A", "2026-09-05T08:00Z"), ana);
    given.when("2026-10-01T08:00Z", { type: "close-month", month: "2026-09", rule: "any-in-month" });
    expect(given.refusal("2026-10-02T08:00Z", ana)).toBeUndefined();
    expect(given.refusal("2026-10-02T08:00Z", addTeam("A", "2026-09-05T08:00Z"))).toBeUndefined();
  });
});

describe("R13: every license can be explained: which team or teams made it count, from when to when, who did it, and from which date it is free", () => {
  test("a member, through two teams", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addTeam("B"), addMember("boss", []), addMember("ana", ["A"]));
    given.by(admin, "2026-11-03T08:00Z", addMember("ana", ["A", "B"]));
    given.by(admin, "2026-11-12T08:00Z", archive("A"));
    given.by(admin, "2026-11-20T08:00Z", remove("ana"));
    const { spans, freeFrom } = license(given, "ana", "2026-11");
    expect(freeFrom).toBe("2026-12-01");
    expect(spans).toMatchObject([
      {
        team: { id: "A", name: "Team A" },
        from: instant("2026-10-31T23:00Z"),
        to: instant("2026-11-12T08:00Z"),
        startedBy: { what: "member-joined-team", at: instant("2026-09-05T08:00Z"), by: { type: "operator" } },
        endedBy: { what: "team-archived", at: instant("2026-11-12T08:00Z"), by: { type: "member", id: "boss" } },
      },
      {
        team: { id: "B", name: "Team B" },
        from: instant("2026-11-03T08:00Z"),
        to: instant("2026-11-20T08:00Z"),
        startedBy: { what: "member-joined-team", by: { type: "member", id: "boss" } },
        endedBy: { what: "member-removed", at: instant("2026-11-20T08:00Z") },
      },
    ]);
  });

  test("what goes on has no end yet, and is not free", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]));
    const { spans, freeFrom } = license(given, "ana", "2026-11");
    expect(spans.map((span) => [span.to, "endedBy" in span])).toEqual([[instant("2026-11-30T23:00Z"), false]]);
    expect(freeFrom).toBeUndefined();
  });

  test("the unarchiving of a team and the leaving of a team are named as such", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]));
    given.when("2026-11-02T08:00Z", archive("A"));
    given.when("2026-11-03T08:00Z", unarchive("A"));
    given.when("2026-11-04T08:00Z", addMember("ana", []));
    const causes = license(given, "ana", "2026-11").spans.map(({ startedBy, endedBy }) => [
      startedBy.what,
      endedBy?.what,
    ]);
    expect(causes).toEqual([
      ["member-joined-team", "team-archived"],
      ["team-unarchived", "member-left-team"],
    ]);
  });

  test("a team's license names its adding, its archiving and its unarchiving", () => {
    const given = byTeam();
    given.when("2026-11-02T08:00Z", addTeam("A", "2026-11-01T08:00Z"));
    given.by(admin, "2026-11-03T08:00Z", archive("A"));
    given.by({ type: "system" }, "2026-11-04T08:00Z", unarchive("A"));
    expect(license(given, "A", "2026-11").spans).toMatchObject([
      {
        from: instant("2026-11-01T08:00Z"),
        startedBy: { what: "team-added", at: instant("2026-11-01T08:00Z"), by: { type: "operator" } },
        endedBy: { what: "team-archived", by: { type: "member", id: "boss" } },
      },
      { startedBy: { what: "team-unarchived", by: { type: "system" } } },
    ]);
  });

  test("one member's license is the one in the list", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]), addMember("bo", []));
    const [ana, bo] = ["ana", "bo"].map((id) => given.state.members.get(id));
    if (!ana || !bo) throw new Error("both were added");
    const one = licenseOf(given.state, ana, "2026-11", "any-in-month");
    expect(one?.freeze()).toEqual(license(given, "ana", "2026-11").freeze());
    expect(licenseOf(given.state, bo, "2026-11", "any-in-month")).toBeUndefined();
  });
});

test("month-start counts who was active at the month's first instant", () => {
  const given = byUser();
  given.when("2026-09-05T08:00Z", addTeam("A"), addMember("stays", ["A"]), addMember("leaves", ["A"]));
  given.when("2026-10-31T23:00Z", remove("leaves"), addMember("exactly", ["A"]));
  given.when("2026-10-31T23:00:00.001Z", addMember("late", ["A"]));
  expect(holders(given, "2026-10", "month-start")).toEqual(["leaves", "stays"]);
  expect(holders(given, "2026-11", "month-start")).toEqual(["exactly", "stays"]);
  expect(holders(given, "2026-12", "month-start")).toEqual(["exactly", "late", "stays"]);
});

describe("`since` backdates the start of a new team, member or membership", () => {
  test("the months before count it", () => {
    const given = byUser();
    given.when("2026-11-05T08:00Z", addTeam("A", "2026-09-10T08:00Z"), addMember("ana", ["A"], "2026-10-10T08:00Z"));
    expect(counts(given, ["2026-09", ...autumn])).toEqual([0, 1, 1, 1]);
  });

  test("of what is already there it changes nothing", () => {
    const given = byUser();
    given.when("2026-11-05T08:00Z", addTeam("A"), addMember("ana", ["A"]));
    const repeated = [addTeam("A", "2026-10-01T08:00Z"), addMember("ana", ["A"], "2026-10-01T08:00Z")];
    expect(given.when("2026-11-06T08:00Z", ...repeated)).toEqual([]);
  });
});

describe("the full wanted state of the directory is one command", () => {
  test("what is not listed is archived and removed; `archived` decides, and absent leaves as is", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addTeam("B"), addTeam("C"), addMember("ana", ["A"]));
    given.when("2026-09-06T08:00Z", archive("B"), addMember("bo", ["A"]), addMember("cy", ["A"]));
    const events = given.when("2026-10-05T08:00Z", {
      type: "sync-directory",
      teams: [
        { id: "B", name: "Team B" },
        { id: "C", name: "Team C", archived: true },
        { id: "D", name: "Team D" },
      ],
      members: [{ ...person("ana"), teams: ["D"] }, person("bo")],
    });
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      "MemberJoinedTeam",
      "MemberLeftTeam",
      "MemberRemoved",
      "TeamAdded",
      "TeamArchived",
      "TeamArchived",
    ]);
    expect(holders(given, "2026-11")).toEqual(["ana"]);
  });
});

describe("a preview", () => {
  test("shows this month and the next, before and after, and leaves the workspace as it is", () => {
    const given = byTeam();
    given.when("2026-09-05T08:00Z", addTeam("A"), addTeam("B"));
    const at = instant("2026-10-12T08:00Z");
    const commands = [archive("A"), archive("B"), unarchive("A")];
    const seen = allAtOnce(preview(given.state, commands, at, admin, "any-in-month"));
    expect(seen).toMatchObject({
      current: { before: { licenses: 2, net: { minor: 9800 } }, after: { licenses: 2, net: { minor: 9800 } } },
      next: { before: { licenses: 2 }, after: { licenses: 1, net: { minor: 4900 } } },
    });
    expect(counts(given, ["2026-10", "2026-11"])).toEqual([2, 2]);
  });

  test("is refused as the command would be", () => {
    const given = byTeam();
    const at = instant("2026-10-12T08:00Z");
    const seen = allAtOnce(preview(given.state, [archive("A")], at, admin, "any-in-month"));
    expect(seen).toMatchObject({ code: "team-not-found" });
  });
});

describe("refusals", () => {
  const cases: [code: string, command: Command][] = [
    ["team-not-found", archive("nowhere")],
    ["team-not-found", unarchive("nowhere")],
    ["member-not-found", remove("nobody")],
    ["member-not-found", restore("nobody")],
    ["team-unknown", addMember("new", ["A", "nowhere"])],
    ["since-in-future", addTeam("new", "2026-10-05T08:00:00.001Z")],
    ["since-in-future", addMember("new", [], "2026-10-05T08:00:00.001Z")],
    ["since-overlaps", addMember("ana", ["B"], "2026-09-04T08:00Z")],
    ["since-overlaps", addMember("removed", [], "2026-09-06T07:59:59.999Z")],
    ["since-overlaps", addMember("left", ["A"], "2026-09-06T07:59:59.999Z")],
    ["duplicate-id", sync(["A", "A"], [])],
    ["duplicate-id", sync([], ["ana", "ana"])],
  ];
  test.each(cases)("%s: %j", (code, command) => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addTeam("B"), addMember("ana", ["A"]));
    given.when("2026-09-05T08:00Z", addMember("removed", ["A"]), addMember("left", ["A"]));
    given.when("2026-09-06T08:00Z", remove("removed"), addMember("left", []));
    expect(given.refusal("2026-10-05T08:00Z", command)).toBe(code);
  });

  test("workspace-not-found: nothing but its configuration comes before a workspace", () => {
    expect(decide(initialState(), addTeam("A"), 0)).toMatchObject({ code: "workspace-not-found" });
  });

  test("what ended at an instant can start again at that instant", () => {
    const given = byUser();
    given.when("2026-09-05T08:00Z", addTeam("A"), addMember("removed", ["A"]));
    given.when("2026-09-06T08:00Z", remove("removed"));
    const again = addMember("removed", ["A"], "2026-09-06T08:00Z");
    expect(given.refusal("2026-10-05T08:00Z", again)).toBeUndefined();
  });
});
