import { beforeEach, describe, expect, test } from "vitest";
import type { Member, Page, Team } from "./contract/types.ts";
import { type Client, inPath, TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
const names = ["José", "jose", "Åsa", "asa", "Zoë", "Ünal", "Łukasz", "李", "Ana", "ana", "Ana", "Öz"];
const size = 500;
const fold = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

let server: TestServer;
let operator: Client;

/** 500 members in two batches of joining, of which a tenth is removed; many have the same name. */
beforeEach(async () => {
  server = new TestServer({ now: "2026-10-05T09:00:00Z" });
  operator = server.operator;
  await operator.put(ws, workspaceBody);
  const teams = Array.from({ length: 30 }, (_, index) => ({
    id: `t${index}`,
    name: `Team ${names[index % names.length]}`,
    archived: index % 3 === 0,
  }));
  const members = Array.from({ length: size }, (_, index) => ({
    id: `m${(index * 7919) % size}`,
    name: names[index % names.length],
    email: `p${index % 50}@acme.example`,
    teams: index % 5 === 0 ? [] : [`t${index % 30}`],
  }));
  await operator.put(`${ws}/directory`, { teams, members: members.slice(0, 300) });
  server.at("2026-10-06T09:00:00Z");
  await operator.put(`${ws}/directory`, { teams, members });
  await operator.put(`${ws}/directory`, { teams, members: members.filter((_, index) => index % 10 !== 3) });
});

const search = (parameters: Record<string, string | undefined>) =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  ).toString();

type Sort = { sort: string; key: (member: Member) => string };
const sorts: Sort[] = [
  { sort: "name", key: ({ name }) => fold(name) },
  { sort: "email", key: ({ email }) => fold(email) },
  { sort: "joined", key: ({ joinedAt }) => joinedAt },
];
const filters: { status?: string; team?: string; query?: string }[] = [
  {},
  { status: "active" },
  { status: "inactive" },
  { status: "removed" },
  { team: "t7" },
  { team: "t3" },
  { query: "jose" },
  { query: "ana acme", status: "active" },
  { query: "nobody" },
  { team: "t7", status: "inactive" },
];

