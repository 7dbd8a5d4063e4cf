import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DirectoryChange, Member, Preview, Team, WorkspaceSummary } from "./contract/types.ts";
import { apiKey, type Client, TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
const nothing: DirectoryChange["changes"] = {
  teamsAdded: [],
  teamsRenamed: [],
  teamsArchived: [],
  teamsUnarchived: [],
  membersAdded: [],
  membersChanged: [],
  membersRemoved: [],
  joined: [],
  left: [],
};
const person = (id: string, teams?: string[]) => ({
  id,
  name: `Name ${id}`,
  email: `${id}@acme.example`,
  ...(teams && { teams }),
});

type Directory = { teams: object[]; members: object[] };
const sync = (client: Client, directory: Directory) => client.put<DirectoryChange>(`${ws}/directory`, directory);
const dryRun = (client: Client, directory: Directory) =>
  client.put<DirectoryChange>(`${ws}/directory?dryRun=true`, directory);

async function everything(client: Client) {
  const summary = await client.get<WorkspaceSummary>(ws);
  return {
    summary,
    teams: await client.all<Team>(`${ws}/teams`),
    members: [
      ...(await client.all<Member>(`${ws}/members`)),
      ...(await client.all<Member>(`${ws}/members?status=removed`)),
    ],
    csv: await client.get<string>(`${ws}/months/${summary.currentMonth.month}/licenses.csv`),
  };
}

async function open(licenseModel: "user" | "team" = "user"): Promise<TestServer> {
  const server = new TestServer({ now: "2026-10-05T09:00:00Z" });
  await server.operator.put(ws, { ...workspaceBody, licenseModel });
  return server;
}

const entry = <T>(ids: string[], fields: (id: string) => fc.Arbitrary<T>) =>
  fc.subarray(ids).chain((chosen) => fc.tuple(...chosen.map(fields)));

const figures = ({ licenses, net }: { licenses: number; net: object }) => ({ licenses, net });

test("what is not listed is archived or removed, what is listed is as it says", async () => {
  const server = await open();
  const { operator } = server;
  expect(
    await sync(operator, {
      teams: [
        { id: "a", name: "A" },
        { id: "b", name: "B" },
        { id: "c", name: "C", archived: true },
      ],
      members: [person("ana", ["a"]), person("bo", ["a", "b"]), person("cy")],
    }),
  ).toMatchObject({
    dryRun: false,
    changes: {
      ...nothing,
      teamsAdded: ["a", "b", "c"],
      teamsArchived: ["c"],
      membersAdded: ["ana", "bo", "cy"],
      joined: [
        { member: "ana", team: "a" },
        { member: "bo", team: "a" },
        { member: "bo", team: "b" },
      ],
    },
  });
  server.at("2026-11-10T09:00:00Z");
  const { changes, effect } = await sync(operator, {
    teams: [
      { id: "c", name: "Sea", archived: false },
      { id: "b", name: "B" },
    ],
    members: [{ ...person("bo", ["b"]), role: "owner" }, person("di", ["c"]), person("cy")],
  });
  expect(changes).toEqual({
    ...nothing,
    teamsRenamed: ["c"],
    teamsArchived: ["a"],
    teamsUnarchived: ["c"],
    membersAdded: ["di"],
    membersChanged: ["bo"],
    membersRemoved: ["ana"],
    joined: [{ member: "di", team: "c" }],
    left: [{ member: "bo", team: "a" }],
  });
  // R4: Ana's month goes on being billed, the next one is not.
  expect(effect.currentMonth).toMatchObject({ before: { licenses: 2 }, after: { licenses: 3 } });
  expect(effect.nextMonth).toMatchObject({ before: { licenses: 2 }, after: { licenses: 2 } });
  expect(effect.counts.after).toMatchObject({
    members: 3,
    activeMembers: 2,
    removedMembers: 1,
    activeTeams: 2,
    archivedTeams: 1,
  });
  const { summary } = await everything(operator);
  expect(summary.counts).toEqual(effect.counts.after);

  // What was not listed for a while comes back: the team, and the member in no team, as the entry says.
  const { changes: back } = await sync(operator, {
    teams: [
      { id: "a", name: "A" },
      { id: "b", name: "B" },
      { id: "c", name: "Sea" },
    ],
    members: [person("bo", ["b"]), person("di"), person("cy"), person("ana")],
  });
  expect(back).toEqual({ ...nothing, teamsUnarchived: ["a"], membersAdded: ["ana"] });
  expect(await operator.get<Member>(`${ws}/members/ana`)).toMatchObject({ status: "inactive", teams: [] });
});

test("the same directory again changes nothing", async () => {
  const server = await open();
  const directory = {
    teams: [
      { id: "a", name: "A", archived: false },
      { id: "b", name: "B", archived: true },
    ],
    members: [{ ...person("ana", ["a", "b"]), role: "admin" }, person("bo", [])],
  };
  await sync(server.operator, directory);
  const before = await everything(server.operator);
  server.at("2026-10-06T09:00:00Z");
  for (const again of [await dryRun(server.operator, directory), await sync(server.operator, directory)]) {
    expect(again.changes).toEqual(nothing);
    expect(again.effect.currentMonth.after).toEqual(again.effect.currentMonth.before);
  }
  expect(await everything(server.operator)).toEqual(before);
});

test("a dry run changes nothing, and shows exactly what the real one then does", async () => {
  const teamIds = ["a", "b", "c"];
  const memberIds = ["m1", "m2", "m3", "m4"];
  const directories = fc.array(
    fc.record({
      teams: entry(teamIds, (id) =>
        fc.record(
          { id: fc.constant(id), name: fc.constantFrom("X", "Y"), archived: fc.boolean() },
          { requiredKeys: ["id", "name"] },
        ),
      ),
      members: entry(memberIds, (id) =>
        fc.record(
          {
            id: fc.constant(id),
            name: fc.constantFrom("X", "Y"),
            email: fc.constant("x@acme.example"),
            role: fc.constantFrom("owner", "member"),
            teams: fc.subarray(teamIds),
          },
          { requiredKeys: ["id", "name", "email"] },
        ),
      ),
      days: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 2, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(directories, fc.constantFrom<"user" | "team">("user", "team"), async (list, licenseModel) => {
      const server = await open(licenseModel);
      const { operator } = server;
      for (const { days, ...directory } of list) {
        server.now += days * 86_400_000;
        const before = await everything(operator);
        const answer = await operator.request("PUT", `${ws}/directory?dryRun=true`, { body: directory });
        expect(await everything(operator)).toEqual(before);
        if (answer.status !== 200) {
          // What the real one refuses, the dry run refuses, in the same words.
          const { status, text } = await operator.request("PUT", `${ws}/directory`, { body: directory });
          expect([status, text]).toEqual([answer.status, answer.text]);
          continue;
        }
        const real = await sync(operator, directory);
        expect({ ...real, dryRun: true }).toEqual(answer.body);
        const { summary } = await everything(operator);
        expect(real.effect.currentMonth.after).toEqual(figures(summary.currentMonth));
        expect(real.effect.nextMonth.after).toEqual(figures(summary.nextMonth));
        expect(real.effect.currentMonth.before).toEqual(figures(before.summary.currentMonth));
        expect(real.effect.counts satisfies Preview["counts"]).toEqual({
          before: before.summary.counts,
          after: summary.counts,
        });
      }
    }),
    { numRuns: 60 },
  );
});

test("an id that is listed twice, or a team that is not there, is refused as a whole", async () => {
  const server = await open();
  const { operator } = server;
  await sync(operator, { teams: [{ id: "a", name: "A" }], members: [person("ana", ["a"])] });
  const before = await everything(operator);
  const refused: [directory: Directory, code: string, field: string][] = [
    [
      {
        teams: [
          { id: "a", name: "A" },
          { id: "a", name: "B" },
        ],
        members: [],
      },
      "duplicate-id",
      "teams.1.id",
    ],
    [{ teams: [], members: [person("bo"), person("ana"), person("bo")] }, "duplicate-id", "members.2.id"],
    [{ teams: [{ id: "a", name: "A" }], members: [person("bo", ["nowhere"])] }, "team-unknown", "members.0.teams"],
    [
      { teams: [{ id: "a", name: "A" }], members: [person("ana", ["a", "nowhere"]), person("bo")] },
      "team-unknown",
      "members.0.teams",
    ],
    [
      { teams: [], members: [person("bo"), { ...person("cy"), since: "2100-01-01T00:00:00Z" }] },
      "since-in-future",
      "members.1.since",
    ],
    [
      { teams: [{ id: "b", name: "B", since: "2100-01-01T00:00:00Z" }], members: [] },
      "since-in-future",
      "teams.0.since",
    ],
  ];
  for (const [body, code, field] of refused) {
    for (const query of ["", "?dryRun=true", "?dryRun=false"]) {
      expect(await operator.refused("PUT", `${ws}/directory${query}`, { body })).toMatchObject({
        status: 422,
        code,
        errors: [{ field }],
      });
    }
  }
  expect((await operator.refused("PUT", `${ws}/directory?dryRun=1`, { body: { teams: [], members: [] } })).status).toBe(
    422,
  );
  expect(await everything(operator)).toEqual(before);
  // One id may be a team's and a member's; a team listed twice for one member is one.
  await sync(operator, { teams: [{ id: "x", name: "X" }], members: [person("x", ["x", "x"])] });
  expect(await operator.get<Member>(`${ws}/members/x`)).toMatchObject({ teams: [{ id: "x" }] });
});

test("5,000 members in 200 teams go in and out at once", async () => {
  const server = await open();
  const { operator } = server;
  const teams = Array.from({ length: 200 }, (_, index) => ({ id: `t${index}`, name: `Team ${index}` }));
  const members = Array.from({ length: 5000 }, (_, index) =>
    person(`m${index}`, [`t${index % 200}`, `t${(index * 7) % 200}`]),
  );
  const { changes, effect } = await sync(operator, { teams, members });
  expect([changes.teamsAdded.length, changes.membersAdded.length]).toEqual([200, 5000]);
  expect(effect.currentMonth.after.licenses).toBe(5000);
  expect(await operator.all<Member>(`${ws}/members`)).toHaveLength(5000);
  server.at("2026-11-05T09:00:00Z");
  const half = members.slice(0, 2500);
  expect((await dryRun(operator, { teams, members: half })).effect.nextMonth).toMatchObject({
    before: { licenses: 5000 },
    after: { licenses: 2500 },
  });
  expect((await sync(operator, { teams, members: half })).changes.membersRemoved).toHaveLength(2500);
  expect(await operator.get<WorkspaceSummary>(ws)).toMatchObject({
    counts: { members: 2500, activeMembers: 2500, removedMembers: 2500 },
    currentMonth: { licenses: 5000, ending: 2500 },
    nextMonth: { licenses: 2500 },
  });
});

/** What others see while a request is answered: the version and the number of members, at each look. */
async function meanwhile<T>(server: TestServer, request: Promise<T>): Promise<{ answer: T; seen: Set<string> }> {
  const seen = new Set<string>();
  let looks = 0;
  const state = { isAnswered: false };
  const answering = request.finally(() => (state.isAnswered = true));
  while (!state.isAnswered) {
    const { version, counts, currentMonth } = await server.operator.get<WorkspaceSummary>(ws);
    const page = await server.operator.get<{ total: number }>(`${ws}/members?limit=1`);
    seen.add([version, counts.members, currentMonth.licenses, page.total].join(" "));
    await server.operator.put(`/v1/workspaces/other`, { ...workspaceBody, name: `Other ${++looks}` });
    await setImmediate();
  }
  expect(looks).toBeGreaterThan(5);
  return { answer: await answering, seen };
}

describe("a large directory", () => {
  const teams = Array.from({ length: 50 }, (_, index) => ({ id: `t${index}`, name: `Team ${index}` }));
  const members = Array.from({ length: 5000 }, (_, index) =>
    person(`m${index}`, [`t${index % 50}`, `t${(index * 7) % 50}`]),
  );
  const without = (count: number) => ({ teams, members: members.slice(count) });

  test("keeps nobody waiting, and is there as a whole or not at all", async () => {
    const server = await open();
    const first = await meanwhile(server, sync(server.operator, without(0)));
    expect([...first.seen]).toEqual(["1 0 0 0", "2 5000 5000 5000"].slice(0, first.seen.size));
    expect(first.answer.changes.membersAdded).toEqual(members.map(({ id }) => id));
    const dry = await meanwhile(server, dryRun(server.operator, without(2500)));
    expect([...dry.seen]).toEqual(["2 5000 5000 5000"]);
    const second = await meanwhile(server, sync(server.operator, without(2500)));
    expect([...second.seen]).toEqual(["2 5000 5000 5000", "3 2500 5000 2500"].slice(0, second.seen.size));
    expect({ ...second.answer, dryRun: true }).toEqual(dry.answer);
    const again = await meanwhile(server, sync(server.operator, without(2500)));
    expect([...again.seen]).toEqual(["3 2500 5000 2500"]);
    expect(again.answer.changes).toEqual(nothing);
  });

  test("comes to the same as what a server makes of the log, and of its snapshot", async () => {
    const server = await open();
    await sync(server.operator, without(0));
    await sync(server.operator, without(2500));
    const before = await everything(server.operator);
    await server.idle();
    for (let start = 0; start < 2; start++) {
      const other = new TestServer({ now: "2026-10-05T09:00:00Z", driver: server.driver });
      expect(await everything(other.operator)).toEqual(before);
    }
  });

  test("has its answer again under its idempotency key, and changes nothing twice", async () => {
    const server = await open();
    const send = (directory: object) =>
      server.operator.request("PUT", `${ws}/directory`, {
        body: directory,
        headers: { "Idempotency-Key": "import-1" },
      });
    const first = await send(without(0));
    await sync(server.operator, without(1));
    const again = await send(without(0));
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await server.operator.get<WorkspaceSummary>(ws)).version).toBe(3);
    expect(await send(without(1))).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  });

  test("names each wrong field with its place, and changes nothing", async () => {
    const server = await open();
    const wrong = members.map((member, index) => (index === 4711 ? { ...member, email: "nobody" } : member));
    expect(await server.operator.refused("PUT", `${ws}/directory`, { body: { teams, members: wrong } })).toMatchObject({
      status: 422,
      code: "invalid-input",
      errors: [{ field: "members.4711.email", message: "Give an e-mail address, for example ana@acme.example." }],
    });
    expect((await server.operator.get<WorkspaceSummary>(ws)).version).toBe(1);
  });

  test("is refused where it is too large, announced or not, and where nobody sends the rest of it", async () => {
    const server = new TestServer({ now: "2026-10-05T09:00:00Z", maxDirectoryBytes: 300_000 });
    await server.operator.put(ws, workspaceBody);
    const text = new TextEncoder().encode(JSON.stringify(without(0)));
    const put = (body: ReadableStream | Uint8Array<ArrayBuffer> | string, headers = {}) =>
      server.app.request(`${ws}/directory`, {
        method: "PUT",
        headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json", ...headers },
        body,
        duplex: "half",
      });
    function* broken(): Generator<Uint8Array> {
      yield text.subarray(0, 100_000);
      throw new Error("aborted");
    }
    expect((await put(ReadableStream.from(broken()))).status).toBe(408);
    expect((await put(ReadableStream.from([text.subarray(0, 200_000), text.subarray(200_000)]))).status).toBe(413);
    expect((await put(text, { "Content-Length": String(text.length) })).status).toBe(413);
    expect((await put(text, { "Content-Type": "text/csv" })).status).toBe(413);
    expect((await put("id,name", { "Content-Type": "text/csv" })).status).toBe(400);
    expect((await put(text.subarray(0, 200_000))).status).toBe(400);
    expect((await server.operator.get<WorkspaceSummary>(ws)).version).toBe(1);
  });
});
