import { describe, expect, test } from "vitest";
import { addMember, Given } from "../test/workspace.ts";
import type { Command, ProvisionedMember, ProvisionedTeam } from "./commands.ts";
import type { MemberIdentity } from "./events.ts";
import { identityOf } from "./identities.ts";
import { licenses } from "./licenses.ts";
import { isProvisioned, isTeamProvisioned, membersNamed } from "./provisioned.ts";
import { decodeState, encodeState, type SnapshotPiece } from "./snapshot.ts";
import { currentMemberships, fork, initialState, isPresent, isTeamActive, type Member, type Team } from "./state.ts";

type Entry = Partial<Omit<ProvisionedMember, "identity">> & { identity?: Partial<MemberIdentity> };

function entry(name: string, { identity, ...differing }: Entry = {}): ProvisionedMember {
  const userName = `${name}@example.com`;
  return {
    name,
    email: userName,
    isActive: true,
    identity: { userName, externalId: `x-${name}`, displayName: name, ...identity },
    ...differing,
  };
}

let fresh = 0;
const add = (name: string, differing?: Entry): Command => {
  const wanted = entry(name, differing);
  const { externalId } = wanted.identity;
  return {
    type: "provision-member",
    ids: [...(externalId === undefined ? [] : [externalId]), `new-${++fresh}`],
    entry: wanted,
  };
};
const change = (id: string, wanted: ProvisionedMember): Command => ({
  type: "change-provisioned-member",
  member: id,
  entry: wanted,
});
const remove = (id: string): Command => ({ type: "deprovision-member", member: id });
const group = (name: string, only: string[] = [], externalId: string | undefined = `x-${name}`): Command => ({
  type: "provision-team",
  ids: [externalId ?? `new-${++fresh}`, `new-${++fresh}`],
  entry: { name, ...(externalId !== undefined && { externalId }), roster: { only } },
});
const regroup = (id: string, wanted: ProvisionedTeam): Command => ({
  type: "change-provisioned-team",
  team: id,
  entry: wanted,
});
const ungroup = (id: string): Command => ({ type: "deprovision-team", team: id });

const day = (number: number): string => `2026-10-${String(number).padStart(2, "0")}T08:00Z`;

function provided(): Given {
  return new Given("2026-09-01T08:00Z", { licenseModel: "user" });
}

