import { beforeEach, describe, expect, test } from "vitest";
import type { AuditEntry, Member, Team } from "../contract/types.ts";
import { type Send, TestServer, workspaceBody } from "../test/test-server.ts";
import { patchSchema } from "./patch-request.ts";
import { base } from "./test/replay.ts";

type Body = {
  id: string;
  totalResults: number;
  itemsPerPage: number;
  startIndex: number;
  Resources: Body[];
  scimType?: string;
  meta: { version: string; location: string; created: string; lastModified: string };
};

let server: TestServer;
const send = async (method: string, path: string, body?: object, headers: Send["headers"] = {}) => {
  const answer = await server.operator.request(method, base + path, { ...(body && { body }), headers });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- held against the document by `request`
  return { ...answer, body: answer.body as Body };
};
const userOf = (name: string, differing: object = {}) => ({
  userName: `${name}@acme.example`,
  externalId: `x-${name}`,
  displayName: name,
  ...differing,
});
const patchOf = (...Operations: object[]) => ({ schemas: [patchSchema], Operations });
const version = async () => (await server.operator.get<{ version: number }>("/v1/workspaces/acme")).version;
const member = (id: string) => server.operator.get<Member>(`/v1/workspaces/acme/members/${id}`);

beforeEach(async () => {
  server = new TestServer({ publicUrl: () => "https://billing.example/" });
  await server.operator.put("/v1/workspaces/acme", { ...workspaceBody, licenseModel: "user" });
});

describe("lists", () => {
  beforeEach(async () => {
    for (let index = 1; index <= 5; index++) await send("POST", "/Users", userOf(`u${index}`));
    await send("POST", "/Groups", { displayName: "A", externalId: "A", members: [{ value: "x-u1" }] });
  });

  test.each([
    ["", [5, 1, ["x-u1", "x-u2", "x-u3", "x-u4", "x-u5"]]],
    ["?startIndex=2&count=2", [5, 2, ["x-u2", "x-u3"]]],
    ["?startIndex=5&count=100", [5, 5, ["x-u5"]]],
    ["?startIndex=6", [5, 6, []]],
    ["?startIndex=0&count=1", [5, 1, ["x-u1"]]],
    ["?startIndex=-3&count=-1", [5, 1, []]],
    ["?count=0", [5, 1, []]],
    ["?count=1000", [5, 1, ["x-u1", "x-u2", "x-u3", "x-u4", "x-u5"]]],
    ['?filter=userName sw "U"&count=1', [5, 1, ["x-u1"]]],
    ['?filter=userName eq "U3@ACME.example"', [1, 1, ["x-u3"]]],
    ['?filter=externalId eq "x-u3"', [1, 1, ["x-u3"]]],
    ['?filter=externalId eq "X-u3"', [0, 1, []]],
    ['?filter=id eq "x-u3" and active eq true', [1, 1, ["x-u3"]]],
    ['?filter=id eq "x-u3" and active eq false', [0, 1, []]],
    ['?filter=groups.value eq "A"', [1, 1, ["x-u1"]]],
    ['?filter=not (groups pr) and meta.created le "2026-11-01T09:00:00Z"', [4, 1, ["x-u2", "x-u3", "x-u4", "x-u5"]]],
    ['?filter=meta.lastModified gt "2026-11-01T09:00:00Z"', [0, 1, []]],
  ])("of users%s", async (query, [total, startIndex, ids]) => {
    const { status, body } = await send("GET", `/Users${encodeURI(query)}`);
    const found = body.Resources.map(({ id }) => id);
    expect([status, body.totalResults, body.startIndex, found]).toEqual([200, total, startIndex, ids]);
    expect(body.itemsPerPage).toBe(found.length);
  });

  test.each([
    ["?filter=bogus", "invalidFilter"],
    ["?startIndex=x", "invalidValue"],
    ["?count=1.5", "invalidValue"],
  ])("refuse %s", async (query, scimType) => {
    expect(await send("GET", `/Users${query}`)).toMatchObject({ status: 400, body: { scimType } });
  });

  test("a search is a list with its query in the body", async () => {
    const query = { filter: 'displayName sw "u"', startIndex: 2, count: 1, attributes: ["userName", "emails.value"] };
    const { body } = await send("POST", "/Users/.search", query);
    expect(body.totalResults).toBe(5);
    expect(body.Resources).toEqual([
      {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        id: "x-u2",
        userName: "u2@acme.example",
        emails: [{ value: "u2@acme.example" }],
      },
    ]);
    const groups = await send("POST", "/Groups/.search", {
      filter: 'members eq "x-u1"',
      excludedAttributes: ["members"],
    });
    expect(groups.body.Resources).toMatchObject([{ id: "A" }]);
    expect(groups.body.Resources[0]).not.toHaveProperty("members");
    const all = await send("POST", "/.search", { filter: "displayName pr", startIndex: 5, count: 2 });
    expect([all.body.totalResults, all.body.Resources.map(({ id }) => id)]).toEqual([6, ["x-u5", "A"]]);
    for (const wrong of [
      { count: "1" },
      { filter: 1 },
      { attributes: "id" },
      { attributes: Array(101).fill("x") },
      { startIndex: 1.5 },
    ]) {
      expect(await send("POST", "/Users/.search", wrong)).toMatchObject({ status: 400 });
    }
  });
});

