import { memory } from "@seatbook/storage";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Member, Team } from "./contract/types.ts";
import { type Client, inPath, TestServer, workspaceBody } from "./test/test-server.ts";

const printableAscii = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCodePoint(0x21 + index));

const ids = [
  ...new Set([
    ...printableAscii.filter((character) => character !== "."),
    printableAscii.join(""),
    "...",
    ".a",
    "a.",
    "a b",
    " a",
    "a ",
    "\u00a0a",
    "%41",
    "%",
    "%25",
    "%2F",
    "%2e%2e",
    "a/b",
    "/",
    "//",
    "a?b=c",
    "a#b",
    "a;b",
    "a:b",
    "a\\b",
    "a&b=c",
    "+",
    "a+b",
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "null",
    "undefined",
    "true",
    "NaN",
    "-0",
    "0",
    "1e3",
    "123",
    "0x10",
    "directory",
    "archive",
    "restore",
    "licenses.csv",
    "remove",
    "events",
    "months",
    "😀",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "עברית",
    "عربى",
    "\u202eabc",
    "e\u0301",
    "é",
    "ﷺ",
    "中文",
    "한국어",
    "\u1100\u1161",
    "ｆｕｌｌ",
    "ß",
    "İ",
    "Ünï.cödé@example.com",
    "ana@acme.example",
    "'; DROP TABLE",
    "<script>",
    "{{x}}",
    "${x}",
    "=1+1",
    '"',
    "A",
    "a",
    "x".repeat(128),
    "😀".repeat(128),
    "é".repeat(128),
  ]),
];

const refused = [
  "",
  " ",
  "\t",
  ".",
  "..",
  "a\u0000",
  "a\nb",
  "\r",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u2028",
  "\u2029",
  "\ud800",
  "x\udc00",
];
const tooLong = ["x".repeat(129), "😀".repeat(129)];

const member = { name: "Ana", email: "ana@acme.example" };

const idsOf = (items: { id: string }[]) => items.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1));