const find = async (query: string) =>
  new Set((await operator.all<Member>(`${ws}/members?query=${inPath(query)}`)).map(({ name }) => name));

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("the members", () => {
  test.each(sorts)("by $sort, either way and with every filter, come each exactly once", async ({ sort, key }) => {
    const everyone = [
      ...(await operator.all<Member>(`${ws}/members`)),
      ...(await operator.all<Member>(`${ws}/members?status=removed`)),
    ];
    expect(new Set(everyone.map(({ id }) => id)).size).toBe(size);
    for (const filter of filters) {
      const wanted = everyone
        .filter(({ status }) => (filter.status === undefined ? status !== "removed" : status === filter.status))
        .filter(({ teams }) => filter.team === undefined || teams.some(({ id }) => id === filter.team))
        .filter(({ name, email }) =>
          (filter.query ?? "").split(" ").every((word) => fold(name).includes(word) || email.includes(word)),
        );
      for (const direction of [1, -1] as const) {
        const query = search({ ...filter, sort: direction === 1 ? sort : `-${sort}` });
        const order = (a: Member, b: Member) =>
          key(a) === key(b) ? (a.id < b.id ? -1 : 1) : key(a) < key(b) ? -direction : direction;
        const expected = wanted.toSorted(order).map(({ id }) => id);
        for (const limit of [7, 200]) {
          const items = await operator.all<Member>(`${ws}/members?${query}`, limit);
          expect(
            items.map(({ id }) => id),
            `${query} by ${limit}`,
          ).toEqual(expected);
        }
        const first = await operator.get<Page<Member>>(`${ws}/members?${query}&limit=1`);
        expect([first.total, first.items.length]).toEqual([expected.length, Math.min(expected.length, 1)]);
      }
    }
  });

  test.each(sorts.flatMap(({ sort }) => [sort, `-${sort}`]))(
    "by %s, while others come and go between the pages, stay each exactly once",
    async (sort) => {
      const before = (await operator.all<Member>(`${ws}/members`)).map(({ id }) => id);
      const changed = new Set<string>();
      const seen: string[] = [];
      let cursor: string | undefined;
      let round = 0;
      do {
        const page: Page<Member> = await operator.get(`${ws}/members?${search({ sort, limit: "37", cursor })}`);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        // The last one seen (where the cursor stands), one that was seen, and one that is still to come.
        for (const id of [
          page.items.at(-1)?.id,
          seen[round],
          before.find((other) => !seen.includes(other) && !changed.has(other)),
        ]) {
          if (id === undefined || changed.has(id)) continue;
          changed.add(id);
          await operator.delete(`${ws}/members/${id}`);
        }
        for (const name of ["Aaa", "Mmm", "Zzz"]) {
          await operator.put(`${ws}/members/new-${name}-${round}`, { name, email: `${name}@acme.example` });
        }
        round++;
      } while (cursor !== undefined);
      const unchanged = before.filter((id) => !changed.has(id));
      expect(seen.filter((id) => unchanged.includes(id)).toSorted()).toEqual(unchanged.toSorted());
      expect(new Set(seen).size).toBe(seen.length);
      expect(round).toBeGreaterThan(10);
    },
  );

  test("are found by folded words of name and address, in any order", async () => {
    expect(await find("jose")).toEqual(new Set(["José", "jose"]));
    expect(await find("JOSÉ")).toEqual(new Set(["José", "jose"]));
    expect(await find("jose\u0301")).toEqual(new Set(["José", "jose"]));
    expect(await find("asa")).toEqual(new Set(["Åsa", "asa"]));
    expect(await find("李")).toEqual(new Set(["李"]));
    expect(await find("ACME ose  p")).toEqual(new Set(["José", "jose"]));
    expect(await find("@acme.example")).toEqual(new Set(names));
    expect(await find("")).toEqual(new Set(names));
    expect(await find(" ")).toEqual(new Set(names));
    for (const query of ["%", "_", ".*", "[", "\\", "jose\u0000", "x".repeat(200)])
      expect(await find(query)).toEqual(new Set());
  });

  test("are found, sorted and left out as they are after each change", async () => {
    const list = async (query: string) => (await operator.all<Member>(`${ws}/members?${query}`)).map(({ id }) => id);
    server.at("2026-10-07T09:00:00Z");
    await operator.put(`${ws}/members/x`, { name: "Xaver Quint", email: "xq@acme.example", teams: ["t1"] });
    expect(await list("query=quint")).toEqual(["x"]);
    expect((await list("sort=-joined"))[0]).toBe("x");
    await operator.put(`${ws}/members/x`, { name: "Aaron Quint", email: "xq@acme.example" });
    expect((await list("sort=name"))[0]).toBe("x");
    expect(await list("query=quint&team=t1&status=active")).toEqual(["x"]);
    await operator.post(`${ws}/teams/t1/archive`);
    expect(await list("query=quint&status=active")).toEqual([]);
    expect(await list("query=quint&status=inactive")).toEqual(["x"]);
    await operator.delete(`${ws}/members/x`);
    expect(await list("query=quint")).toEqual([]);
    expect(await list("query=quint&status=removed")).toEqual(["x"]);
    await operator.post(`${ws}/members/x/restore`);
    expect(await list("query=quint")).toEqual(["x"]);
    expect(await list("query=quint&team=t1")).toEqual([]);
  });

  test("with the longest names and addresses, the cursor still leads on", async () => {
    // Folded, one of these is 18 characters.
    const longest = ["ﷺ".repeat(200), "한".repeat(200), "😀".repeat(200), '"'.repeat(200), "x".repeat(200)];
    for (const [index, name] of longest.entries()) {
      const email = `${"ﷺ".repeat(64)}@${"한".repeat(120)}`;
      for (const suffix of ["a", "b"])
        await operator.put(`${ws}/members/${inPath(`${"😀".repeat(126)}${index}${suffix}`)}`, { name, email });
    }
    for (const sort of ["name", "-name", "email", "-email", "joined"]) {
      const items = await operator.all<Member>(`${ws}/members?sort=${sort}`, 1);
      expect(items).toHaveLength(size * 0.9 + longest.length * 2);
    }
  });
});