describe("a resource", () => {
  test("says when it was made and changed, where it is, and which version", async () => {
    const { body, headers, etag } = await send("POST", "/Users", userOf("ana"));
    expect(body.meta).toEqual({
      resourceType: "User",
      created: "2026-11-01T09:00:00.000Z",
      lastModified: "2026-11-01T09:00:00.000Z",
      location: "https://billing.example/v1/workspaces/acme/scim/v2/Users/x-ana",
      version: etag,
    });
    expect(headers.get("Location")).toBe(body.meta.location);
    server.at("2026-11-02T09:00:00Z");
    const changed = await send("PATCH", "/Users/x-ana", patchOf({ op: "replace", path: "displayName", value: "Ana" }));
    expect(changed.body.meta).toMatchObject({
      created: "2026-11-01T09:00:00.000Z",
      lastModified: "2026-11-02T09:00:00.000Z",
    });
    expect(changed.etag).not.toBe(etag);
  });

  test.each([
    ["/Users/x-ana", patchOf({ op: "replace", path: "displayName", value: "Other" })],
    ["/Groups/A", patchOf({ op: "remove", path: "members" })],
  ])("%s is not sent again to who has it, and not changed by who has an old one", async (path, change) => {
    await send("POST", "/Users", userOf("ana"));
    await send("POST", "/Groups", { displayName: "A", externalId: "A", members: [{ value: "x-ana" }] });
    const { etag } = await send("GET", path);
    expect(await send("GET", path, undefined, { "If-None-Match": etag })).toMatchObject({ status: 304, text: "" });
    const changed = await send("PATCH", path, change, { "If-Match": `W/${etag}` });
    expect([200, 204]).toContain(changed.status);
    expect((await send("GET", path, undefined, { "If-None-Match": etag })).status).toBe(200);
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? change : undefined;
      expect(await send(method, path, body, { "If-Match": etag })).toMatchObject({
        status: 412,
        body: { status: "412" },
      });
    }
    expect((await send("DELETE", path, undefined, { "If-Match": '"0", *' })).status).toBe(204);
  });

  test("a user changes with the names of its groups", async () => {
    await send("POST", "/Users", userOf("ana"));
    await send("POST", "/Groups", { displayName: "A", externalId: "A", members: [{ value: "x-ana" }] });
    const { etag } = await send("GET", "/Users/x-ana");
    await send("PATCH", "/Groups/A", patchOf({ op: "replace", path: "displayName", value: "B" }));
    const again = await send("GET", "/Users/x-ana", undefined, { "If-None-Match": etag });
    expect(again.body).toMatchObject({ groups: [{ value: "A", display: "B", type: "direct" }] });
  });

  test("without what is left out of it", async () => {
    await send("POST", "/Users", userOf("ana", { name: { givenName: "Ana", familyName: "Li" } }));
    const { body } = await send("GET", "/Users/x-ana?excludedAttributes=meta,groups,roles,name.formatted,emails.type");
    expect(body).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      id: "x-ana",
      externalId: "x-ana",
      userName: "ana@acme.example",
      displayName: "ana",
      name: { givenName: "Ana", familyName: "Li" },
      emails: [{ value: "ana@acme.example", primary: true }],
      active: true,
    });
  });
});

