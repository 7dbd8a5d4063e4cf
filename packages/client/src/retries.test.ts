import { describe, expect, test } from "vitest";
import { SeatbookError } from "./errors.ts";
import { broken, FakeMachine, json, problem, type Reaction } from "./test/fake-machine.ts";

const member = { name: "Ana Silva", email: "ana@acme.example" };
const html = () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Content-Type": "text/html" } });

const half = () =>
  new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) }));
const endless = () => new Response(new ReadableStream({}));
const acme = (machine: FakeMachine) => machine.client().workspace("acme");
const keys = (machine: FakeMachine) => machine.sent.map(({ headers }) => headers.get("Idempotency-Key"));

/** What became of a call, and when each try was sent. */
async function outcome(machine: FakeMachine, call: Promise<unknown>) {
  const result = call.then(
    () => "ok",
    (error: unknown) => (error instanceof SeatbookError ? error.code : error),
  );
  await machine.pass();
  return { result: await result, tries: machine.sent.map(({ at }) => at) };
}

describe("a read", () => {
  test.each<[string, (() => Reaction)[], object]>([
    ["is asked once where it is answered", [json({})], { result: "ok", tries: [0] }],
    ["goes on after a broken connection", [broken, json({})], { result: "ok", tries: [0, 500] }],
    ["waits twice as long each time", [broken, broken, json({})], { result: "ok", tries: [0, 500, 1500] }],
    ["gives up after two more tries", [broken], { result: "connection-failed", tries: [0, 500, 1500] }],
    ["goes on after 408", [problem(408, "request-abandoned"), json({})], { result: "ok", tries: [0, 500] }],
    ["goes on after 502 of a proxy", [html, json({})], { result: "ok", tries: [0, 500] }],
    ["goes on after 503", [problem(503, "busy"), json({})], { result: "ok", tries: [0, 500] }],
    ["goes on after 504", [problem(504, "x"), json({})], { result: "ok", tries: [0, 500] }],
    [
      "waits as long as the server says",
      [problem(503, "busy", { "Retry-After": "5" }), json({})],
      { result: "ok", tries: [0, 5000] },
    ],
    [
      "never waits less than it would by itself",
      [problem(503, "busy", { "Retry-After": "0" }), json({})],
      { result: "ok", tries: [0, 500] },
    ],
    [
      "understands a date, as proxies send it",
      [problem(429, "x", { "Retry-After": "Thu, 01 Jan 1970 00:00:20 GMT" }), json({})],
      { result: "ok", tries: [0, 20_000] },
    ],
    [
      "does not wait an hour",
      [problem(429, "rate-limited", { "Retry-After": "3600" }), json({})],
      { result: "rate-limited", tries: [0] },
    ],
    [
      "makes nothing of what it cannot read",
      [problem(503, "busy", { "Retry-After": "soon" }), json({})],
      { result: "ok", tries: [0, 500] },
    ],
    [
      "is not repeated after a mistake of the server",
      [problem(500, "internal-error")],
      { result: "internal-error", tries: [0] },
    ],
    ["is not repeated after 404", [problem(404, "member-not-found")], { result: "member-not-found", tries: [0] }],
    ["is not repeated after 422", [problem(422, "invalid-input")], { result: "invalid-input", tries: [0] }],
    [
      "is not repeated where the answer is no JSON",
      [() => new Response("?")],
      { result: "unexpected-answer", tries: [0] },
    ],
  ])("%s", async (_, reactions, expected) => {
    const machine = new FakeMachine(...reactions);
    expect(await outcome(machine, machine.client().workspace("acme").getMember("ana"))).toEqual(expected);
    expect(machine.timers).toBe(0);
  });

  test("waits at random between half the time and all of it, at most 8 seconds", async () => {
    for (const [random, tries] of [
      [0, [0, 500, 1500, 3500, 7500, 15_500, 23_500]],
      [1, [0, 250, 750, 1750, 3750, 7750, 11_750]],
    ] as const) {
      const machine = new FakeMachine(broken);
      const runtime = { ...machine.runtime, random: () => random };
      const call = machine.client({ runtime, maxRetries: 6 }).listWorkspaces().page();
      expect((await outcome(machine, call)).tries).toEqual(tries);
    }
  });

  test("is repeated as often as is said, of all calls or of one", async () => {
    for (const [all, one, tries] of [
      [0, undefined, 1],
      [1, undefined, 2],
      [0, 3, 4],
      [undefined, 0, 1],
    ] as const) {
      const machine = new FakeMachine(broken);
      await outcome(machine, machine.client({ maxRetries: all }).getHealth({ maxRetries: one }));
      expect(machine.sent).toHaveLength(tries);
    }
  });

  test("goes on where the connection breaks while the answer is read", async () => {
    const machine = new FakeMachine(half, json({ id: "ana" }));
    const call = machine.client().workspace("acme").getMember("ana");
    expect((await outcome(machine, call)).tries).toEqual([0, 500]);
    expect(await call).toEqual({ id: "ana" });
  });
});