describe("a host's id is any printable string", () => {
  test.each(ids)("%j comes back exactly, as workspace, team and member", async (id) => {
    const server = new TestServer();
    const { operator } = server;
    const ws = `/v1/workspaces/${inPath(id)}`;
    expect(await operator.put(ws, workspaceBody)).toMatchObject({ id });
    expect(await operator.get(ws)).toMatchObject({ id });
    expect(await operator.get("/v1/workspaces")).toMatchObject({ items: [{ id }] });

    const team = `${ws}/teams/${inPath(id)}`;
    expect(await operator.put(team, { name: "One" })).toMatchObject({ id });
    const path = `${ws}/members/${inPath(id)}`;
    expect(await operator.put<Member>(path, { ...member, teams: [id] })).toMatchObject({ id, teams: [{ id }] });
    expect(await operator.get(path)).toMatchObject({ id });
    expect(await operator.get(`${ws}/members?team=${inPath(id)}`)).toMatchObject({ items: [{ id }], total: 1 });
    expect(await operator.get(`${ws}/access/${inPath(id)}`)).toEqual({ access: true });
    expect(await operator.get(`${ws}/months/2026-11/licenses`)).toMatchObject({ items: [{ holder: { id } }] });
    expect(
      await operator.put(`${ws}/directory?dryRun=true`, {
        teams: [{ id, name: "One" }],
        members: [{ id, ...member, teams: [id] }],
      }),
    ).toMatchObject({ changes: { teamsAdded: [], membersAdded: [], membersRemoved: [], joined: [], left: [] } });

    const session = await server.session(id, "admin", id);
    expect(await session.post<Team>(`${team}/archive`)).toMatchObject({ id, status: "archived" });
    expect(await session.get(`${ws}/inactive-members`)).toMatchObject({
      protected: [{ member: { id }, reason: "caller" }],
    });
    expect(await session.post<Team>(`${team}/unarchive`)).toMatchObject({ id, status: "active" });
    expect(await session.delete<Member>(path)).toMatchObject({ id, status: "removed" });
    expect(await operator.post<Member>(`${path}/restore`)).toMatchObject({ id, status: "inactive" });
  });

  test("ids that look alike are different ones", async () => {
    const { operator } = new TestServer();
    for (const id of ids) await operator.put(`/v1/workspaces/${inPath(id)}`, { ...workspaceBody, name: `W ${id}` });
    const ws = "/v1/workspaces/a";
    for (const id of ids) {
      await operator.put(`${ws}/teams/${inPath(id)}`, { name: `T ${id}` });
      await operator.put(`${ws}/members/${inPath(id)}`, { ...member, name: `M ${id}`, teams: [id] });
    }
    const sorted = ids.toSorted((a, b) => (a < b ? -1 : 1));
    expect(idsOf(await operator.all("/v1/workspaces", 7))).toEqual(sorted);
    expect(idsOf(await operator.all(`${ws}/teams`, 7))).toEqual(sorted);
    expect(idsOf(await operator.all(`${ws}/members?sort=-email`, 7))).toEqual(sorted);
    for (const id of ids) {
      expect(await operator.get(`/v1/workspaces/${inPath(id)}`)).toMatchObject({ id, name: `W ${id}` });
      expect(await operator.get(`${ws}/members/${inPath(id)}`)).toMatchObject({
        name: `M ${id}`,
        teams: [{ name: `T ${id}` }],
      });
    }
  });

  test("any other printable string too", async () => {
    const { operator } = new TestServer();
    await operator.put("/v1/workspaces/acme", workspaceBody);
    const printable = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .filter((id) => id.trim() !== "" && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(id) && id !== "." && id !== "..");
    await fc.assert(
      fc.asyncProperty(printable, async (id) => {
        const path = `/v1/workspaces/acme/members/${inPath(id)}`;
        expect(await operator.put(path, member)).toMatchObject({ id });
        expect(await operator.get(path)).toMatchObject({ id });
        expect(await operator.delete(path)).toMatchObject({ id, status: "removed" });
      }),
      { numRuns: 100 },
    );
  });
});

describe("other strings are refused, in the path and in the body", () => {
  test.each([...refused, ...tooLong])("%j", async (id) => {
    const store = new Map<string, string>();
    const { operator } = new TestServer({ driver: memory({ data: store }) });
    const ws = "/v1/workspaces/acme";
    await operator.put(ws, workspaceBody);
    await operator.put(`${ws}/teams/t1`, { name: "One" });
    const before = [...store];
    const bodies: [method: string, path: string, body: unknown][] = [
      ["PUT", `${ws}/members/m1`, { ...member, teams: [id] }],
      ["PUT", `${ws}/directory`, { teams: [{ id, name: "One" }], members: [] }],
      ["PUT", `${ws}/directory`, { teams: [], members: [{ id, ...member }] }],
      ["POST", "/v1/sessions", { workspace: id, member: "m1", role: "admin" }],
      ["POST", "/v1/sessions", { workspace: "acme", member: id, role: "admin" }],
      ["POST", `${ws}/preview`, { commands: [{ type: "archive-team", team: id }] }],
      ["POST", `${ws}/preview`, { commands: [{ type: "remove-member", member: id }] }],
    ];
    for (const [method, path, body] of bodies) {
      expect((await operator.refused(method, path, { body })).status, `${method} ${path}`).toBe(422);
    }
    if (id.isWellFormed() && !["", ".", ".."].includes(id)) {
      await refusedInPath(operator, ws, inPath(id));
    }
    expect([...store]).toEqual(before);
  });
});

async function refusedInPath(operator: Client, ws: string, id: string): Promise<void> {
  const { price, ...rest } = workspaceBody;
  const puts: [path: string, body: unknown][] = [
    [`/v1/workspaces/${id}`, { ...rest, price }],
    [`${ws}/teams/${id}`, { name: "One" }],
    [`${ws}/members/${id}`, member],
  ];
  for (const [path, body] of puts) expect((await operator.refused("PUT", path, { body })).status).toBe(422);
}
