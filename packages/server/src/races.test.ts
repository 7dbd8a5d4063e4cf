import { type CreateDriver, memory, openDriver } from "@seatbook/storage";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { makeKeyId } from "./api-keys/key-text.ts";
import type { AuditEntry, InactiveMembers, Member, Session, Team, WorkspaceSummary } from "./contract/types.ts";
import { DemoClock } from "./demo-clock.ts";
import {
  type Answer,
  billedBody,
  type Client,
  sellerSetup,
  type Send,
  TestServer,
  workspaceBody,
} from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
let server: TestServer;
let operator: Client;

beforeEach(async () => {
  server = new TestServer();
  operator = server.operator;
  await fill(operator);
});

async function fill(client: Client): Promise<void> {
  await client.put(ws, workspaceBody);
  await client.put(`${ws}/teams/t1`, { name: "One" });
  await client.put(`${ws}/members/ana`, { name: "Ana", email: "ana@acme.example", role: "admin", teams: ["t1"] });
  await client.put(`${ws}/members/bo`, { name: "Bo", email: "bo@acme.example", role: "admin" });
  await client.put(`${ws}/members/cy`, { name: "Cy", email: "cy@acme.example" });
}

const trail = (client: Client): Promise<AuditEntry[]> => readTrail(client);

async function readTrail(client: Client): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let after = "0"; ;) {
    const page = await client.get<{ items: AuditEntry[]; nextCursor?: string }>(`${ws}/events?after=${after}&limit=50`);
    entries.push(...page.items);
    if (page.nextCursor === undefined) return entries;
    after = page.nextCursor;
  }
}

async function eventsOf(client: Client, type: string): Promise<object[]> {
  return (await trail(client)).flatMap(({ events }) => events.filter((event) => event.type === type));
}

/** How many records somebody's command made, and not the server by itself. */
const givenRecords = async (client: Client) => (await trail(client)).filter(({ by }) => by.type !== "system").length;
const versionOf = async (client: Client) => (await client.get<WorkspaceSummary>(ws)).version;
const preview = (client: Client) => client.get<InactiveMembers>(`${ws}/inactive-members`);
const remove = (client: Client, fingerprint: string) =>
  client.request("POST", `${ws}/inactive-members/remove`, { body: { fingerprint } });