function member(given: Given, id: string): Member {
  const found = given.state.members.get(id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
}

function team(given: Given, id: string): Team {
  const found = given.state.teams.get(id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
}

const teamsOf = (given: Given, id: string) => currentMemberships(member(given, id)).map((each) => each.team);
const roster = (given: Given, id: string) => [...given.state.rosters.of(id).keys()].toSorted();

describe("a user of an identity provider is a member", () => {
  test("the provider's id becomes the member's id where it is free", () => {
    const given = provided();
    given.when(day(1), add("ana"));
    given.when(day(1), { type: "put-member", id: "taken", name: "T", email: "t@example.com" });
    given.when(day(2), change("taken", entry("t", { identity: { externalId: "other" } })));
    given.when(day(3), add("bo", { identity: { externalId: "taken" } }));
    expect([...given.state.members.keys()]).toEqual(["x-ana", "taken", `new-${fresh}`]);
  });

  test("who is there is not added again: by the name, in upper or lower case, or by the external id", () => {
    const given = provided();
    given.when(day(1), add("ana"));
    expect(given.refusal(day(2), add("ANA", { identity: { externalId: "y" } }))).toBe("identity-taken");
    expect(given.refusal(day(2), add("bo", { identity: { externalId: "x-ana" } }))).toBe("identity-taken");
    expect(given.refusal(day(2), add("bo"))).toBeUndefined();
  });

  test("a member of the host's is known by address and id", () => {
    const given = provided();
    given.when(day(1), addMember("ana", []));
    expect(given.refusal(day(2), add("ana", { identity: { externalId: "y" } }))).toBe("identity-taken");
    expect(given.refusal(day(2), add("bo", { identity: { externalId: "ana" } }))).toBe("identity-taken");
    expect(membersNamed(given.state, "ANA@example.com")).toMatchObject([{ id: "ana" }]);
  });

  test("deactivated is removed; reactivated within 30 days is restored, in no team", () => {
    const given = provided();
    given.when(day(1), add("ana"), group("A", ["x-ana"]));
    expect(given.when(day(2), change("x-ana", entry("ana", { isActive: false })))).toEqual([
      { type: "MemberRemoved", member: "x-ana" },
    ]);
    expect(isProvisioned(member(given, "x-ana"))).toBe(true);
    expect(given.when(day(31), change("x-ana", entry("ana")))).toEqual([{ type: "MemberRestored", member: "x-ana" }]);
    expect(teamsOf(given, "x-ana")).toEqual([]);
  });

  test("later than that, added again in no team", () => {
    const given = provided();
    given.when(day(1), add("ana"), group("A", ["x-ana"]), change("x-ana", entry("ana", { isActive: false })));
    const events = given.when("2026-10-31T08:00:00.001Z", change("x-ana", entry("ana", { name: "Ana" })));
    expect(events).toMatchObject([{ type: "MemberAdded", member: "x-ana", name: "Ana" }]);
    expect(teamsOf(given, "x-ana")).toEqual([]);
  });

  test("one command changes, restores or removes", () => {
    const given = provided();
    given.when(day(1), add("ana"));
    const renamed = entry("ana", { name: "Anna", isActive: false, identity: { displayName: "Anna" } });
    expect(given.when(day(2), change("x-ana", renamed)).map(({ type }) => type)).toEqual([
      "MemberChanged",
      "MemberRemoved",
      "MemberProvisioned",
    ]);
    const again = entry("ana", { role: "admin", identity: { displayName: "Anna" } });
    expect(given.when(day(3), change("x-ana", again)).map(({ type }) => type)).toEqual([
      "MemberRestored",
      "MemberChanged",
    ]);
    expect(member(given, "x-ana")).toMatchObject({ name: "ana", role: "admin" });
  });

  test("deleted is removed, and gone for the provider; added again it is the same member", () => {
    const given = provided();
    given.when(day(1), add("ana"));
    given.when(day(2), remove("x-ana"));
    expect(isPresent(member(given, "x-ana"))).toBe(false);
    expect(membersNamed(given.state, "ana@example.com")).toEqual([]);
    expect(given.refusal(day(3), remove("x-ana"))).toBe("member-not-found");
    expect(given.refusal(day(3), change("x-ana", entry("ana")))).toBe("member-not-found");
    expect(given.when(day(3), add("ana"))).toEqual([{ type: "MemberRestored", member: "x-ana" }]);
    expect(membersNamed(given.state, "ana@example.com")).toMatchObject([{ id: "x-ana" }]);
  });

  test("who was deactivated can be deleted too", () => {
    const given = provided();
    given.when(day(1), add("ana"), change("x-ana", entry("ana", { isActive: false })));
    expect(given.when(day(2), remove("x-ana"))).toMatchObject([{ type: "MemberProvisioned" }]);
    expect(isProvisioned(member(given, "x-ana"))).toBe(false);
  });

  test("somebody else with the name of one who was deleted is somebody else", () => {
    const given = provided();
    given.when(day(1), add("ana"), remove("x-ana"));
    given.when(day(2), add("ana", { identity: { externalId: "other" } }));
    expect(isPresent(member(given, "other"))).toBe(true);
    expect(isPresent(member(given, "x-ana"))).toBe(false);
    // Of the two, only the one that is there goes by that name.
    expect(given.refusal(day(3), add("ana"))).toBe("identity-taken");
  });

  test("without an external id, the name says who it is", () => {
    const given = provided();
    const { externalId: _, ...identity } = entry("ana").identity;
    const nameless = { ...entry("ana"), identity };
    given.when(day(1), { type: "provision-member", ids: ["generated"], entry: nameless }, remove("generated"));
    given.when(day(2), { type: "provision-member", ids: ["another"], entry: nameless });
    expect(isPresent(member(given, "generated"))).toBe(true);
    expect(given.state.members.has("another")).toBe(false);
  });

  test("added inactive, it is there for the provider, and was never active", () => {
    const given = provided();
    given.when(day(1), add("ana", { isActive: false }));
    expect(isPresent(member(given, "x-ana"))).toBe(false);
    expect(isProvisioned(member(given, "x-ana"))).toBe(true);
    expect(licenses(given.state, "2026-10", "any-in-month")).toEqual([]);
  });

  test("the same again makes no event", () => {
    const given = provided();
    given.when(day(1), add("ana"), group("A", ["x-ana"]), addMember("bo", []));
    const bo = member(given, "bo");
    const untouched = { name: bo.name, email: bo.email, isActive: true, identity: identityOf(bo) };
    for (const command of [
      change("x-ana", entry("ana")),
      change("bo", untouched),
      regroup("x-A", { name: "A", externalId: "x-A", roster: { only: ["x-ana"] } }),
      regroup("x-A", { name: "A", externalId: "x-A", roster: { joining: ["x-ana"], leaving: ["bo"] } }),
    ]) {
      expect(given.when(day(2), command)).toEqual([]);
    }
  });

  test("a name that another one goes by is refused; two whom the host gave one address keep it", () => {
    const given = provided();
    given.when(day(1), add("ana"), add("bo"));
    expect(given.refusal(day(2), change("x-bo", entry("bo", { identity: { userName: "Ana@example.com" } })))).toBe(
      "identity-taken",
    );
    expect(given.refusal(day(2), change("x-bo", entry("bo", { identity: { externalId: "x-ana" } })))).toBe(
      "identity-taken",
    );
    const shared = { type: "put-member" as const, name: "Both", email: "both@example.com" };
    given.when(day(3), { ...shared, id: "one" }, { ...shared, id: "two" });
    const both = entry("both", { isActive: false, identity: { externalId: "one" } });
    expect(given.refusal(day(4), change("one", both))).toBeUndefined();
  });

  test("whom the host adds again is there for the provider", () => {
    const given = provided();
    given.when(day(1), add("ana"), remove("x-ana"), addMember("x-ana", []), { type: "remove-member", member: "x-ana" });
    expect(isProvisioned(member(given, "x-ana"))).toBe(true);
  });
});

describe("a group of an identity provider is a team", () => {
  test("created with its members, renamed, filled and emptied", () => {
    const given = provided();
    given.when(day(1), add("ana"), add("bo"), add("cy"), group("A", ["x-ana", "x-bo"]));
    given.when(
      day(2),
      regroup("x-A", { name: "B", externalId: "x-A", roster: { joining: ["x-cy"], leaving: ["x-bo"] } }),
    );
    expect(team(given, "x-A")).toMatchObject({ name: "B" });
    expect(roster(given, "x-A")).toEqual(["x-ana", "x-cy"]);
    given.when(day(3), regroup("x-A", { name: "B", externalId: "x-A", roster: { only: ["x-bo"] } }));
    expect(roster(given, "x-A")).toEqual(["x-bo"]);
  });

  test("who was deactivated is left out; who never was there is refused", () => {
    const given = provided();
    given.when(day(1), add("ana"), add("bo"), change("x-bo", entry("bo", { isActive: false })));
    expect(given.refusal(day(2), group("A", ["x-ana", "nobody"]))).toBe("member-unknown");
    given.when(day(2), group("A", ["x-ana", "x-bo"]));
    expect(roster(given, "x-A")).toEqual(["x-ana"]);
    const leaving = { name: "A", externalId: "x-A", roster: { joining: [], leaving: ["nobody"] } };
    expect(given.when(day(3), regroup("x-A", leaving))).toEqual([]);
  });

  test("deleted is archived, and gone for the provider; created again it is unarchived, with the members of the new one", () => {
    const given = provided();
    given.when(day(1), add("ana"), add("bo"), group("A", ["x-ana"]));
    given.when(day(2), ungroup("x-A"));
    expect(isTeamActive(team(given, "x-A"))).toBe(false);
    expect(isTeamProvisioned(team(given, "x-A"))).toBe(false);
    expect(given.refusal(day(3), ungroup("x-A"))).toBe("team-not-found");
    given.when("2026-11-03T08:00Z", group("A", ["x-bo"]));
    expect(isTeamActive(team(given, "x-A"))).toBe(true);
    expect(roster(given, "x-A")).toEqual(["x-bo"]);
    // Ana left before the team was active again.
    expect(licenses(given.state, "2026-11", "any-in-month").map(({ holder }) => holder.id)).toEqual(["x-bo"]);
  });

  test("without an external id, the name says which it is", () => {
    const given = provided();
    given.when(day(1), { type: "provision-team", ids: ["a"], entry: { name: "A", roster: { only: [] } } });
    expect(
      given.refusal(day(2), { type: "provision-team", ids: ["b"], entry: { name: "A", roster: { only: [] } } }),
    ).toBe("identity-taken");
    given.when(day(2), ungroup("a"));
    given.when(day(3), { type: "provision-team", ids: ["b"], entry: { name: "A", roster: { only: [] } } });
    expect([...given.state.teams.keys()]).toEqual(["a"]);
    expect(given.refusal(day(4), group("A", [], "x"))).toBe("identity-taken");
  });

  test("two of one name are two where the provider's ids tell them apart", () => {
    const given = provided();
    given.when(day(1), group("A", [], "one"), group("A", [], "two"));
    expect([...given.state.teams.keys()]).toEqual(["one", "two"]);
    expect(given.refusal(day(2), group("B", [], "one"))).toBe("identity-taken");
    const second = { name: "A", externalId: "two", roster: { only: [] } };
    expect(given.refusal(day(2), regroup("one", second))).toBe("identity-taken");
  });

  test("one that somebody archived stays archived, whatever the provider does to it", () => {
    const given = provided();
    given.when(day(1), group("A"), { type: "archive-team", team: "x-A" });
    expect(isTeamProvisioned(team(given, "x-A"))).toBe(true);
    given.when(day(2), ungroup("x-A"), group("A"));
    expect(isTeamActive(team(given, "x-A"))).toBe(false);
    expect(isTeamProvisioned(team(given, "x-A"))).toBe(true);
  });
});

describe("what is known of a member is found", () => {
  test("in a fork, and after a snapshot", () => {
    const given = provided();
    given.when(day(1), add("ana"), add("bo"), remove("x-bo"), group("A", ["x-ana"]), ungroup("x-A"));
    expect(membersNamed(given.state, "ana@example.com")).toHaveLength(1);
    const copy = fork(given.state);
    const pieces = [...encodeState(copy)].map((piece): SnapshotPiece => JSON.parse(JSON.stringify(piece)));
    const loaded = pieces.reduce(decodeState, initialState());
    expect(loaded.members.get("x-ana")).toEqual(given.state.members.get("x-ana"));
    expect(loaded.teams.get("x-A")).toEqual(given.state.teams.get("x-A"));
    for (const state of [copy, loaded]) {
      expect(membersNamed(state, "ana@example.com")).toMatchObject([{ id: "x-ana" }]);
      expect(membersNamed(state, "bo@example.com")).toEqual([]);
    }
  });

  test("by the name and id that it has now", () => {
    const given = provided();
    given.when(day(1), add("ana"));
    expect(membersNamed(given.state, "ana@example.com")).toHaveLength(1);
    given.when(day(2), change("x-ana", entry("bo", { identity: { externalId: "x-ana" } })));
    expect(membersNamed(given.state, "ana@example.com")).toEqual([]);
    expect(membersNamed(given.state, "bo@example.com")).toHaveLength(1);
  });

  test("with the version that changed it, a team's members included", () => {
    const given = provided();
    given.when(day(1), add("ana"), group("A"));
    const before = [member(given, "x-ana").changed, team(given, "x-A").changed];
    expect(before).toEqual([2, 3]);
    given.when(day(2), regroup("x-A", { name: "A", externalId: "x-A", roster: { only: ["x-ana"] } }));
    expect([member(given, "x-ana").changed, team(given, "x-A").changed]).toEqual([4, 4]);
    given.when(day(3), { type: "remove-member", member: "x-ana" });
    expect([member(given, "x-ana").changed, team(given, "x-A").changed]).toEqual([5, 5]);
    given.when(day(4), { type: "archive-team", team: "x-A" });
    expect([member(given, "x-ana").changed, team(given, "x-A").changed]).toEqual([5, 6]);
  });
});