describe("users", () => {
  test.each<[what: string, body: object]>([
    ["no userName", { displayName: "Ana" }],
    ["a userName that shows nothing", { userName: " " }],
    ["a userName that is no text", { userName: 7 }],
    ["no address", { userName: "ana" }],
    ["an address that is none", { userName: "ana@acme.example", emails: [{ value: "nowhere" }] }],
    ["a name that is too long", { userName: "ana@acme.example", displayName: "x".repeat(201) }],
    ["active as another word", { userName: "ana@acme.example", active: "maybe" }],
    ["a control character", { userName: "ana@acme.example", externalId: "a\nb" }],
  ])("%s is refused", async (_, body) => {
    expect(await send("POST", "/Users", body)).toMatchObject({ status: 400, body: { scimType: "invalidValue" } });
    expect(await version()).toBe(1);
  });

  test.each<[what: string, body: object, expected: object]>([
    ["names in any case", { USERNAME: "ana@acme.example", DisplayName: "Ana" }, { name: "Ana" }],
    ["the parts of the name", { name: { givenName: "Ana", familyName: "Li" } }, { name: "Ana Li" }],
    ["the whole name", { name: { formatted: "Dr. Li", givenName: "Ana" } }, { name: "Dr. Li" }],
    ["no name", {}, { name: "ana@acme.example" }],
    ["empty texts", { displayName: "", name: { givenName: "", familyName: "Li" } }, { name: "Li" }],
    [
      "the primary address",
      {
        emails: [
          { value: "a@x.example", type: "work" },
          { value: "b@x.example", primary: "True" },
        ],
      },
      { email: "b@x.example" },
    ],
    [
      "the address for work",
      {
        emails: [
          { value: "a@x.example", type: "home" },
          { value: "b@x.example", type: "Work" },
        ],
      },
      { email: "b@x.example" },
    ],
    ["the only address", { emails: { value: "a@x.example" } }, { email: "a@x.example" }],
    ["the userName as address", { emails: [{ value: "" }] }, { email: "ana@acme.example" }],
    ["the highest role", { roles: [{ value: "member", primary: true }, { value: "Admin" }] }, { role: "admin" }],
    ["other roles", { roles: [{ value: "Contributor" }] }, { role: "member" }],
  ])("%s", async (_, body, expected) => {
    const { status } = await send("POST", "/Users", { userName: "ana@acme.example", externalId: "x", ...body });
    expect(status).toBe(201);
    expect(await member("x")).toMatchObject(expected);
  });

  test("a role is kept by who does not say any, changed by who does, and taken away", async () => {
    await send("POST", "/Users", userOf("ana", { roles: [{ value: "owner" }] }));
    await send("PUT", "/Users/x-ana", userOf("ana"));
    expect(await member("x-ana")).toMatchObject({ role: "owner" });
    await send(
      "PATCH",
      "/Users/x-ana",
      patchOf({ op: "replace", path: "roles[primary eq true].value", value: "admin" }),
    );
    expect(await member("x-ana")).toMatchObject({ role: "admin" });
    await send("PATCH", "/Users/x-ana", patchOf({ op: "remove", path: 'roles[value eq "admin"]' }));
    expect(await member("x-ana")).toMatchObject({ role: "member" });
  });

  test("an id of the provider's that is no id of Seatbook's is kept, and another made", async () => {
    const { body } = await send("POST", "/Users", userOf("ana", { externalId: ".." }));
    expect(body).toMatchObject({ externalId: ".." });
    expect(body.id).not.toBe("..");
    expect((await send("GET", `/Users/${body.id}`)).status).toBe(200);
  });

  test("a member of the host's is found, changed, and otherwise left as it is", async () => {
    await server.operator.put("/v1/workspaces/acme/members/m1", { name: "Ana", email: "ana@acme.example" });
    const found = await send("GET", `/Users?filter=${encodeURIComponent('userName eq "Ana@acme.example"')}`);
    expect(found.body.Resources).toMatchObject([{ id: "m1", externalId: "m1", displayName: "Ana", active: true }]);
    const before = await version();
    expect((await send("PUT", "/Users/m1", found.body.Resources[0])).status).toBe(200);
    expect(await version()).toBe(before);
    await send("PATCH", "/Users/m1", patchOf({ op: "add", path: "externalId", value: "x1" }));
    expect((await send("GET", "/Users?filter=externalId%20eq%20%22x1%22")).body).toMatchObject({ totalResults: 1 });
    await server.operator.put("/v1/workspaces/acme/members/m1", { name: "Anna", email: "ana@acme.example" });
    expect((await send("GET", "/Users/m1")).body).toMatchObject({ displayName: "Anna" });
  });

  test("a user who was removed is added again after 30 days, and who is added twice is one license", async () => {
    await send("POST", "/Users", userOf("ana"));
    await send("DELETE", "/Users/x-ana");
    server.at("2026-12-02T09:00:00Z");
    expect(await send("POST", "/Users", userOf("ana"))).toMatchObject({
      status: 201,
      body: { id: "x-ana", active: true },
    });
    expect(await send("POST", "/Users", userOf("ana"))).toMatchObject({
      status: 409,
      body: { scimType: "uniqueness" },
    });
    const trail = await server.operator.all<AuditEntry>("/v1/workspaces/acme/events");
    expect(trail.at(-1)?.events).toMatchObject([{ type: "MemberAdded", member: "x-ana" }]);
  });

  test("the same request with the same key is carried out once, and answered the same", async () => {
    const key = { "Idempotency-Key": "k1" };
    const first = await send("POST", "/Users", userOf("ana"), key);
    const again = await send("POST", "/Users", userOf("ana"), key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await send("POST", "/Users", userOf("bo"), key)).toMatchObject({ status: 400 });
  });
});

