import fc from "fast-check";
import { expect, test } from "vitest";
import type { Member, Team } from "../contract/types.ts";
import { TestServer, workspaceBody } from "../test/test-server.ts";
import { patchSchema } from "./patch-request.ts";

type Wish =
  | { type: "create" | "activate" | "deactivate" | "delete" | "rename"; user: number }
  | { type: "create-group" | "replace" | "push"; group: number; members: number[] }
  | { type: "add" | "remove"; group: number; members: number[] }
  | { type: "delete-group"; group: number };

const user = fc.nat(3);
const group = fc.nat(1);
const members = fc.uniqueArray(user, { maxLength: 3 });
const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant("create"), user }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("activate", "deactivate", "delete", "rename"), user }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("create-group"), group, members }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("replace", "push", "add", "remove"), group, members }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("delete-group"), group }) },
);

const scim = "/v1/workspaces/scim/scim/v2";
const native = "/v1/workspaces/native";
const patchOf = (...Operations: object[]) => ({ schemas: [patchSchema], Operations });
const day = 86_400_000;

/** One server with two workspaces: in one, SCIM does what is wished, in the other the same is done by the API's own routes. */
class Twins {
  readonly server = new TestServer({ now: "2026-10-05T09:00:00Z" });
  /** Whom the provider deleted, for which it must be as if it were not there. */
  readonly #deleted = new Set<string>();

  async open(): Promise<this> {
    for (const id of ["scim", "native"]) await this.server.operator.put(`/v1/workspaces/${id}`, workspaceBody);
    return this;
  }

