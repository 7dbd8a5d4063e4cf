import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Session } from "../contract/types.ts";
import { apiKey, TestServer, workspaceBody } from "../test/test-server.ts";
import { clientAddress, readTrustedProxies } from "./client-address.ts";
import { Windows } from "./windows.ts";

const ws = "/v1/workspaces/acme";
const quotas = { key: 5, session: 3, address: 100, failures: 2 };

/** A server with a clock for durations that stands until it is set. */
async function limited(options: Partial<ConstructorParameters<typeof TestServer>[0]> = {}) {
  const clock = { ms: 0 };
  const server = new TestServer({ monotonicNow: () => clock.ms, rateLimits: quotas, ...options });
  await server.operator.put(ws, workspaceBody);
  const ask = async (token: string | undefined, remoteAddress: string, headers: Record<string, string> = {}) => {
    const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const init = { headers: { ...authorization, ...headers } };
    return server.app.request(ws, init, { incoming: { socket: { remoteAddress } } });
  };
  return { server, clock, ask };
}

const statuses = async (answers: Promise<Response>[]) =>
  (await Promise.all(answers)).map(({ status }) => status).toSorted((a, b) => a - b);

describe("rate limits", () => {
  test("tell what is left, then refuse with when to try again, and start anew after a minute", async () => {
    const { clock, ask } = await limited();
    clock.ms = 1_000;
    for (const remaining of [3, 2, 1, 0]) {
      const { status, headers } = await ask(apiKey, "192.0.2.1");
      expect([status, headers.get("RateLimit")]).toEqual([200, `"key";r=${remaining};t=59`]);
      expect(headers.get("RateLimit-Policy")).toBe('"key";q=5;w=60');
    }
    clock.ms = 40_500;
    const refused = await ask(apiKey, "192.0.2.2");
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "20"]);
    expect(await refused.json()).toMatchObject({ code: "too-many-requests" });
    clock.ms = 60_000;
    expect((await ask(apiKey, "192.0.2.1")).status).toBe(200);
  });

  test("of a session are its member's own", async () => {
    const { server, ask } = await limited({ rateLimits: { ...quotas, key: 1000 } });
    const tokens = await Promise.all(
      ["ana", "bo"].map(async (member) => {
        const body = { workspace: "acme", member, role: "viewer" };
        return (await server.operator.post<Session>("/v1/sessions", body)).token;
      }),
    );
    const [ana = "", bo = ""] = tokens;
    const answered = await statuses([1, 2, 3, 4].map(() => ask(ana, "192.0.2.1")));
    expect(answered).toEqual([200, 200, 200, 429]);
    expect((await ask(bo, "192.0.2.1")).status).toBe(200);
  });

  test("shut an address out that guesses, before its next guess is looked at, and no other address", async () => {
    const { server, ask } = await limited();
    const { key } = await server.operator.post<{ key: string }>("/v1/api-keys", { name: "Right", scopes: ["read"] });
    const guess = () => ask("guess", "192.0.2.1");
    expect(await statuses([guess(), guess()])).toEqual([401, 401]);
    expect((await guess()).status).toBe(429);
    expect((await ask(key, "192.0.2.1")).status).toBe(429);
    expect((await ask(key, "192.0.2.2")).status).toBe(200);
  });

  test("let in whoever was let in before, though somebody else guesses from the same address", async () => {
    const { server, ask } = await limited();
    const { token } = await server.session("acme", "viewer");
    expect((await ask(token, "192.0.2.1")).status).toBe(200);
    expect(await statuses([1, 2, 3].map(() => ask("guess", "192.0.2.1")))).toEqual([401, 401, 401]);
    expect((await ask("guess", "192.0.2.1")).status).toBe(429);
    expect((await ask(token, "192.0.2.1")).status).toBe(200);
  });

  test("do not take a missing or an expired token for a guess", async () => {
    const { server, ask } = await limited();
    const body = { workspace: "acme", member: "ana", role: "viewer", ttlSeconds: 1 };
    const { token } = await server.operator.post<Session>("/v1/sessions", body);
    server.at("2026-11-01T10:00:00Z");
    expect(await statuses([1, 2, 3, 4].map(() => ask(token, "192.0.2.1")))).toEqual([401, 401, 401, 401]);
    expect(await statuses([1, 2, 3, 4].map(() => ask(undefined, "192.0.2.1")))).toEqual([401, 401, 401, 401]);
    expect((await ask(apiKey, "192.0.2.1")).status).toBe(200);
  });

  test("cannot be dodged by a header that anyone can send", async () => {
    const { ask } = await limited();
    const answers = Array.from({ length: 4 }, (_, index) =>
      ask("guess", "192.0.2.1", { "X-Forwarded-For": `198.51.100.${index}`, Forwarded: `for=198.51.100.${index}` }),
    );
    expect(await statuses(answers)).toEqual([401, 401, 401, 401]);
    expect((await ask("guess", "192.0.2.1", { "X-Forwarded-For": "203.0.113.9" })).status).toBe(429);
    const behind = await limited({ trustedProxies: ["192.0.2.0/24"] });
    for (const client of ["198.51.100.1", "198.51.100.2", "198.51.100.3"]) {
      expect((await behind.ask("guess", "192.0.2.1", { "X-Forwarded-For": `203.0.113.9, ${client}` })).status).toBe(
        401,
      );
    }
  });

  test("off, are not spoken of", async () => {
    const { ask } = await limited({ rateLimits: undefined });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(apiKey, "192.0.2.1")));
    for (const { status, headers } of answers) expect([status, headers.get("RateLimit")]).toEqual([200, null]);
  });
});