describe("an idempotency key", () => {
  const group = { displayName: "A", externalId: "A", members: [{ value: "x-ana" }] };
  const renamed = patchOf({ op: "replace", path: "displayName", value: "Other" });
  const writes: Record<string, { path: string; body?: object; other?: string; later: () => Promise<unknown> }> = {
    "POST /v1/workspaces/:ws/scim/v2/Users": {
      path: "/Users",
      body: userOf("bo"),
      later: () => send("DELETE", "/Users/x-bo"),
    },
    "PUT /v1/workspaces/:ws/scim/v2/Users/:user": {
      path: "/Users/x-ana",
      body: userOf("ana", { displayName: "Anna" }),
      later: () => send("PATCH", "/Users/x-ana", renamed),
    },
    "PATCH /v1/workspaces/:ws/scim/v2/Users/:user": {
      path: "/Users/x-ana",
      body: patchOf({ op: "replace", path: "active", value: false }),
      later: () => send("PATCH", "/Users/x-ana", patchOf({ op: "replace", path: "active", value: true })),
    },
    "DELETE /v1/workspaces/:ws/scim/v2/Users/:user": {
      path: "/Users/x-ana",
      other: "/Users/x-cy",
      later: () => send("POST", "/Users", userOf("ana")),
    },
    "POST /v1/workspaces/:ws/scim/v2/Groups": {
      path: "/Groups",
      body: { displayName: "B", externalId: "B" },
      later: () => send("DELETE", "/Groups/B"),
    },
    "PUT /v1/workspaces/:ws/scim/v2/Groups/:group": {
      path: "/Groups/A",
      body: { ...group, members: [] },
      later: () => send("PUT", "/Groups/A", group),
    },
    "PATCH /v1/workspaces/:ws/scim/v2/Groups/:group": {
      path: "/Groups/A",
      body: patchOf({ op: "remove", path: 'members[value eq "x-ana"]' }),
      later: () => send("PUT", "/Groups/A", group),
    },
    "DELETE /v1/workspaces/:ws/scim/v2/Groups/:group": {
      path: "/Groups/A",
      other: "/Groups/C",
      later: () => send("POST", "/Groups", group),
    },
  };

  test("is taken by every route that writes", () => {
    const routes = server.routes.filter((route) => /^(?!GET )\S+ \S+\/scim\/(?!.*\.search$)/.test(route));
    expect(new Set(Object.keys(writes))).toEqual(new Set(routes));
  });

  test.each(Object.entries(writes))(
    "%s: one effect and the first answer, also after later changes",
    async (route, row) => {
      const [method = ""] = route.split(" ");
      const key = { "Idempotency-Key": "k1" };
      for (const name of ["ana", "cy"]) await send("POST", "/Users", userOf(name));
      for (const each of [group, { displayName: "C", externalId: "C" }]) await send("POST", "/Groups", each);

      const first = await send(method, row.path, row.body, key);
      expect(first.status, first.text).toBeLessThan(300);
      await row.later();
      const before = await version();
      const again = await send(method, row.path, row.body, key);
      expect([again.status, again.text]).toEqual([first.status, first.text]);
      const other = row.body && { ...row.body, displayName: "Other", Operations: renamed.Operations };
      expect(await send(method, row.other ?? row.path, other, key)).toMatchObject({ status: 400 });
      expect(await version()).toBe(before);
    },
  );
});