describe("two administrators", () => {
  test("an outdated preview removes nobody", async () => {
    const first = await server.session("acme", "admin", "ana");
    const second = await server.session("acme", "admin", "dee");
    const { fingerprint, members } = await preview(first);
    expect(members.map(({ id }) => id)).toEqual(["bo", "cy"]);

    // Whatever makes the set another one in the meantime.
    const changes: [what: string, change: () => Promise<unknown>][] = [
      ["one more", () => operator.put(`${ws}/members/eve`, { name: "Eve", email: "eve@acme.example" })],
      [
        "one joins a team",
        () => operator.put(`${ws}/members/eve`, { name: "Eve", email: "eve@acme.example", teams: ["t1"] }),
      ],
      [
        "one becomes owner",
        () => operator.put(`${ws}/members/cy`, { name: "Cy", email: "cy@acme.example", role: "owner" }),
      ],
      ["one is removed", () => second.delete(`${ws}/members/bo`)],
      ["one is restored", () => second.post(`${ws}/members/bo/restore`)],
      ["a team is archived", () => second.post(`${ws}/teams/t1/archive`)],
    ];
    let before = fingerprint;
    for (const [what, change] of changes) {
      await change();
      const version = await versionOf(operator);
      const { status, body } = await remove(first, before);
      expect([what, status, body]).toMatchObject([what, 409, { code: "inactive-members-changed" }]);
      expect(await versionOf(operator)).toBe(version);
      before = (await preview(first)).fingerprint;
    }
    // What does not change the set does not invalidate it.
    await operator.put(`${ws}/members/bo`, { name: "Bob", email: "bob@acme.example", role: "admin" });
    const { members: last } = await preview(first);
    expect(await remove(first, before)).toMatchObject({ status: 200 });
    const gone = await operator.all<Member>(`${ws}/members?status=removed`);
    expect(gone.map(({ id }) => id)).toEqual(last.map(({ id }) => id));
  });

  test("both confirm at once: one removes, the other is told", async () => {
    const clients = await Promise.all(["ana", "dee"].map((member) => server.session("acme", "admin", member)));
    const fingerprints = await Promise.all(clients.map(async (client) => (await preview(client)).fingerprint));
    const answers = await Promise.all(clients.map((client, index) => remove(client, fingerprints[index] ?? "")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(await eventsOf(operator, "MemberRemoved")).toHaveLength(2);
  });

  test("another caller's preview removes nobody", async () => {
    const bo = await server.session("acme", "admin", "bo");
    const ana = await server.session("acme", "admin", "ana");
    const { fingerprint } = await preview(ana);
    for (const client of [bo, operator]) {
      expect(await remove(client, fingerprint)).toMatchObject({
        status: 409,
        body: { code: "inactive-members-changed" },
      });
    }
    expect(await remove(ana, `${fingerprint} `)).toMatchObject({ status: 409 });
    expect(await eventsOf(operator, "MemberRemoved")).toHaveLength(0);
  });

  test("archiving one team twice makes one event, one after the other and at once", async () => {
    const first: Team = await operator.post(`${ws}/teams/t1/archive`);
    server.at("2026-11-05T00:00:00Z");
    expect(await operator.post<Team>(`${ws}/teams/t1/archive`)).toEqual(first);
    expect(await eventsOf(operator, "TeamArchived")).toHaveLength(1);

    await operator.post(`${ws}/teams/t1/unarchive`);
    await operator.post(`${ws}/teams/t1/unarchive`);
    expect(await eventsOf(operator, "TeamUnarchived")).toHaveLength(1);
    await Promise.all(Array.from({ length: 10 }, () => operator.post(`${ws}/teams/t1/archive`)));
    expect(await eventsOf(operator, "TeamArchived")).toHaveLength(2);
  });

  test("20 different writes at once all land, through one server and through three", async () => {
    const driver = memory();
    const servers = [1, 2, 3].map(() => new TestServer({ driver }));
    for (const among of [servers.slice(0, 1), servers]) {
      const [first] = among;
      if (!first) throw new Error("no server");
      if (among.length === 1) await fill(first.operator);
      const before = await versionOf(first.operator);
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (among[index % among.length] ?? first).operator.put(`${ws}/teams/${among.length}-${index}`, {
            name: `Team ${index}`,
          }),
        ),
      );
      for (const { operator: each } of among) {
        expect(await versionOf(each)).toBe(before + 20);
        expect(await each.all<Team>(`${ws}/teams?query=Team`)).toHaveLength(among.length === 1 ? 20 : 40);
      }
    }
    const entries = await trail(server.operator);
    expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => index + 1));
  });
});

type Write = {
  path: string;
  /** The request, and another one that is just as valid. */
  bodies?: [object, object];
  other?: string;
  /** What has to be there first. */
  given?: (client: Client, at: TestServer) => Promise<unknown>;
  /** A later change after which doing it again would answer something else. */
  later: (client: Client, at: TestServer) => Promise<unknown>;
};

const closeOctober = async (client: Client, at: TestServer): Promise<void> => {
  await client.post(`${ws}/months/2026-10/close`);
  await at.idle();
};

const cancelInvoice = (client: Client) => client.post("/v1/invoices/2026-000001/cancel", { reason: "Later" });
const setMailbox = (client: Client) => client.put(ws, { ...workspaceBody, mailbox: ["later@acme.example"] });

const rename = (client: Client) => client.put(ws, { ...workspaceBody, name: "Later" });

/** As a server's first key is called, by what is random here. */
const firstKey = makeKeyId((bytes) => new Uint8Array(bytes).fill(2));