describe("the address of a client", () => {
  const isTrusted = readTrustedProxies(["10.0.0.0/8", "2001:db8:1::/48", "192.0.2.7"]);
  const of = (address: string) => clientAddress(address, undefined, isTrusted);

  test.each([
    ["198.51.100.1", undefined, "198.51.100.1"],
    ["198.51.100.1", "203.0.113.5", "198.51.100.1"],
    ["10.0.0.1", undefined, "10.0.0.1"],
    ["10.0.0.1", "203.0.113.5", "203.0.113.5"],
    ["10.0.0.1", "1.2.3.4, 203.0.113.5", "203.0.113.5"],
    ["10.0.0.1", "1.2.3.4, 203.0.113.5, 10.2.0.1,192.0.2.7", "203.0.113.5"],
    ["10.0.0.1", "unknown", "10.0.0.1"],
    ["10.0.0.1", "203.0.113.5, garbage", "10.0.0.1"],
    ["10.0.0.1", "", "10.0.0.1"],
    ["::ffff:198.51.100.1", undefined, "198.51.100.1"],
    ["::ffff:10.0.0.1", "203.0.113.5", "203.0.113.5"],
    [undefined, "203.0.113.5", undefined],
  ])("%s with X-Forwarded-For %j is %s", (remote, header, client) => {
    expect(clientAddress(remote, header, isTrusted)).toBe(client);
  });

  test("of IPv6 is one for a /64", () => {
    expect(of("2001:db8:2:3:4:5:6:7")).toBe(of("2001:db8:2:3::1"));
    expect(of("2001:db8:2:3::1")).not.toBe(of("2001:db8:2:4::1"));
  });

  test.each(["10.0.0.0/33", "proxy", "10.0.0.300", "", "*"])("trusts no %j", (entry) => {
    expect(() => readTrustedProxies([entry])).toThrow(TypeError);
  });
});

describe("windows", () => {
  test("let a caller do its quota within a minute, and never more", () => {
    const steps = fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 30_000 })), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (taken, quota) => {
        let now = 0;
        const windows = new Windows(quota, () => now);
        const done = new Map<string, number[]>();
        for (const [caller, later] of taken) {
          now += later;
          const { isAllowed, remaining, resetSeconds } = windows.take(caller);
          const before = (done.get(caller) ?? []).filter((at) => now - at < 60_000);
          // A window begins with its first request, so that twice the quota is the most within any minute.
          if (isAllowed) expect(before.length).toBeLessThan(quota * 2);
          else expect(before.length).toBeGreaterThanOrEqual(quota);
          expect(remaining).toBeGreaterThanOrEqual(0);
          expect(resetSeconds).toBeLessThanOrEqual(60);
          if (isAllowed) done.set(caller, [...before, now]);
        }
      }),
    );
  });

  test("hold so many callers, and forget those first that were not seen for longest", () => {
    const windows = new Windows(1, () => 0, 3);
    for (const caller of ["a", "b", "c", "a", "d"]) windows.take(caller);
    expect(windows.callers).toBe(3);
    expect(["a", "b", "c", "d"].map((caller) => windows.look(caller).isAllowed)).toEqual([false, true, false, false]);
  });
});
