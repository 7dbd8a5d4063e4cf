import { Journal, openDriver } from "@seatbook/storage";

type State = { archived: Set<string> };
type Event = { type: "TeamArchived"; team: string };
type Actor = { member: string };

const driver = await openDriver("memory:"); // or "sqlite:./data/seatbook.db", "postgres://…", "redis://…"

const journal = new Journal<State, Event, Actor>({
  driver,
  name: "workspace:acme",
  now: Date.now,
  initial: () => ({ archived: new Set() }),
  evolve(state, record) {
    for (const event of record.events) state.archived.add(event.team);
    return state;
  },
  fork: (state) => ({ archived: new Set(state.archived) }),
});

export const { answer, version, repeated } = await journal.run({
  by: { member: "ana" },
  once: { key: "4c1f", request: "archive design" }, // the same key gets the same answer and takes effect once
  decide: (state) => ({
    events: state.archived.has("design") ? [] : [{ type: "TeamArchived", team: "design" }],
    answer: (after) => ({ archivedTeams: after.archived.size }),
  }),
});

export const { archived } = await journal.current(); // with all that any server acknowledged before this call