test("the audit trail says that a provider did it", async () => {
  await send("POST", "/Users", userOf("ana"));
  const trail = await server.operator.all<AuditEntry>("/v1/workspaces/acme/events");
  expect(trail.at(-1)?.by).toMatchObject({ type: "operator", via: "scim" });
});

const crowdOf = (count: number) => ({
  teams: [{ id: "t1", name: "One" }],
  members: Array.from({ length: count }, (_, index) => {
    const id = `m${index}`;
    return { id, name: id, email: `${id}@acme.example`, teams: ["t1"] };
  }),
});

/** How often others got their turn meanwhile. */
async function turnsDuring<T>(work: () => Promise<T>): Promise<[turns: number, result: T]> {
  let turns = 0;
  const turn = () => {
    turns++;
    timer = setImmediate(turn);
  };
  let timer = setImmediate(turn);
  const result = await work();
  clearImmediate(timer);
  return [turns, result];
}

test("others get their turn while a filter looks at everybody, and what is found is of one version", async () => {
  await server.operator.put("/v1/workspaces/acme/directory", crowdOf(1500));
  const query = "/Users?count=1&filter=" + encodeURIComponent('groups.display eq "One"');
  const [turns, [before]] = await turnsDuring(() =>
    Promise.all([send("GET", query), server.operator.put("/v1/workspaces/acme/teams/t1", { name: "Two" })]),
  );
  expect(turns).toBeGreaterThan(5);
  expect([0, 1500]).toContain(before.body.totalResults);
  expect((await send("GET", query)).body.totalResults).toBe(0);
});

test.each([
  [
    "a filter looks at all members of groups",
    "/Groups?count=1&filter=" + encodeURIComponent('members.display eq "x"'),
    0,
  ],
  ["groups are listed with their members", "/Groups?attributes=members.value", 10],
])("others get their turn while %s", async (_, query, expected) => {
  const directory = crowdOf(1500);
  const teams = Array.from({ length: 10 }, (__, index) => ({ id: `t${index}`, name: `T${index}` }));
  const members = directory.members.map((each) => ({ ...each, teams: teams.map(({ id }) => id) }));
  await server.operator.put("/v1/workspaces/acme/directory", { teams, members });
  const [turns, { body }] = await turnsDuring(() => send("GET", query));
  expect(body.totalResults).toBe(expected);
  expect(turns).toBeGreaterThan(5);
});