describe("a write", () => {
  test("that does more when it is repeated has a key, the same over its tries, and another call another", async () => {
    const machine = new FakeMachine(broken, broken, json({}));
    await outcome(machine, acme(machine).archiveTeam("design"));
    await outcome(machine, acme(machine).removeMember("ana"));
    expect(keys(machine)).toEqual(["key-1", "key-1", "key-1", "key-2"]);
  });

  test("that sets what is there has no key, which the server would keep for nothing, and is repeated all the same", async () => {
    const machine = new FakeMachine(broken, json({}));
    expect((await outcome(machine, acme(machine).putMember("ana", member))).result).toBe("ok");
    expect(keys(machine)).toEqual([null, null]);
  });

  test("of one version has a key: repeated without one, it would be refused for its own change", async () => {
    const machine = new FakeMachine(broken, json({}));
    await outcome(machine, acme(machine).putMember("ana", member, { ifMatch: '"7"' }));
    expect(keys(machine)).toEqual(["key-1", "key-1"]);
    expect(machine.sent.map(({ headers }) => headers.get("If-Match"))).toEqual(['"7"', '"7"']);
  });

  test("has the caller's own key where there is one", async () => {
    const machine = new FakeMachine(broken, json({}));
    await outcome(machine, acme(machine).archiveTeam("design", { idempotencyKey: "mine" }));
    await outcome(machine, acme(machine).putMember("ana", member, { idempotencyKey: "mine too" }));
    expect(keys(machine)).toEqual(["mine", "mine", "mine too"]);
  });

  test("that changes nothing of the workspace has no key", async () => {
    const machine = new FakeMachine(broken, json({}));
    await outcome(machine, machine.client().createSession({ workspace: "acme", member: "kim", role: "admin" }));
    await outcome(machine, acme(machine).previewCommands({ commands: [{ type: "remove-inactive-members" }] }));
    expect(keys(machine)).toEqual([null, null, null]);
  });

  test("is repeated where others were faster, and nothing was changed", async () => {
    const machine = new FakeMachine(problem(409, "contended"), json({}));
    expect(await outcome(machine, acme(machine).putMember("ana", member))).toEqual({ result: "ok", tries: [0, 500] });
  });

  test.each([
    [409, "inactive-members-changed"],
    [412, "stale-version"],
  ])("that a rule refuses with %d %s is not repeated", async (status, code) => {
    const machine = new FakeMachine(problem(status, code));
    const call = acme(machine).removeInactiveMembers({ fingerprint: "x" });
    expect(await outcome(machine, call)).toEqual({ result: code, tries: [0] });
  });

  test("sends the same each time", async () => {
    const machine = new FakeMachine(broken, json({}));
    await outcome(machine, acme(machine).putMember("ana", { ...member, teams: ["design"], role: undefined }));
    const [first, second] = machine.sent.map(({ body }) => body);
    expect(first).toBe('{"name":"Ana Silva","email":"ana@acme.example","teams":["design"]}');
    expect(second).toBe(first);
  });
});

describe("time-outs", () => {
  test("each try has 30 seconds, all have 120", async () => {
    const machine = new FakeMachine(() => "silence");
    const call = machine.client({ maxRetries: 9 }).getHealth();
    expect(await outcome(machine, call)).toEqual({ result: "timed-out", tries: [0, 30_500, 61_500, 93_500] });
    expect(machine.now).toBe(120_000);
  });

  test("are what the client says, and each call", async () => {
    for (const [all, one, tries, end] of [
      [{ timeoutMs: 100 }, {}, [0, 600, 1700], 1800],
      [{ timeoutMs: 100 }, { timeoutMs: 200 }, [0, 700, 1900], 2100],
      [{ totalTimeoutMs: 700 }, {}, [0], 700],
      [{ timeoutMs: 100, totalTimeoutMs: 700 }, {}, [0, 600], 700],
      [{ timeoutMs: 100 }, { totalTimeoutMs: 550 }, [0], 100],
    ] as const) {
      const machine = new FakeMachine(() => "silence");
      expect(await outcome(machine, machine.client(all).getHealth(one))).toEqual({ result: "timed-out", tries });
      expect(machine.now).toBe(end);
    }
  });

  test("end what does not listen to its signal, and what never gives a token", async () => {
    const machine = new FakeMachine(() => "silence");
    const deaf = machine.client({ fetch: () => new Promise(() => {}), maxRetries: 0 });
    expect((await outcome(machine, deaf.getHealth())).result).toBe("timed-out");
    const mute = machine.client({ apiKey: undefined, getToken: () => new Promise(() => {}), maxRetries: 0 });
    expect((await outcome(machine, mute.getHealth())).result).toBe("timed-out");
  });

  test("end an answer that does not come to its end, but not a file that has begun", async () => {
    const machine = new FakeMachine(endless);
    expect((await outcome(machine, machine.client({ maxRetries: 0 }).getHealth())).result).toBe("timed-out");
    const file = machine.client().workspace("acme").downloadInvoicePdf("2026-1");
    expect((await outcome(machine, file)).result).toBe("ok");
    expect(machine.sent.at(-1)?.init.signal?.aborted).toBe(false);
    expect(machine.timers).toBe(0);
  });
});

describe("a signal", () => {
  test("that is aborted sends nothing", async () => {
    const machine = new FakeMachine(json({}));
    const reason = new Error("gone");
    const call = machine.client().getHealth({ signal: AbortSignal.abort(reason) });
    expect(await outcome(machine, call)).toEqual({ result: reason, tries: [] });
  });

  test.each([
    ["in the middle of a try", () => "silence" as const, 10_000],
    ["while it waits for the next", broken, 200],
  ])("ends the call %s, with its reason, and nothing is sent any more", async (_, reaction, at) => {
    const machine = new FakeMachine(reaction);
    const controller = new AbortController();
    const reason = new Error("gone");
    const call = machine.client().getHealth({ signal: controller.signal });
    const result = call.catch((error: unknown) => error);
    await machine.pass(at);
    controller.abort(reason);
    expect(await result).toBe(reason);
    await machine.pass();
    expect(machine.sent).toHaveLength(1);
    expect(machine.timers).toBe(0);
  });
});
