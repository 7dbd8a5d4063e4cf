import { allAtOnce, evolve, evolveCopy, initialState, type WorkspaceEvent } from "@seatbook/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText } from "./fold-text.ts";
import { MemberIndex, type MemberSort } from "./member-index.ts";

const added = (member: string) => ({
  type: "MemberAdded" as const,
  member,
  name: `Name ${member}`,
  email: `${member}@acme.example`,
  role: "member" as const,
  since: 0,
});

const record = (events: WorkspaceEvent[]) => ({ at: 0, by: { type: "operator" } as const, events });

test("a command that was tried and not written hides no member of a snapshot", () => {
  // A state as a snapshot gives it: the index was told nothing of how it came about.
  const state = evolve(initialState(), { at: 0, by: { type: "operator" }, events: ["a", "b"].map(added) });
  const index = new MemberIndex();
  index.note(["x", "y", "z"].map(added));
  const filter = { query: "", status: undefined, team: undefined };
  const list = () => index.list(state, { by: "name", descending: false }, filter).map(({ id }) => id);
  expect(list()).toEqual(["a", "b"]);
  evolve(state, { at: 0, by: { type: "operator" }, events: [added("x")] });
  index.note([added("x")]);
  expect(list()).toEqual(["a", "b", "x"]);
});

test("who types letter by letter, in any order, finds what a walk over all finds", () => {
  const letters = fc.constantFrom("a", "A", "ä", "o", "Σ", "ς", "Α", "한", "1", " ", "🧾", "ﬁ", "i");
  const text = fc.string({ unit: letters, maxLength: 4 });
  const bys = fc.constantFrom<MemberSort>("name", "email", "joined");
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: text, email: text, since: fc.integer({ min: 0, max: 2 }) }), { maxLength: 12 }),
      fc.array(fc.record({ query: text, by: bys, descending: fc.boolean() }), { minLength: 1, maxLength: 4 }),
      (members, searches) => {
        const events = members.map((member, index): WorkspaceEvent => ({
          ...member,
          ...added(`m${index}`),
          ...member,
        }));
        const state = evolve(initialState(), { at: 0, by: { type: "operator" }, events });
        const index = new MemberIndex();
        for (const { query, by, descending } of searches) {
          for (let length = 0; length <= query.length; length++) {
            const typed = query.slice(0, length);
            const words = foldText(typed)
              .split(/\s+/)
              .filter((word) => word !== "");
            const expected = members
              .map(({ name, email, since }, order) => ({
                id: `m${order}`,
                name: foldText(name),
                email: foldText(email),
                joined: since,
              }))
              .filter((entry) => words.every((word) => entry.name.includes(word) || entry.email.includes(word)))
              .toSorted((a, b) => {
                if (a[by] === b[by]) return a.id < b.id ? -1 : 1;
                return a[by] < b[by] === descending ? 1 : -1;
              });
            const filter = { query: typed, status: undefined, team: undefined };
            const found = index.list(state, { by, descending }, filter).map(({ id }) => id);
            expect(found).toEqual(expected.map(({ id }) => id));
          }
        }
      },
    ),
  );
});

test("what is made ready in turns, for lists or for a large record, is what a new index makes of the state", async () => {
  const bys = fc.constantFrom<MemberSort>("name", "email", "joined");
  const change = fc.record({ id: fc.integer({ min: 0, max: 30 }), name: fc.constantFrom("a", "b", "c", "D", "é") });
  const step = fc.record({
    changes: fc.array(change, { maxLength: 20 }),
    by: bys,
    way: fc.constantFrom(
      "noted",
      "prepared",
      "prepared, and another came first",
      "while lists are made ready",
      "listed",
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      let state = evolve(initialState(), record(["m1", "m2"].map(added)));
      const index = new MemberIndex();
      const filter = { query: "", status: undefined, team: undefined };
      for (const { changes, by, way } of steps) {
        const events = changes.map(({ id, name }): WorkspaceEvent => {
          const email = `${name}${id}@acme.example`;
          return { ...added(`m${id}`), type: "MemberAdded", name, email };
        });
        const fold = (): void => {
          evolve(state, record(events));
          index.note(events);
        };
        if (way === "prepared" || way === "prepared, and another came first") {
          const after = allAtOnce(evolveCopy(state, record(events)));
          allAtOnce(index.prepare(events, after));
          if (way === "prepared") {
            state = after;
            index.note(events);
          } else {
            const other = [{ ...added("m1"), name: "other" }];
            evolve(state, record(other));
            index.note(other);
          }
        } else if (way === "while lists are made ready") {
          const ready = index.getReady(() => state, by);
          fold();
          await ready;
        } else fold();
        const list = (of: MemberIndex, order: MemberSort) => of.list(state, { by: order, descending: false }, filter);
        if (way !== "noted") expect(list(index, by)).toEqual(list(new MemberIndex(), by));
      }
    }),
  );
});

test("a large list is made ready in many turns, and is then at hand; so it is after a large record", async () => {
  const many = Array.from({ length: 20_000 }, (_, index) => added(`m${(index * 7919) % 1_000_003}`));
  const [first, second] = [many.slice(0, 10_000), many.slice(10_000)];
  let state = evolve(initialState(), record(first));
  const index = new MemberIndex();
  expect(index.isReady(state, "name")).toBe(false);
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await index.getReady(() => state, "name");
  clearInterval(counting);
  expect(turns).toBeGreaterThan(3);
  expect(index.isReady(state, "name")).toBe(true);
  state = allAtOnce(evolveCopy(state, record(second)));
  expect(index.isReady(state, "name")).toBe(false);
  allAtOnce(index.prepare(second, state));
  index.note(second);
  expect([index.isReady(state, "name"), index.isReady(state, "email")]).toEqual([true, false]);
  const list = index.list(state, { by: "name", descending: false }, { query: "", status: undefined, team: undefined });
  expect(list.map(({ id }) => id)).toEqual(many.map(({ member }) => member).toSorted());
});
