import { describe, expect, test } from "vitest";
import { broken, collect, FakeMachine, json, problem } from "./test/fake-machine.ts";

const teams = [{ id: "design", name: "Design" }];

async function* people(count: number, onEnd = () => {}) {
  try {
    for (let index = 0; index < count; index += 1)
      yield { id: `m${index}`, name: `Üna ${index} "x"`, email: `m${index}@acme.example` };
  } finally {
    onEnd();
  }
}

/** A server that takes in what it is sent. */
class Receiver extends FakeMachine {
  readonly chunks: number[] = [];
  received: unknown;

  override readonly fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    this.sent.push({ at: 0, method: "", url: "", headers: new Headers(init.headers), body: init.body, init });
    const decoder = new TextDecoder();
    let text = "";
    if (init.body instanceof ReadableStream) {
      for await (const chunk of init.body) {
        this.chunks.push(chunk.length);
        text += decoder.decode(chunk, { stream: true });
      }
    }
    this.received = JSON.parse(text);
    return json({})();
  };
}

/** Reads a little, and then no more. */
async function refuse(_url: string, init: RequestInit): Promise<Response> {
  if (init.body instanceof ReadableStream) {
    const reader: ReadableStreamDefaultReader<unknown> = init.body.getReader();
    await reader.read();
    await reader.cancel();
  }
  return problem(413, "body-too-large")();
}

describe("a directory", () => {
  test("given as lists is one text", async () => {
    const machine = new FakeMachine(json({}));
    const members = await collect(people(2));
    await machine.client().workspace("acme").putDirectory({ teams, members });
    expect(machine.sent[0]?.body).toBe(JSON.stringify({ teams, members }));
    expect(machine.sent[0]?.init).not.toHaveProperty("duplex");
  });

  test.each([
    [0, 1],
    [1, 1],
    [2000, 3],
  ])("of %d members one after another is sent in %d pieces", async (count, pieces) => {
    const machine = new Receiver();
    await machine
      .client()
      .workspace("acme")
      .putDirectory({ teams, members: people(count) });
    expect(machine.received).toEqual({ teams, members: await collect(people(count)) });
    expect(machine.sent[0]?.init).toHaveProperty("duplex", "half");
    expect(machine.sent[0]?.headers.get("Content-Type")).toBe("application/json");
    expect(machine.chunks).toHaveLength(pieces);
  });

  test("can be a stream, and have its teams come so too", async () => {
    const machine = new Receiver();
    const manyTeams = async function* () {
      yield* teams;
    };
    const members = new ReadableStream({
      start(controller) {
        controller.enqueue({ id: "a", name: "A", email: "a@acme.example" });
        controller.close();
      },
    });
    await machine.client().workspace("acme").putDirectory({ teams: manyTeams(), members });
    expect(machine.received).toEqual({ teams, members: [{ id: "a", name: "A", email: "a@acme.example" }] });
  });

  test.each([
    ["connection-failed", broken],
    ["busy", problem(503, "busy")],
    ["contended", problem(409, "contended")],
    ["token-stale", problem(401, "token-stale")],
  ] as const)("that was streamed is not sent again after %s", async (code, reaction) => {
    const machine = new FakeMachine(reaction);
    const client = machine.client({ apiKey: undefined, getToken: () => "token" });
    const call = client.workspace("acme").putDirectory({ teams, members: people(1) }, { maxRetries: 5 });
    await expect(call).rejects.toMatchObject({ code });
    expect(machine.sent).toHaveLength(1);
  });

  test("that was given as lists is sent again", async () => {
    const machine = new FakeMachine(broken, json({}));
    const call = machine.client().workspace("acme").putDirectory({ teams, members: [] });
    await machine.pass();
    await call;
    expect(machine.sent).toHaveLength(2);
  });

  test("takes as long as its members take, unless the call says otherwise", async () => {
    const machine = new FakeMachine(() => "silence");
    const acme = machine.client({ timeoutMs: 100 }).workspace("acme");
    const failed = expect(acme.putDirectory({ teams, members: people(1) }, { timeoutMs: 5000 })).rejects.toMatchObject({
      code: "timed-out",
    });
    await machine.pass();
    await failed;
    expect(machine.now).toBe(5000);
    const controller = new AbortController();
    const endless = acme.putDirectory({ teams, members: people(1) }, { signal: controller.signal });
    await machine.pass(10_000_000);
    controller.abort(new Error("enough"));
    await expect(endless).rejects.toThrow("enough");
  });

  test("whose members cannot be had fails with the reason", async () => {
    const machine = new Receiver();
    const failed = new Error("LDAP is down");
    const members = async function* () {
      yield* people(1);
      throw failed;
    };
    await expect(machine.client().workspace("acme").putDirectory({ teams, members: members() })).rejects.toBe(failed);
  });

  test("tells whoever gives the members that no more are wanted", async () => {
    let ended = false;
    const client = new FakeMachine().client({ fetch: refuse });
    const call = client.workspace("acme").putDirectory({ teams, members: people(1_000_000, () => (ended = true)) });
    await expect(call).rejects.toMatchObject({ code: "body-too-large" });
    expect(ended).toBe(true);
  });
});