  async #member(id: string): Promise<Member | undefined> {
    const { status, body } = await this.server.operator.request("GET", `${native}/members/${id}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- held against the document by `request`
    return status === 200 ? (body as Member) : undefined;
  }

  async #team(id: string): Promise<Team | undefined> {
    return (await this.server.operator.all<Team>(`${native}/teams`)).find((team) => team.id === id);
  }

  /** What is wished, twice: the second time changes nothing. */
  async scim(method: string, path: string, body?: object): Promise<void> {
    const send = () => this.server.operator.request(method, scim + path, { ...(body && { body }) });
    await send();
    const version = await this.#version();
    await send();
    expect(await this.#version(), `${method} ${path} again`).toBe(version);
  }

  async #version(): Promise<number> {
    return (await this.server.operator.get<{ version: number }>("/v1/workspaces/scim")).version;
  }

  async give(wanted: Wish): Promise<void> {
    if ("user" in wanted) await this.#giveUser(wanted.type, `u${wanted.user}`);
    else {
      const known: string[] = [];
      for (const index of "members" in wanted ? wanted.members : []) {
        if (await this.#member(`u${index}`)) known.push(`u${index}`);
      }
      await this.#giveGroup(wanted.type, `g${wanted.group}`, known);
    }
  }

  async #giveUser(type: Wish["type"], id: string): Promise<void> {
    const { operator } = this.server;
    const found = await this.#member(id);
    const isThere = found !== undefined && found.status !== "removed";
    const isSeen = isThere || (found !== undefined && !this.#deleted.has(id));
    const email = `${id}@acme.example`;
    const name = type === "rename" ? `${id} at ${this.server.now}` : (found?.name ?? id);
    const person = { name, email };
    switch (type) {
      case "create":
        await this.scim("POST", "/Users", { userName: email, externalId: id, displayName: name });
        if (!isThere) await this.#bringBack(id, person, found);
        break;
      case "activate":
        await this.scim("PATCH", `/Users/${id}`, patchOf({ op: "replace", value: { active: true } }));
        if (isSeen && !isThere) await this.#bringBack(id, person, found);
        break;
      case "rename":
        if (!isThere) break;
        await this.scim("PATCH", `/Users/${id}`, patchOf({ op: "replace", path: "displayName", value: name }));
        await operator.put(`${native}/members/${id}`, person);
        break;
      default:
        if (type === "delete") await this.scim("DELETE", `/Users/${id}`);
        else await this.scim("PATCH", `/Users/${id}`, patchOf({ op: "Replace", path: "active", value: "False" }));
        if (isThere) await operator.delete(`${native}/members/${id}`);
        if (isSeen && type === "delete") this.#deleted.add(id);
    }
  }

  async #bringBack(id: string, person: object, found: Member | undefined): Promise<void> {
    const { operator, now } = this.server;
    this.#deleted.delete(id);
    if (found?.restorableUntil !== undefined && now <= Date.parse(found.restorableUntil)) {
      await operator.post(`${native}/members/${id}/restore`);
    } else await operator.put(`${native}/members/${id}`, { ...person, teams: [] });
  }

  async #giveGroup(type: Wish["type"], id: string, ids: string[]): Promise<void> {
    const { operator } = this.server;
    const found = await this.#team(id);
    const isSeen = found !== undefined && found.status === "active";
    const value = ids.map((each) => ({ value: each }));
    switch (type) {
      case "create-group":
        await this.scim("POST", "/Groups", { displayName: id, externalId: id, members: value });
        if (isSeen) break;
        if (!found) await operator.put(`${native}/teams/${id}`, { name: id });
        await this.#roster(id, (each) => ids.includes(each), "leave");
        if (found) await operator.post(`${native}/teams/${id}/unarchive`);
        await this.#roster(id, (each) => ids.includes(each), "join");
        break;
      case "delete-group":
        await this.scim("DELETE", `/Groups/${id}`);
        if (isSeen) await operator.post(`${native}/teams/${id}/archive`);
        break;
      case "replace":
      case "push": {
        if (type === "replace")
          await this.scim("PUT", `/Groups/${id}`, { displayName: id, externalId: id, members: value });
        else await this.scim("PATCH", `/Groups/${id}`, patchOf({ op: "replace", path: "members", value }));
        if (isSeen) await this.#roster(id, (each) => ids.includes(each), "both");
        break;
      }
      default:
        await this.scim(
          "PATCH",
          `/Groups/${id}`,
          type === "add"
            ? patchOf({ op: "Add", path: "members", value })
            : patchOf(...ids.map((each) => ({ op: "remove", path: `members[value eq "${each}"]` })), {
                op: "add",
                path: "members",
                value: [],
              }),
        );
        if (!isSeen) break;
        if (type === "add") await this.#roster(id, (each) => ids.includes(each), "join");
        else await this.#roster(id, (each) => !ids.includes(each), "leave");
    }
  }

  /** Who is there and wanted joins, who is not wanted leaves, as far as `way` says. */
  async #roster(team: string, isWanted: (id: string) => boolean, way: "join" | "leave" | "both"): Promise<void> {
    const { operator } = this.server;
    for (const { id, name, email, teams, status } of await operator.all<Member>(`${native}/members`)) {
      const ids = teams.map((each) => each.id);
      const isIn = ids.includes(team);
      if (status === "removed" || isIn === isWanted(id) || way === (isIn ? "join" : "leave")) continue;
      const changed = isIn ? ids.filter((each) => each !== team) : [...ids, team];
      await operator.put(`${native}/members/${id}`, { name, email, teams: changed });
    }
  }

  /** All that is told of a workspace's directory and licenses. */
  async directory(id: string): Promise<unknown> {
    const { operator } = this.server;
    const all = `/v1/workspaces/${id}`;
    const removed = await operator.all<Member>(`${all}/members?status=removed`);
    return {
      members: [...(await operator.all<Member>(`${all}/members`)), ...removed],
      teams: await operator.all<Team>(`${all}/teams`),
      licenses: (
        await operator.all<{ holder: object; from: string; to: string | null }>(
          `${all}/months/${new Date(this.server.now).toISOString().slice(0, 7)}/licenses`,
        )
      ).map(({ holder, from, to }) => ({ holder, from, to })),
    };
  }
}

test("whatever an identity provider asks leaves the directory and the licenses that the API's own routes do; asked again, nothing changes", async () => {
  let removals = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ wish, days: fc.constantFrom(0, 0, 0, 1, 20, 31) }), {
        minLength: 4,
        maxLength: 14,
        size: "max",
      }),
      async (steps) => {
        const twins = await new Twins().open();
        for (const step of steps) {
          twins.server.now += step.days * day;
          await twins.give(step.wish);
          const expected = await twins.directory("native");
          expect(await twins.directory("scim")).toEqual(expected);
          if (step.wish.type === "deactivate") removals++;
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(removals).toBeGreaterThan(5);
});
