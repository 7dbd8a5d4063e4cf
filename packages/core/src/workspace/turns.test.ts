import fc from "fast-check";
import { expect, test } from "vitest";
import type { MemberEntry, TeamEntry } from "./commands.ts";
import { decide, decideInTurns } from "./decide.ts";
import type { WorkspaceEvent } from "./events.ts";
import { evolve, evolveCopy } from "./evolve.ts";
import { preview } from "./preview.ts";
import { Refusal } from "../refusals.ts";
import { decodeState, encodeState } from "./snapshot.ts";
import { initialState, type State } from "./state.ts";
import { allAtOnce, entriesPerTurn, type Turns } from "../turns.ts";

const day = 86_400_000;
/** 1 October 2026 */
const start = 1_790_812_800_000;
const by = { type: "operator" } as const;

function created(): State {
  const events: WorkspaceEvent[] = [
    {
      type: "WorkspaceCreated",
      workspace: "acme",
      profile: { name: "Acme", contractStart: "2026-10-01", contract: "standard" },
      terms: { from: "2026-10", licenseModel: "user", timeZone: "UTC", price: { currency: "EUR", unitMinor: 100 } },
    },
  ];
  return evolve(initialState(), { at: start, by, events });
}

/** All that can be told of a state. */
const told = (state: State) => ({
  pieces: [...encodeState(state)],
  inactive: [...state.inactive.keys()].toSorted(),
  rosters: [...state.teams.keys()].map((team) => [...state.rosters.of(team).keys()].toSorted()),
  counts: [state.activeTeams, state.activeMembers],
  named: state.identities
    .named(state.members, "x@acme.example")
    .map(({ id }) => id)
    .toSorted(),
});

const teamIds = ["a", "b", "c"];
const memberIds = Array.from({ length: 6 }, (_, index) => `m${index}`);
const chosen = <T>(ids: string[], entry: (id: string) => fc.Arbitrary<T>) =>
  fc.subarray(ids).chain((some) => fc.tuple(...some.map(entry)));
const teams = chosen<TeamEntry>(teamIds, (id) =>
  fc.record(
    { id: fc.constant(id), name: fc.constantFrom("X", "Y"), archived: fc.boolean() },
    { requiredKeys: ["id", "name"] },
  ),
);
const members = chosen<MemberEntry>(memberIds, (id) =>
  fc.record(
    {
      id: fc.constant(id),
      name: fc.constantFrom("X", "Y"),
      email: fc.constant("x@acme.example"),
      teams: fc.array(fc.constantFrom(...teamIds), { maxLength: 3 }),
      since: fc.integer({ min: -3, max: 30 }).map((days) => start + days * day),
    },
    { requiredKeys: ["id", "name", "email"] },
  ),
);

test("in turns, a directory comes to the same as at once, and the state that it finds stays as it is", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ teams, members }), { minLength: 1, maxLength: 5 }), (directories) => {
      let state = created();
      let plain = created();
      for (const [index, directory] of directories.entries()) {
        const at = start + (index + 1) * 5 * day;
        const command = { type: "sync-directory", ...directory } as const;
        const events = allAtOnce(decideInTurns(state, command, at));
        expect(events).toEqual(decide(plain, command, at));
        if (events instanceof Refusal || events.length === 0) continue;
        const before = told(state);
        const after = allAtOnce(evolveCopy(state, { at, by, events }));
        expect(told(state)).toEqual(before);
        plain = evolve(plain, { at, by, events });
        expect(told(after)).toEqual(told(plain));
        // What is copied may never have been asked for its rosters.
        state = index % 2 === 0 ? after : encodeState(after).reduce(decodeState, initialState());
      }
    }),
    { numRuns: 300 },
  );
});

test("joining a team with being added is the same as joining it right after", () => {
  const added = { member: "ana", name: "Ana", email: "ana@acme.example", role: "member", since: start } as const;
  const prepare = (): State =>
    evolve(created(), {
      at: start,
      by,
      events: [
        { type: "TeamAdded", team: "a", name: "A", since: start },
        { type: "TeamAdded", team: "b", name: "B", since: start },
      ],
    });
  const together = evolve(prepare(), {
    at: start + day,
    by,
    events: [{ type: "MemberAdded", ...added, teams: ["a", "b"] }],
  });
  const apart = evolve(prepare(), {
    at: start + day,
    by,
    events: [
      { type: "MemberAdded", ...added },
      { type: "MemberJoinedTeam", member: "ana", team: "a", since: start },
      { type: "MemberJoinedTeam", member: "ana", team: "b", since: start },
    ],
  });
  // Whoever is in a team from the first was never inactive.
  expect(told({ ...together, inactiveVersion: 0 })).toEqual(told({ ...apart, inactiveVersion: 0 }));
});

/** How often others would get their turn. */
function turnsOf(turns: Turns<unknown>): number {
  let count = 0;
  while (turns.next().done !== true) count++;
  return count;
}

test("a large team is changed in turns, in a record and in a preview", () => {
  const count = 10 * entriesPerTurn;
  const crowd: MemberEntry[] = Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    name: "X",
    email: "x@acme.example",
    teams: ["a"],
  }));
  const events = decide(created(), { type: "sync-directory", teams: [{ id: "a", name: "A" }], members: crowd }, start);
  if (events instanceof Refusal) throw events;
  const state = evolve(created(), { at: start, by, events });
  const archiving: WorkspaceEvent = { type: "TeamArchived", team: "a" };
  const copying = turnsOf(evolveCopy(state, { at: start + day, by, events: [] }));
  expect(turnsOf(evolveCopy(state, { at: start + day, by, events: [archiving] }))).toBeGreaterThanOrEqual(copying + 10);
  const archive = { type: "archive-team", team: "a" } as const;
  const unarchive = { type: "unarchive-team", team: "a" } as const;
  const remove = { type: "remove-inactive-members" } as const;
  const before = told(state);
  for (const [commands, turns] of [
    [[archive], 10],
    [[archive, unarchive], 20],
    [[archive, remove], 20],
  ] as const) {
    expect(turnsOf(preview(state, commands, start + day, by, "any-in-month"))).toBeGreaterThanOrEqual(turns);
  }
  expect(told(state)).toEqual(before);
});