describe("the teams", () => {
  test.each(["name", "-name", "members", "-members"])("by %s come each exactly once", async (sort) => {
    const teams = await operator.all<Team>(`${ws}/teams`);
    expect(teams).toHaveLength(30);
    const direction = sort.startsWith("-") ? -1 : 1;
    const key = (team: Team) => (sort.endsWith("name") ? fold(team.name) : String(team.members).padStart(6, "0"));
    for (const filter of [
      {},
      { status: "active" },
      { status: "archived" },
      { query: "team JOSE" },
      { query: "none" },
    ]) {
      const expected = teams
        .filter(({ status }) => !("status" in filter) || status === filter.status)
        .filter(
          ({ name }) =>
            !("query" in filter) ||
            (filter.query ?? "")
              .toLowerCase()
              .split(" ")
              .every((word) => fold(name).includes(word)),
        )
        .toSorted((a, b) => (key(a) === key(b) ? (a.id < b.id ? -1 : 1) : key(a) < key(b) ? -direction : direction));
      for (const limit of [1, 4, 200]) {
        const items = await operator.all<Team>(`${ws}/teams?${search({ ...filter, sort })}`, limit);
        expect(items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }
    }
  });
});

describe("every list", () => {
  const lists = ["/v1/workspaces", `${ws}/members`, `${ws}/teams`, `${ws}/months/2026-10/licenses`];

  test.each(lists)("%s takes limits from 1 to 200", async (path) => {
    for (const limit of ["1", "200"]) await operator.get(`${path}?limit=${limit}`);
    for (const limit of ["0", "201", "-1", "1.5", "x", "", "1e2", "99999999999999999999", " 5"]) {
      expect(await operator.refused("GET", `${path}?limit=${inPath(limit)}`)).toMatchObject({
        status: 422,
        errors: [{ field: "limit" }],
      });
    }
    expect((await operator.refused("GET", `${path}?limit=1&limit=2`)).status).toBe(422);
  });

  test.each(lists)("%s refuses a cursor that is not one of its own", async (path) => {
    const { nextCursor: ofTeams = "" } = await operator.get<Page<Team>>(`${ws}/teams?sort=-members&limit=1`);
    const forged = [
      null,
      1,
      [],
      {},
      { id: 1, key: "a", order: "name" },
      { id: "a", key: null, order: "name" },
      { id: "a", key: "a", order: "name", more: 1 },
    ];
    const garbage = [
      "x",
      "",
      "%00",
      "....",
      "W10",
      "bnVsbA",
      ofTeams,
      `${ofTeams}x`,
      "\u0000",
      "é",
      ...forged.map(encode),
    ];
    for (const cursor of garbage) {
      expect([cursor, await operator.refused("GET", `${path}?cursor=${inPath(cursor)}`)]).toMatchObject([
        cursor,
        { status: 400, code: "malformed-cursor" },
      ]);
    }
  });

  test("the audit trail takes a version, and ends", async () => {
    expect(await operator.get(`${ws}/events?after=999999999`)).toMatchObject({ items: [] });
    const { total } = await operator.get<Page<object>>(`${ws}/events`);
    expect((await operator.get<Page<object>>(`${ws}/events?after=${total}`)).nextCursor).toBeUndefined();
    for (const after of ["-1", "x", "1.5", ""])
      expect((await operator.refused("GET", `${ws}/events?after=${after}`)).status).toBe(422);
  });

  test("an unknown sort, status or team is refused", async () => {
    for (const query of [
      "sort=id",
      "sort=--name",
      "sort=",
      "status=gone",
      "team=",
      "team=%00",
      "query=" + "x".repeat(201),
    ]) {
      expect([query, (await operator.refused("GET", `${ws}/members?${query}`)).status]).toEqual([query, 422]);
    }
    expect(await operator.refused("GET", `${ws}/members?team=nowhere`)).toMatchObject({
      status: 404,
      code: "team-not-found",
    });
  });
});

test.each(["NaN", "-1", "1.5", "1e999", "Infinity", ""])(
  "a cursor of lists by number that has %j in it is none",
  async (id) => {
    const cursorOf = (order: string) => Buffer.from(JSON.stringify({ id, key: "x", order })).toString("base64url");
    const lists = [
      ["/v1/outbox", "outbox"],
      [`${ws}/mails`, "mails"],
    ] as const;
    for (const [path, order] of lists) {
      const answer = await operator.request("GET", `${path}?cursor=${cursorOf(order)}`);
      expect([path, answer.status, answer.body]).toMatchObject([path, 400, { code: "malformed-cursor" }]);
    }
  },
);
