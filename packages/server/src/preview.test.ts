import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Preview } from "./contract/types.ts";
import { type Client, TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
const size = 3000;
const last = `${ws}/members/m${size - 1}`;

/** A workspace with everybody in one team. */
async function open(): Promise<TestServer> {
  const server = new TestServer();
  await server.operator.put(ws, { ...workspaceBody, licenseModel: "user" });
  const ids = Array.from({ length: size }, (_, index) => `m${index}`);
  const members = ids.map((id) => ({ id, name: id, email: `${id}@acme.example`, teams: ["crowd"] }));
  await server.operator.put(`${ws}/directory`, { teams: [{ id: "crowd", name: "Crowd" }], members });
  return server;
}

const archive = { type: "archive-team", team: "crowd" };
const unarchive = { type: "unarchive-team", team: "crowd" };
const preview = (client: Client, ...commands: object[]) => client.post<Preview>(`${ws}/preview`, { commands });

/** What archiving the crowd comes to when it is so many. */
const archivedOf = (count: number) => ({
  counts: { before: { activeMembers: count }, after: { members: count, activeMembers: 0, inactiveMembers: count } },
  nextMonth: { before: { licenses: count }, after: { licenses: 0 } },
});

describe("a preview of a large change", () => {
  test("lets others have their turn", async () => {
    const viewer = await (await open()).session("acme", "viewer");
    const state = { isAnswered: false };
    const answering = preview(viewer, archive).finally(() => (state.isAnswered = true));
    let turns = 0;
    for (; !state.isAnswered; turns++) await nextTurn();
    expect(turns).toBeGreaterThan(10);
    expect(await answering).toMatchObject(archivedOf(size));
  });

  test("is of one version, whatever is changed meanwhile", async () => {
    const { operator } = await open();
    const answering = preview(operator, archive);
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    await operator.delete(last);
    expect(await answering).toMatchObject(archivedOf(size - 1));
  });

  test("ends, however often something is changed meanwhile", async () => {
    const { operator } = await open();
    const state = { isAnswered: false };
    const answering = preview(operator, archive).finally(() => (state.isAnswered = true));
    let changes = 0;
    for (; !state.isAnswered; changes++) {
      await operator.put(last, { name: `Name ${changes}`, email: "m@acme.example" });
      await nextTurn();
    }
    expect(await answering).toMatchObject(archivedOf(size));
    // Two beginnings that were in vain, and the one that kept others waiting.
    expect(changes).toBeLessThan(10);
  });

  test("holds no more than one copy of the workspace, however many are asked for", async () => {
    const { operator } = await open();
    const answered: string[] = [];
    const ask = async (name: string, ...commands: object[]) => {
      await preview(operator, ...commands);
      answered.push(name);
    };
    await Promise.all([ask("large", archive, unarchive), ask("small", { type: "remove-member", member: "m0" })]);
    expect(answered).toEqual(["large", "small"]);
  });

  test("that is refused leaves those after it as they are", async () => {
    const { operator } = await open();
    const nowhere = { body: { commands: [{ type: "archive-team", team: "nowhere" }] } };
    const [refused, seen] = await Promise.all([
      operator.refused("POST", `${ws}/preview`, nowhere),
      preview(operator, archive),
    ]);
    expect(refused).toMatchObject({ status: 404, code: "team-not-found" });
    expect(seen).toMatchObject(archivedOf(size));
  });
});

describe("a preview takes each command once", () => {
  test("so that a large team is gone through twice at most", async () => {
    const server = await open();
    const viewer = await server.session("acme", "viewer");
    const commands = [archive, unarchive, archive, { type: "remove-inactive-members" }, unarchive];
    const again = { message: "This command was given before. Give each command once." };
    expect(await viewer.refused("POST", `${ws}/preview`, { body: { commands } })).toMatchObject({
      status: 422,
      code: "invalid-input",
      errors: [
        { field: "commands.2", ...again },
        { field: "commands.4", ...again },
      ],
    });
  });

  test("and there and back it comes to what there is", async () => {
    const { operator } = await open();
    const { counts, currentMonth, nextMonth } = await preview(operator, archive, unarchive);
    expect(counts.after).toEqual(counts.before);
    expect(currentMonth.after).toEqual(currentMonth.before);
    expect(nextMonth.after).toEqual(nextMonth.before);
  });
});