describe("groups", () => {
  const crowd = Array.from({ length: 3000 }, (_, index) => `m${index}`);

  test("however many join and leave, it is one change", async () => {
    const directory = { teams: [], members: crowd.map((id) => ({ id, name: id, email: `${id}@acme.example` })) };
    await server.operator.put("/v1/workspaces/acme/directory", directory);
    await send("POST", "/Groups", { displayName: "A", externalId: "A" });
    const before = await version();
    const all = crowd.map((value) => ({ value, display: value }));
    expect((await send("PATCH", "/Groups/A", patchOf({ op: "replace", path: "members", value: all }))).status).toBe(
      204,
    );
    const pushed = await send("PUT", "/Groups/A", { displayName: "A", externalId: "A", members: all.slice(1) });
    expect(pushed.status).toBe(200);
    expect((await send("PUT", "/Groups/A", { displayName: "A", externalId: "A", members: all.slice(1) })).status).toBe(
      200,
    );
    expect(await version()).toBe(before + 2);
    const [team] = await server.operator.all<Team>("/v1/workspaces/acme/teams");
    expect(team).toMatchObject({ members: crowd.length - 1 });
  });

  test("operations on members follow one another", async () => {
    for (const name of ["a", "b", "c"]) await send("POST", "/Users", userOf(name));
    await send("POST", "/Groups", { displayName: "A", externalId: "A", members: [{ value: "x-a" }] });
    const roster = async () => {
      const { body } = await send("GET", "/Groups/A");
      return JSON.stringify(Reflect.get(body, "members"))
        .match(/x-\w/g)
        ?.filter((id, index) => index % 2 === 0 && id);
    };
    const steps: [operations: object[], expected: string[] | undefined][] = [
      [
        [
          { op: "add", path: "members", value: [{ value: "x-b" }] },
          { op: "remove", path: 'members[value eq "x-b"]' },
        ],
        ["x-a"],
      ],
      [
        [
          { op: "remove", path: "members" },
          { op: "add", path: "members", value: { value: "x-b" } },
        ],
        ["x-b"],
      ],
      [[{ op: "replace", value: { members: [{ value: "x-a" }, { value: "x-c" }] } }], ["x-a", "x-c"]],
      [[{ op: "remove", path: 'members[display eq "c" or value eq "x-b"]' }], ["x-a"]],
      [[{ op: "remove", path: 'members[value eq "nobody"]' }], ["x-a"]],
      [[{ op: "Remove", path: "members", value: [{ value: "x-a" }] }], undefined],
    ];
    for (const [operations, expected] of steps) {
      expect((await send("PATCH", "/Groups/A", patchOf(...operations))).status).toBe(204);
      expect(await roster(), JSON.stringify(operations)).toEqual(expected);
    }
  });

  test.each<[scimType: string | undefined, status: number, body: object]>([
    ["invalidValue", 400, patchOf({ op: "add", path: "members", value: [{ value: "nobody" }] })],
    ["invalidValue", 400, patchOf({ op: "add", path: "members", value: [{ display: "x" }] })],
    ["invalidValue", 400, patchOf({ op: "replace", path: "displayName", value: 7 })],
    ["mutability", 400, patchOf({ op: "remove", path: "displayName" })],
    ["mutability", 400, patchOf({ op: "replace", path: 'members[value eq "x-a"].value', value: "x" })],
    ["mutability", 400, patchOf({ op: "replace", path: "id", value: "x" })],
    ["invalidPath", 400, patchOf({ op: "add", path: 'members[value eq "x-a"]', value: {} })],
    [
      "invalidFilter",
      400,
      patchOf(...Array.from({ length: 21 }, () => ({ op: "remove", path: 'members[display sw "x"]' }))),
    ],
    ["uniqueness", 409, patchOf({ op: "add", path: "externalId", value: "B" })],
  ])("refuses as %s, and changes nothing: %#", async (scimType, status, body) => {
    await send("POST", "/Users", userOf("a"));
    await send("POST", "/Groups", { displayName: "A", externalId: "A" });
    await send("POST", "/Groups", { displayName: "B", externalId: "B" });
    const before = await version();
    const half = {
      ...body,
      Operations: [{ op: "add", path: "members", value: [{ value: "x-a" }] }, ...Reflect.get(body, "Operations")],
    };
    expect(await send("PATCH", "/Groups/A", half)).toMatchObject({ status, body: { scimType } });
    expect(await version()).toBe(before);
  });

  test("answers the group where attributes are asked for", async () => {
    await send("POST", "/Groups", { displayName: "A", externalId: "A" });
    const renamed = await send(
      "PATCH",
      "/Groups/A?attributes=displayName",
      patchOf({ op: "replace", value: { displayName: "B" } }),
    );
    expect(renamed).toMatchObject({ status: 200, body: { displayName: "B" } });
  });
});

test("SCIM says what it can do", async () => {
  const { body } = await send("GET", "/ServiceProviderConfig");
  expect(body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 200 },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [{ type: "oauthbearertoken" }],
  });
  const types = await send("GET", "/ResourceTypes");
  expect(types.body.Resources).toMatchObject([{ endpoint: "/Users" }, { endpoint: "/Groups" }]);
});

test("what SCIM does is in the audit trail", async () => {
  await send("POST", "/Users", userOf("ana"));
  const [entry] = (await server.operator.all<AuditEntry>("/v1/workspaces/acme/events")).toReversed();
  expect(entry).toMatchObject({
    by: { type: "operator" },
    events: [
      { type: "MemberAdded", member: "x-ana" },
      { type: "MemberProvisioned", member: "x-ana", identity: { userName: "ana@acme.example" } },
    ],
  });
});