/** Every route that writes; one without a row fails the test below. */
const writes: Record<string, Write> = {
  "PUT /v1/workspaces/:ws": {
    path: ws,
    bodies: [
      { ...workspaceBody, name: "A" },
      { ...workspaceBody, name: "B" },
    ],
    later: rename,
  },
  "PUT /v1/workspaces/:ws/directory": {
    path: `${ws}/directory`,
    bodies: [
      { teams: [], members: [] },
      { teams: [{ id: "t1", name: "One" }], members: [] },
    ],
    later: (client) => client.put(`${ws}/teams/t9`, { name: "Nine" }),
  },
  "PUT /v1/workspaces/:ws/teams/:team": {
    path: `${ws}/teams/t1`,
    bodies: [{ name: "Uno" }, { name: "Eins" }],
    later: (client) => client.put(`${ws}/teams/t1`, { name: "Later" }),
  },
  "POST /v1/workspaces/:ws/teams/:team/archive": {
    path: `${ws}/teams/t1/archive`,
    other: `${ws}/teams/t2/archive`,
    later: (client) => client.post(`${ws}/teams/t1/unarchive`),
  },
  "POST /v1/workspaces/:ws/teams/:team/unarchive": {
    path: `${ws}/teams/t2/unarchive`,
    other: `${ws}/teams/t1/unarchive`,
    later: (client) => client.post(`${ws}/teams/t2/archive`),
  },
  "PUT /v1/workspaces/:ws/members/:member": {
    path: `${ws}/members/cy`,
    bodies: [
      { name: "Cyd", email: "cy@acme.example", teams: ["t1"] },
      { name: "Cyril", email: "cy@acme.example" },
    ],
    later: (client) => client.delete(`${ws}/members/cy`),
  },
  "DELETE /v1/workspaces/:ws/members/:member": {
    path: `${ws}/members/cy`,
    other: `${ws}/members/bo`,
    later: (client) => client.post(`${ws}/members/cy/restore`),
  },
  "POST /v1/workspaces/:ws/members/:member/erase": {
    path: `${ws}/members/left/erase`,
    other: `${ws}/teams/t1/archive`,
    given: async (client) => {
      await client.put(`${ws}/members/left`, { name: "Left", email: "left@acme.example" });
      await client.delete(`${ws}/members/left`);
    },
    later: (client) => client.put(`${ws}/members/left`, { name: "Back", email: "back@acme.example" }),
  },
  "POST /v1/workspaces/:ws/members/:member/restore": {
    path: `${ws}/members/gone/restore`,
    other: `${ws}/members/cy/restore`,
    later: (client) => client.delete(`${ws}/members/gone`),
  },
  "POST /v1/workspaces/:ws/inactive-members/remove": {
    path: `${ws}/inactive-members/remove`,
    bodies: [{ fingerprint: "8:" }, { fingerprint: "9:" }],
    later: (client) => client.post(`${ws}/members/bo/restore`),
  },
  "POST /v1/workspaces/:ws/months/:month/close": {
    path: `${ws}/months/2026-10/close`,
    other: `${ws}/months/2026-11/close`,
    later: rename,
  },
  "POST /v1/months/:month/close": {
    path: "/v1/months/2026-11/close",
    other: "/v1/months/2026-10/close",
    later: async (client, at) => {
      at.at("2026-12-15T00:00:00Z");
      await client.post(`${ws}/months/2026-10/close`);
    },
  },
  "POST /v1/workspaces/:ws/invoices/:number/send": {
    path: `${ws}/invoices/2026-000001/send`,
    other: `${ws}/teams/t1/archive`,
    given: closeOctober,
    later: cancelInvoice,
  },
  "POST /v1/workspaces/:ws/mails/:mail/bounce": {
    path: `${ws}/mails/13-1/bounce`,
    bodies: [{ detail: "mailbox full" }, { detail: "mailbox unavailable" }],
    given: closeOctober,
    later: cancelInvoice,
  },
  "POST /v1/invoices/:number/payments": {
    path: "/v1/invoices/2026-000001/payments",
    bodies: [{ paidOn: "2026-11-02" }, { paidOn: "2026-11-03" }],
    given: closeOctober,
    later: cancelInvoice,
  },
  "POST /v1/invoices/:number/cancel": {
    path: "/v1/invoices/2026-000001/cancel",
    bodies: [{ reason: "Wrong address" }, { reason: "Wrong name" }],
    given: closeOctober,
    later: (client) => client.post(`${ws}/months/2026-10/invoice`),
  },
  "POST /v1/workspaces/:ws/months/:month/invoice": {
    path: `${ws}/months/2026-10/invoice`,
    other: `${ws}/months/2026-09/invoice`,
    given: async (client, at) => {
      await closeOctober(client, at);
      await cancelInvoice(client);
      await at.idle();
    },
    later: (client) => client.post("/v1/invoices/2026-000003/cancel", { reason: "Later" }),
  },
  "PUT /v1/workspaces/:ws/billing-details": {
    path: `${ws}/billing-details`,
    bodies: [
      { ...billedBody.customer, name: "A" },
      { ...billedBody.customer, name: "B" },
    ],
    later: (client) => client.put(`${ws}/billing-details`, { ...billedBody.customer, name: "Later" }),
  },
  "PUT /v1/workspaces/:ws/mailbox": {
    path: `${ws}/mailbox`,
    bodies: [{ mailbox: ["new@acme.example"] }, { mailbox: ["newer@acme.example"] }],
    later: setMailbox,
  },
  "POST /v1/workspaces/:ws/mailbox/resend": {
    path: `${ws}/mailbox/resend`,
    other: `${ws}/mailbox/withdraw`,
    given: (client) => client.put(`${ws}/mailbox`, { mailbox: ["new@acme.example"] }),
    later: setMailbox,
  },
  "POST /v1/workspaces/:ws/mailbox/withdraw": {
    path: `${ws}/mailbox/withdraw`,
    other: `${ws}/mailbox/resend`,
    given: (client) => client.put(`${ws}/mailbox`, { mailbox: ["new@acme.example"] }),
    later: setMailbox,
  },
  "POST /v1/pending/run": {
    path: "/v1/pending/run",
    other: "/v1/months/2026-10/close",
    later: (client) => client.post(`${ws}/months/2026-10/close`),
  },
  "POST /v1/sessions": {
    path: "/v1/sessions",
    bodies: [
      { workspace: "acme", member: "ana", role: "admin" },
      { workspace: "acme", member: "ana", role: "viewer" },
    ],
    later: async (_, at) => at.at("2026-11-02T00:00:00Z"),
  },
  "DELETE /v1/api-keys/:key": {
    path: `/v1/api-keys/${firstKey}`,
    other: "/v1/api-keys/key_none",
    given: (client) => client.post("/v1/api-keys", { name: "Host", scopes: ["read"] }),
    later: async (_, at) => at.at("2026-11-02T10:00:00Z"),
  },
  "PUT /v1/demo/clock": {
    path: "/v1/demo/clock",
    bodies: [{ now: "2026-11-03T00:00:00Z" }, { now: "2026-11-04T00:00:00Z" }],
    later: (client) => client.put("/v1/demo/clock", { now: "2026-11-20T00:00:00Z" }),
  },
};
/** A key's text is told once, so that no answer that has it can be given again: api-keys.test.ts. */
const withoutSameAnswer = ["POST /v1/workspaces/:ws/preview", "POST /v1/api-keys", "POST /v1/api-keys/:key/rotate"];

