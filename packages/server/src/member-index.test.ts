import { evolve, initialState, type WorkspaceEvent } from "@seatbook/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText } from "./fold-text.ts";
import { MemberIndex, type MemberSort } from "./member-index.ts";

const added = (member: string): WorkspaceEvent => ({
  type: "MemberAdded",
  member,
  name: `Name ${member}`,
  email: `${member}@acme.example`,
  role: "member",
  since: 0,
});

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
