import { evolve, initialState, type WorkspaceEvent } from "@seatbook/core";
import { expect, test } from "vitest";
import { MemberIndex } from "./member-index.ts";

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