const open = async (driver: CreateDriver) =>
  new TestServer({ driver, seller: sellerSetup, demoClock: await DemoClock.open(driver, () => 0), random: draw() });

/** Bytes of ones, then of twos, and so on. */
function draw(): (bytes: number) => Uint8Array {
  let draws = 0;
  return (bytes) => new Uint8Array(bytes).fill(++draws);
}

/** A workspace of October with teams t1 (active) and t2 (archived) and the members of `fill` and one removed. */
async function openFilled(driver: CreateDriver): Promise<TestServer> {
  const filled = (await open(driver)).at("2026-10-20T09:00:00Z");
  await fill(filled.operator);
  await filled.operator.put(`${ws}/members/gone`, { name: "Gone", email: "gone@acme.example", teams: ["t1"] });
  await filled.operator.delete(`${ws}/members/gone`);
  await filled.operator.put(`${ws}/teams/t2`, { name: "Two" });
  await filled.operator.put(`${ws}/members/idle`, { name: "Idle", email: "idle@acme.example", teams: ["t2"] });
  await filled.operator.post(`${ws}/teams/t2/archive`);
  await filled.operator.put(ws, { ...workspaceBody, ...billedBody });
  await filled.idle();
  return filled.at("2026-11-02T09:00:00Z");
}

