import { memory } from "@seatbook/storage";
import { describe, expect, test } from "vitest";
import type {
  Page,
  Team,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointRecord,
  WebhookEndpointWithSecret,
  WebhookTest,
} from "../contract/types.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";
import { verifyStore } from "../verify/verify.ts";
import { answering, ok, Receiver } from "./test/receiver.ts";

const url = "https://app.acme.example/webhooks";

async function setUp(settings: object = {}) {
  const receiver = new Receiver(() => server.now);
  const driver = memory();
  const server = new TestServer({
    driver,
    seller: sellerSetup,
    postWebhook: receiver.post,
    // The library asks the machine for the time.
    systemNow: () => performance.timeOrigin + performance.now(),
    now: "2026-11-10T09:00:00Z",
  });
  const { operator } = server;
  const mailbox = ["ap@acme.example", "cfo@acme.example"];
  for (const id of ["acme", "beta"]) {
    await operator.put(`/v1/workspaces/${id}`, { ...workspaceBody, ...billedBody, licenseModel: "team", mailbox });
    await operator.put(`/v1/workspaces/${id}/directory`, {
      teams: ["a", "b", "c"].map((team) => ({ id: team, name: `Team ${team}` })),
      members: [{ id: "ana", name: "Ana Secret", email: "ana@acme.example", teams: ["a"] }],
    });
  }
  server.now += 1000;
  const endpoint = await operator.post<WebhookEndpointWithSecret>("/v1/webhook-endpoints", { url, ...settings });
  receiver.secrets.set(url, endpoint.secret);
  const path = `/v1/webhook-endpoints/${endpoint.id}`;
  const archive = (team: string, workspace = "acme") =>
    operator.post<Team>(`/v1/workspaces/${workspace}/teams/${team}/archive`);
  const pass = async (ms: number): Promise<void> => {
    server.now += ms;
    await server.webhooks.run();
  };
  const deliveries = async (query = "") =>
    (await operator.get<Page<WebhookDelivery>>(`${path}/deliveries${query}`)).items;
  return { receiver, server, operator, endpoint, path, archive, pass, deliveries, driver };
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test("every event is told once, verified by the library, in order, with ids and amounts and no name or address", async () => {
  const { receiver, server, operator, pass, driver } = await setUp();
  const acme = "/v1/workspaces/acme";
  await operator.post(`${acme}/teams/b/archive`);
  await operator.post(`${acme}/teams/b/unarchive`);
  await operator.delete(`${acme}/members/ana`);
  await operator.post(`${acme}/members/ana/restore`);
  await operator.put(`${acme}/mailbox`, { mailbox: ["ap@acme.example"] });
  server.at("2026-12-02T09:00:00Z");
  await operator.post(`${acme}/months/2026-11/close`);
  await server.idle();
  await pass(1000);
  await pass(1000);
  const told = receiver.received.filter(({ workspace }) => workspace === "acme");
  expect(receiver.rejected).toEqual([]);
  expect(told.map(({ type }) => type)).toEqual([
    "team.archived",
    "team.unarchived",
    "member.removed",
    "member.restored",
    "mailbox.changed",
    "month.closed",
    "invoice.issued",
  ]);
  expect(told.map(({ data }) => data)).toMatchObject([
    { team: "b" },
    { team: "b" },
    { member: "ana" },
    { member: "ana" },
    { addresses: 1 },
    { month: "2026-11", licenseModel: "team", licenses: 3, net: { currency: "EUR", minor: 14_700 } },
    {
      type: "invoice",
      month: "2026-11",
      net: { currency: "EUR", minor: 14_700 },
      gross: { currency: "EUR", minor: 17_493 },
    },
  ]);
  const all = told.map(({ body }) => body).join();
  expect(all).not.toMatch(/Secret|Team b|@|Acme/);
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  expect((await verifyStore(driver, { begin: () => {}, advance: () => {} })).findings).toEqual([]);
});

test("an endpoint is told of its workspaces and events, from when it was created on, and of what is added from then on", async () => {
  const { receiver, operator, archive, path, pass } = await setUp({ workspaces: ["acme"], events: ["team.archived"] });
  await archive("a");
  await archive("a", "beta");
  await operator.post("/v1/workspaces/acme/teams/a/unarchive");
  await pass(1000);
  expect(receiver.received).toMatchObject([{ workspace: "acme", data: { team: "a" } }]);
  await operator.request("PATCH", path, { body: { workspaces: null, events: null } });
  await pass(1000);
  expect(receiver.received).toHaveLength(1);
  await archive("b", "beta");
  await operator.post("/v1/workspaces/acme/teams/a/archive");
  await operator.post("/v1/workspaces/acme/teams/a/unarchive");
  await pass(1000);
  expect(
    receiver.received
      .slice(1)
      .map(({ workspace, type }) => `${workspace} ${type}`)
      .toSorted(),
  ).toEqual(["acme team.archived", "acme team.unarchived", "beta team.archived"]);
});

test("a message that fails is sent again with the same id and body, later and later; those after it wait, other workspaces do not", async () => {
  const { receiver, archive, pass, deliveries } = await setUp();
  const attempts: { id: string; body: string; at: number }[] = [];
  receiver.answer = (_, received) => {
    if (received.workspace === "beta") return ok;
    attempts.push(received);
    return answering(500, { body: "out of order\u0000<p>" });
  };
  await archive("a");
  await archive("b");
  await archive("a", "beta");
  await pass(1000);
  expect(receiver.received.map(({ workspace }) => workspace)).toEqual(["beta"]);
  for (let minute = 0; minute < 6 * 24 * 60; minute += 10) await pass(10 * minuteMs);
  const [first] = attempts;
  const ofFirst = attempts.filter(({ id }) => id === first?.id);
  expect(ofFirst).toHaveLength(10);
  expect(new Set(ofFirst.map(({ body }) => body)).size).toBe(1);
  const delays = ofFirst.slice(1).map(({ at }, index) => (at - (ofFirst[index]?.at ?? 0)) / hourMs);
  const least = [0, 0, 0.5, 2, 5, 10, 14, 20, 24];
  // A fifth more by chance, and ten minutes until somebody looks.
  const isRight = least.map((hours, index) => {
    const delay = delays[index] ?? 0;
    return delay >= hours && delay <= hours * 1.2 + 0.5;
  });
  expect(isRight).toEqual(least.map(() => true));
  const [failed] = await deliveries("?status=failed");
  expect(failed).toMatchObject({ id: first?.id, event: "team.archived", workspace: "acme", status: "failed" });
  expect(failed?.attempts).toHaveLength(10);
  expect(failed?.attempts[0]).toMatchObject({ status: 500, response: "out of order <p>", error: "It answered 500." });
});

test("an endpoint at which everything fails for days is disabled with the reason; enabled again, it is told what is new, and what it missed when asked", async () => {
  const { receiver, server, operator, archive, path, pass, deliveries } = await setUp();
  receiver.answer = () => answering(503);
  const since = new Date(server.now).toISOString();
  await archive("a");
  await archive("b");
  for (let hours = 0; hours < 24 * 6; hours++) await pass(hourMs);
  const disabled = await operator.get<WebhookEndpoint>(path);
  expect(disabled).toMatchObject({ enabled: false, disabledReason: expect.stringContaining("failed for good") });
  expect(await operator.refused("POST", `${path}/recover`, { body: { since } })).toMatchObject({
    code: "webhook-endpoint-disabled",
  });
  await archive("c");
  receiver.answer = () => ok;
  await pass(hourMs);
  expect(receiver.received).toEqual([]);
  await operator.request("PATCH", path, { body: { enabled: true } });
  await operator.post("/v1/workspaces/acme/teams/c/unarchive");
  await pass(1000);
  expect(receiver.received.map(({ type, data }) => [type, data])).toMatchObject([["team.unarchived", { team: "c" }]]);
  expect(await operator.post(`${path}/recover`, { since })).toEqual({ messages: 3 });
  await pass(1000);
  expect(receiver.received.slice(1).map(({ data }) => data)).toMatchObject([
    { team: "a" },
    { team: "b" },
    { team: "c" },
  ]);
  expect(await operator.post(`${path}/recover`, { since })).toEqual({ messages: 0 });
  expect((await deliveries()).map(({ status, attempts }) => [status, attempts.length])).toEqual(
    Array.from({ length: 4 }, () => ["delivered", 1]),
  );
  expect(await deliveries("?status=failed")).toEqual([]);
});

test("410 disables an endpoint at once", async () => {
  const { receiver, operator, archive, path, pass } = await setUp();
  receiver.answer = () => answering(410);
  await archive("a");
  await pass(1000);
  await pass(1000);
  expect(await operator.get(path)).toMatchObject({ enabled: false, disabledReason: expect.stringContaining("410") });
});

test("Retry-After is waited for, a day at most", async () => {
  const { receiver, server, archive, pass, deliveries } = await setUp();
  const delay = async (retryAfter: string) => {
    receiver.answer = () => answering(429, { retryAfter });
    await pass(48 * hourMs);
    const [pending] = await deliveries("?status=pending");
    return (Date.parse(pending?.nextAttemptAt ?? "") - server.now) / hourMs;
  };
  await archive("a");
  expect(await delay("7200")).toBeGreaterThanOrEqual(2);
  expect(await delay("999999999")).toBeLessThanOrEqual(24 * 1.2);
  expect(await delay(new Date(server.now + 51 * hourMs).toUTCString())).toBeGreaterThanOrEqual(2.9);
});

test("a secret that is rotated signs at once, and the old one too until the overlap ends", async () => {
  const { receiver, operator, endpoint, archive, path, pass } = await setUp();
  const rotated = await operator.post<WebhookEndpointWithSecret>(`${path}/rotate-secret`, { overlapHours: 2 });
  expect(rotated.secret).not.toBe(endpoint.secret);
  expect(await operator.get(path)).not.toHaveProperty("secret");
  await archive("a");
  await pass(1000);
  expect(receiver.received).toHaveLength(1);
  receiver.secrets.set(url, rotated.secret);
  await archive("b");
  await pass(1000);
  expect(receiver.received).toHaveLength(2);
  receiver.secrets.set(url, endpoint.secret);
  await pass(2 * hourMs);
  await archive("c");
  await pass(1000);
  expect(receiver.received).toHaveLength(2);
  expect(receiver.rejected).toHaveLength(1);
});

test("the same idempotency key shows the same secret again, which is nowhere in the store", async () => {
  const driver = memory();
  const server = new TestServer({ driver });
  const once = { "Idempotency-Key": "endpoint-1" };
  const create = () => server.operator.post<WebhookEndpointWithSecret>("/v1/webhook-endpoints", { url }, once);
  const first = await create();
  expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(await create()).toEqual(first);
  for (const key of await driver.getKeys("", {})) {
    const text = JSON.stringify(await driver.getItem(key));
    expect(text).not.toContain(first.secret.slice(6));
    expect(text).not.toContain("whsec_");
  }
});

describe("an idempotency key", () => {
  type Ready = Awaited<ReturnType<typeof setUp>> & { delivery: string };
  type Write = { path: (ready: Ready) => string; body?: object; other: object | ((ready: Ready) => string) };
  const since = "2026-11-10T00:00:00Z";
  /** `other`: another body, or the path of another request. */
  const writes: Record<string, Write> = {
    "POST /v1/webhook-endpoints": { path: () => "/v1/webhook-endpoints", body: { url }, other: { url: `${url}/2` } },
    "PATCH /v1/webhook-endpoints/:endpoint": {
      path: ({ path }) => path,
      body: { description: "First" },
      other: { description: "Other" },
    },
    "DELETE /v1/webhook-endpoints/:endpoint": { path: ({ path }) => path, other: () => "/v1/webhook-endpoints/none" },
    "POST /v1/webhook-endpoints/:endpoint/rotate-secret": {
      path: ({ path }) => `${path}/rotate-secret`,
      body: {},
      other: { overlapHours: 1 },
    },
    "POST /v1/webhook-endpoints/:endpoint/test": {
      path: ({ path }) => `${path}/test`,
      other: ({ path, delivery }) => `${path}/deliveries/${delivery}/resend`,
    },
    "POST /v1/webhook-endpoints/:endpoint/deliveries/:delivery/resend": {
      path: ({ path, delivery }) => `${path}/deliveries/${delivery}/resend`,
      other: ({ path }) => `${path}/test`,
    },
    "POST /v1/webhook-endpoints/:endpoint/recover": {
      path: ({ path }) => `${path}/recover`,
      body: { since },
      other: { since: "2026-11-09T00:00:00Z" },
    },
  };

  test("is taken by every route that writes", async () => {
    const { server } = await setUp();
    const routes = server.routes.filter((route) => /^(?!GET )\S+ \/v1\/webhook-endpoints/.test(route));
    expect(new Set(Object.keys(writes))).toEqual(new Set(routes));
  });

  test.each(Object.entries(writes))(
    "%s: the first answer again, and nothing is sent or changed twice",
    async (route, write) => {
      const ready = await setUp();
      await ready.archive("a");
      await ready.pass(1000);
      const [archived] = await ready.deliveries();
      const given = { ...ready, delivery: archived?.id ?? "" };
      const { operator, receiver, pass } = ready;
      const [method = ""] = route.split(" ");
      const headers = { "Idempotency-Key": "k1" };
      const ask = (path: string, body?: object) => operator.request(method, path, { headers, ...(body && { body }) });
      const known = async () => ({
        endpoints: (await operator.get<Page<WebhookEndpoint>>("/v1/webhook-endpoints")).items,
        received: receiver.received.length,
      });

      const first = await ask(write.path(given), write.body);
      expect(first.status, first.text).toBe(200);
      await pass(1000);
      const before = await known();
      const again = await ask(write.path(given), write.body);
      expect([again.status, again.text]).toEqual([200, first.text]);
      const [path, body] = typeof write.other === "function" ? [write.other(given)] : [write.path(given), write.other];
      const other = await ask(path, body);
      expect(other).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
      await pass(1000);
      expect(await known()).toEqual(before);
    },
  );
});

test("a message that was delivered, or has failed, is sent again with the same id when asked", async () => {
  const { receiver, operator, archive, path, pass, deliveries } = await setUp();
  await archive("a");
  await pass(1000);
  const [delivered] = await deliveries();
  expect(await operator.post(`${path}/deliveries/${delivered?.id}/resend`)).toEqual({ messages: 1 });
  await pass(1000);
  expect(receiver.received.map(({ id }) => id)).toEqual([delivered?.id, delivered?.id]);
  expect(await deliveries()).toHaveLength(1);
  expect(await operator.refused("POST", `${path}/deliveries/msg_1_0_aaaaaaaaaaaaaaaaaaaaaa/resend`)).toMatchObject({
    code: "webhook-delivery-not-found",
  });
  const [, version = "", index = "", digest = ""] = delivered?.id.split("_") ?? [];
  const later = `msg_${Number(version) + 5}_${index}_${digest}`;
  expect(await operator.refused("POST", `${path}/deliveries/${later}/resend`)).toMatchObject({ status: 404 });
});

test("a ping is sent at once, and how it went is told", async () => {
  const { receiver, operator, path } = await setUp();
  receiver.answer = () => answering(302);
  const { delivered, error } = await operator.post<WebhookTest>(`${path}/test`);
  expect([delivered, error]).toEqual([false, "It redirects, and redirects are not followed."]);
  receiver.answer = () => ok;
  expect(await operator.post<WebhookTest>(`${path}/test`)).toMatchObject({ delivered: true, status: 200 });
  expect(receiver.received).toMatchObject([{ type: "webhook.ping" }]);
});

test("whatever is done to an endpoint is told with who did it, and never a secret; also once it is deleted", async () => {
  const { operator, endpoint, path } = await setUp();
  await operator.request("PATCH", path, { body: { description: "Billing", enabled: false } });
  await operator.request("PATCH", path, { body: { description: "Billing", enabled: false } });
  await operator.request("PATCH", path, { body: { enabled: true } });
  await operator.post(`${path}/rotate-secret`, {});
  await operator.delete(path);
  expect(await operator.refused("GET", path)).toMatchObject({ code: "webhook-endpoint-not-found" });
  const { items } = await operator.get<{ items: WebhookEndpointRecord[] }>(`${path}/events`);
  expect(items.flatMap(({ by, events }) => events.map(({ type }) => `${by.type} ${type}`))).toEqual([
    "operator WebhookEndpointCreated",
    "operator WebhookEndpointChanged",
    "operator WebhookEndpointDisabled",
    "operator WebhookEndpointEnabled",
    "operator WebhookSecretRotated",
    "operator WebhookEndpointDeleted",
  ]);
  expect(JSON.stringify(items)).not.toMatch(new RegExp(`whsec_|secret|${RegExp.escape(endpoint.secret.slice(6, 20))}`));
});

test("the delivery log has pages, by status and workspace", async () => {
  const { receiver, operator, archive, path, pass } = await setUp();
  for (let round = 0; round < 3; round++) {
    for (const workspace of ["acme", "beta"]) {
      await archive("a", workspace);
      await operator.post(`/v1/workspaces/${workspace}/teams/a/unarchive`);
    }
  }
  await pass(1000);
  receiver.answer = () => answering(500);
  await archive("b");
  await pass(1000);
  const ids = async (query: string, limit: number) =>
    (await operator.all<WebhookDelivery>(`${path}/deliveries${query}`, limit)).map(({ id }) => id);
  const everything = await ids("?", 200);
  expect(everything).toHaveLength(13);
  for (const limit of [1, 2, 5]) expect(await ids("?", limit)).toEqual(everything);
  expect(await ids("?status=delivered&workspace=beta", 2)).toHaveLength(6);
  expect(await ids("?status=pending", 1)).toEqual([everything[0]]);
  expect(await operator.refused("GET", `${path}/deliveries?cursor=x`)).toMatchObject({ code: "malformed-cursor" });
});