const sent = ({ bodies }: Write, key: string): Send => ({
  ...(bodies && { body: bodies[0] }),
  headers: { "Idempotency-Key": key },
});

const same = ({ status, text }: Answer) => ({ status, text });

/** What the row needs is there, and the fingerprint that is asked for is the one of now. */
async function current(write: Write, client: Client, at: TestServer): Promise<Write> {
  await write.given?.(client, at);
  await at.idle();
  if (!write.path.endsWith("/inactive-members/remove")) return write;
  const { fingerprint } = await preview(client);
  return { ...write, bodies: [{ fingerprint }, { fingerprint: "0:" }] };
}

describe("an idempotency key", () => {
  test("every route that writes has a row", async () => {
    const routes = (await open(memory())).routes.filter(
      // `webhooks.test.ts` and `scim.test.ts` have theirs, which need a receiver and answer in other forms.
      (route) => !/^GET |\/webhook-endpoints|\/scim\//.test(route) && !withoutSameAnswer.includes(route),
    );
    expect(new Set(Object.keys(writes))).toEqual(new Set(routes));
  });

  describe.each(Object.entries(writes))("%s", (route, row) => {
    const method = route.split(" ")[0] ?? "";

    test("gives the first answer again, also after later changes, and takes effect once", async () => {
      const opened = await openFilled(memory());
      const client = opened.operator;
      const write = await current(row, client, opened);
      const first = await client.request(method, write.path, sent(write, "key-1"));
      expect(first.status, first.text).toBe(200);
      expect(same(await client.request(method, write.path, sent(write, "key-1")))).toEqual(same(first));
      await write.later(client, opened);
      await opened.idle();
      const entries = await trail(client);
      expect(same(await client.request(method, write.path, sent(write, "key-1")))).toEqual(same(first));
      expect(await trail(client)).toEqual(entries);
    });

    test("with another request: 422, and nothing changes", async () => {
      const opened = await openFilled(memory());
      const client = opened.operator;
      const write = await current(row, client, opened);
      await client.request(method, write.path, sent(write, "key-1"));
      await opened.idle();
      const entries = await trail(client);
      const other: Send = { ...sent(write, "key-1"), ...(write.bodies && { body: write.bodies[1] }) };
      const { code } = await client.refused(method, write.other ?? write.path, other);
      expect(code).toBe("idempotency-key-reused");
      expect(await trail(client)).toEqual(entries);
    });

    test("five times at once, through two servers: one answer, one effect", async () => {
      const driver = memory();
      const opened = await openFilled(driver);
      const second = (await open(driver)).at("2026-11-02T09:00:00Z");
      const write = await current(row, opened.operator, opened);
      const before = await givenRecords(opened.operator);
      const answers = await Promise.all(
        [opened, second, opened, second, opened].map(({ operator: each }) =>
          each.request(method, write.path, sent(write, "key-1")),
        ),
      );
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(200);
      await Promise.all([opened.idle(), second.idle()]);
      expect((await givenRecords(opened.operator)) - before).toBeLessThanOrEqual(1);
    });
  });

  test("is remembered over a restart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "seatbook-races-"));
    try {
      const url = `sqlite:${join(folder, "seatbook.db")}`;
      const before = await openDriver(url);
      const first = await openFilled(before);
      const answers = new Map<string, { status: number; text: string }>();
      const prepared = new Map<string, Write>();
      for (const [route, row] of Object.entries(writes)) {
        const [method = ""] = route.split(" ");
        const write = await current(row, first.operator, first);
        prepared.set(route, write);
        answers.set(
          route,
          same(await first.operator.request(method, write.path, sent(write, route.replaceAll(" ", "")))),
        );
      }
      await first.idle();
      await before.dispose?.();

      const after = await openDriver(url);
      const second = (await open(after)).at("2026-11-20T00:00:00Z");
      const entries = await trail(second.operator);
      for (const [route, write] of prepared) {
        const [method = ""] = route.split(" ");
        const answer = same(await second.operator.request(method, write.path, sent(write, route.replaceAll(" ", ""))));
        expect([route, answer]).toEqual([route, answers.get(route)]);
      }
      expect(await trail(second.operator)).toEqual(entries);
      await second.idle();
      await after.dispose?.();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("is each caller's own: the same one of another neither answers nor refuses them", async () => {
    const headers = { "Idempotency-Key": "k" };
    const callers = [
      operator,
      await server.session("acme", "admin", "ana"),
      await server.session("acme", "admin", "bo"),
    ];
    const { etag } = await operator.request("GET", ws);
    const paths = [`${ws}/teams/t1/archive`, `${ws}/teams/t1/unarchive`, `${ws}/members/cy/restore`];
    await operator.delete(`${ws}/members/cy`);
    const answers: Answer[] = [];
    for (const [index, caller] of callers.entries()) {
      answers.push(await caller.request("POST", paths[index] ?? "", { headers }));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const [index, caller] of callers.entries()) {
      const again = await caller.request("POST", paths[index] ?? "", { headers: { ...headers, "If-Match": etag } });
      expect(same(again)).toEqual(same(answers[index] ?? again));
      const other = await caller.request("POST", paths[(index + 1) % 3] ?? "", { headers });
      expect(other.status).toBe(422);
    }
    expect(await eventsOf(operator, "TeamUnarchived")).toHaveLength(1);
  });

  test("of the operator is stored as it was sent", async () => {
    const data = new Map<string, string>();
    const { operator: client } = await openFilled(memory({ data }));
    await client.put(`${ws}/teams/t3`, { name: "Three" }, { "Idempotency-Key": "put-t3" });
    expect([...data.values()].filter((value) => value.includes('"key":"put-t3"'))).toHaveLength(1);
  });

  test("of a session gives the same token, and the log holds no token", async () => {
    const data = new Map<string, string>();
    const { operator: client } = await openFilled(memory({ data }));
    const body = { workspace: "acme", member: "ana", role: "admin" };
    const headers = { "Idempotency-Key": "k" };
    const { token } = await client.post<Session>("/v1/sessions", body, headers);
    expect((await client.post<Session>("/v1/sessions", body, headers)).token).toBe(token);
    expect([...data.values()].filter((value) => value.includes(token))).toEqual([]);
  });

  test("of a refused request is free: the next try is judged anew", async () => {
    const headers = { "Idempotency-Key": "again" };
    expect(await operator.refused("POST", `${ws}/months/2026-11/close`, { headers })).toMatchObject({
      code: "month-not-ended",
    });
    server.at("2026-12-01T09:00:00Z");
    expect(await operator.post(`${ws}/months/2026-11/close`, undefined, headers)).toMatchObject({ status: "closed" });
  });
});

describe("versions", () => {
  const paths = ["", "/teams", "/members", "/members/ana", "/inactive-members", "/months", "/events"];
  const lists = ["/months/2026-11/licenses", "/months/2026-11/licenses.csv"];

  test("If-Match: current goes, stale does not", async () => {
    const { etag } = await operator.request("GET", ws);
    const written = await operator.request("PUT", `${ws}/teams/t2`, {
      body: { name: "Two" },
      headers: { "If-Match": etag },
    });
    expect(written.status).toBe(200);
    expect(written.etag).not.toBe(etag);
    const stale = await operator.refused("POST", `${ws}/teams/t1/archive`, { headers: { "If-Match": etag } });
    expect([stale.status, stale.code]).toEqual([412, "stale-version"]);
    // The tag that a write answers is the one of what it made.
    expect((await operator.request("GET", ws)).etag).toBe(written.etag);
    await operator.post(`${ws}/teams/t1/archive`, undefined, { "If-Match": written.etag });
    await operator.post(`${ws}/teams/t1/unarchive`, undefined, { "If-Match": "*" });
    for (const tag of ['"x"', "", "5", '"5"', 'W/"5.2026-11.any-in-month"']) {
      const send = { headers: { "If-Match": tag } };
      expect(await operator.refused("POST", `${ws}/teams/t1/archive`, send)).toMatchObject({ status: 412 });
    }
    expect(await eventsOf(operator, "TeamArchived")).toHaveLength(1);
  });

  test.each([...paths, ...lists])(
    "GET %s: 304 while nothing changes, another tag after every write and each month",
    async (path) => {
      const get = (headers = {}) => operator.request("GET", `${ws}${path}`, { headers });
      let { etag } = await get();
      const expectChange = async (what: string) => {
        const answer = await get({ "If-None-Match": etag });
        expect([what, answer.status]).toEqual([what, 200]);
        expect(answer.etag).not.toBe(etag);
        etag = answer.etag;
        for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
          const unchanged = await get({ "If-None-Match": tag });
          expect([tag, unchanged.status, unchanged.text, unchanged.etag]).toEqual([tag, 304, "", etag]);
        }
      };
      etag = '"none"';
      await expectChange("the first time");
      const admin = await server.session("acme", "admin", "host");
      await operator.put(ws, { ...workspaceBody, name: "New name" });
      await expectChange("a rename");
      await operator.put(`${ws}/teams/t2`, { name: "Two" });
      await expectChange("a team");
      await operator.put(`${ws}/members/ana`, { name: "Anna", email: "ana@acme.example", teams: ["t1", "t2"] });
      await expectChange("a member");
      await admin.post(`${ws}/teams/t1/archive`);
      await expectChange("an archive");
      await admin.delete(`${ws}/members/cy`);
      await expectChange("a removal");
      await admin.post(`${ws}/members/cy/restore`);
      await expectChange("a restore");
      await admin.post(`${ws}/inactive-members/remove`, { fingerprint: (await preview(admin)).fingerprint });
      await expectChange("a clean-up");
      server.at("2026-12-01T00:00:00Z");
      await expectChange("a new month");
      await operator.post(`${ws}/months/2026-11/close`);
      await expectChange("a close");
      await operator.put(`${ws}/directory`, { teams: [], members: [] });
      await expectChange("a directory");
    },
  );

  test("the list of workspaces has a tag of its own", async () => {
    const first = await operator.request("GET", "/v1/workspaces");
    const again = await operator.request("GET", "/v1/workspaces", { headers: { "If-None-Match": first.etag } });
    expect(again.status).toBe(304);
    await operator.put("/v1/workspaces/other", workspaceBody);
    expect((await operator.request("GET", "/v1/workspaces")).etag).not.toBe(first.etag);
  });

  test("another counting rule is another answer, and another tag", async () => {
    const { driver } = server;
    const other = new TestServer({ driver, rule: "month-start" });
    const { etag } = await operator.request("GET", ws);
    expect((await other.operator.request("GET", ws, { headers: { "If-None-Match": etag } })).status).toBe(200);
    expect(
      (await other.operator.request("PUT", `${ws}/teams/t1`, { body: { name: "Uno" }, headers: { "If-Match": etag } }))
        .status,
    ).toBe(200);
  });

  test("no one is given what was made for another", async () => {
    const fingerprints = new Set<string>();
    const permissions = new Set<string>();
    for (let round = 0; round < 2; round++) {
      for (const [role, member] of [
        ["admin", "ana"],
        ["admin", "bo"],
        ["viewer", "ana"],
        ["billing", "bo"],
      ] as const) {
        const client = await server.session("acme", role, member);
        fingerprints.add(`${member} ${(await preview(client)).fingerprint}`);
        permissions.add(`${role} ${(await client.get<WorkspaceSummary>(ws)).permissions.join()}`);
      }
      fingerprints.add(`operator ${(await preview(operator)).fingerprint}`);
    }
    expect(fingerprints.size).toBe(3);
    expect(new Set([...fingerprints].map((entry) => entry.split(" ")[1])).size).toBe(3);
    expect(permissions.size).toBe(3);
  });

  test("a read is never older than a write that was answered, whichever of two servers is asked", async () => {
    const { driver } = server;
    const servers = [server, new TestServer({ driver })];
    const team = { name: "" };
    for (let round = 0; round < 30; round++) {
      const [writer, reader] = round % 2 === 0 ? servers : servers.toReversed();
      if (!writer || !reader) throw new Error("two servers are needed");
      team.name = `Round ${round}`;
      // The reader has the answer of the version before in its cache.
      await reader.operator.get(`${ws}/teams`);
      await writer.operator.put(`${ws}/teams/t1`, team);
      const path = ["", "/teams", "/months/2026-11/licenses"][round % 3];
      const [mine, yours] = await Promise.all(
        [writer, reader].map(({ operator: each }) => each.request("GET", `${ws}${path}`)),
      );
      expect(yours?.text).toBe(mine?.text);
      expect(yours?.etag).toBe(mine?.etag);
      expect(await reader.operator.get(`${ws}/teams`)).toMatchObject({ items: [{ name: team.name }] });
    }
  });

  test.each(["at once", "later"])(
    "reads while others write are of one version each (the store answers %s)",
    async (when) => {
      const driver = when === "later" ? slowly(memory()) : memory();
      const { operator: client } = new TestServer({ driver });
      await fill(client);
      const reads: [path: string, answer: Promise<Answer>][] = [];
      const done: Promise<unknown>[] = [];
      for (let index = 0; index < 60; index++) {
        const teams = index % 2 === 0 ? [] : ["t1"];
        done.push(client.put(`${ws}/members/ana`, { name: `Ana ${index}`, email: "ana@acme.example", teams }));
        for (const path of [...lists, "/members/ana"]) reads.push([path, client.request("GET", `${ws}${path}`)]);
        if (index % 7 === 0) await Promise.all(done.splice(0));
      }
      await Promise.all(done);
      const byVersion = new Map<string, string>();
      for (const [path, answer] of reads) {
        const { etag, text } = await answer;
        const version = `${etag} ${path}`;
        expect(text).toBe(byVersion.get(version) ?? text);
        byVersion.set(version, text);
        if (!text.startsWith("{")) continue;
        const { licenses, items } = JSON.parse(text);
        if (Array.isArray(items)) {
          expect(items).toHaveLength(licenses);
          for (const item of items) expect(item.spans).not.toHaveLength(0);
        }
      }
      expect(byVersion.size).toBeGreaterThan(10);
    },
  );

  test("the audit trail is of one version, though somebody is renamed while the log is read", async () => {
    const store = memory();
    let meanwhile: (() => Promise<unknown>) | undefined;
    const getItem: CreateDriver["getItem"] = async (key) => {
      const happens = key.endsWith(":000000000001") ? meanwhile : undefined;
      meanwhile = happens ? undefined : meanwhile;
      await happens?.();
      return store.getItem(key);
    };
    const one = new TestServer({ driver: { ...store, getItem } });
    await fill(one.operator);
    await (await one.session("acme", "admin", "ana")).post(`${ws}/teams/t1/archive`);
    const before = await one.operator.request("GET", `${ws}/events`);
    meanwhile = () => one.operator.put(`${ws}/members/ana`, { name: "Anna", email: "ana@acme.example" });
    // Another address: what was answered to the first one is kept.
    const during = await one.operator.request("GET", `${ws}/events?limit=199`);
    expect([during.etag, during.text]).toEqual([before.etag, before.text]);
    expect(during.text).toContain('"name":"Ana"}');
    expect((await one.operator.request("GET", `${ws}/events`)).text).toContain('"name":"Anna"}');
  });
});

/** The same driver, which answers later, as one over a network does: many answers arrive in one turn of the event loop, and
 *  what waits for them goes on in every order. */
function slowly(driver: CreateDriver): CreateDriver {
  let turn: Promise<void> | undefined;
  let answers = 0;
  const wait = async (): Promise<void> => {
    turn ??= new Promise((resolve) => {
      setImmediate(() => {
        turn = undefined;
        resolve();
      });
    });
    await turn;
    for (let count = (answers++ * 7) % 23; count > 0; count--) await Promise.resolve();
  };
  return {
    ...driver,
    hasItem: async (key, options) => (await wait(), driver.hasItem(key, options)),
    getItem: async (key, options) => (await wait(), driver.getItem(key, options)),
    createItem: async (key, value) => (await wait(), driver.createItem(key, value)),
  };
}
