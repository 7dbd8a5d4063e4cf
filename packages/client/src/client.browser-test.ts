// What only a browser can tell: its own fetch, streams and signals, in a page and in a worker. The server is that of the tests, which
// has one file to serve, and no Seatbook.
import { assert } from "chai";
import { createClient, isSeatbookError } from "./index.ts";
import { machine } from "./runtime.ts";

const url = new URL("./test/served", import.meta.url).href;
const seatbook = createClient({ url, apiKey: "key", maxRetries: 0 });

async function failure(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return error;
  }
}

const silence = () => new Promise<Response>(() => {});

async function* members() {
  yield { id: "ana", name: "Ana", email: "ana@acme.example" };
}

describe("the client in a page", () => {
  it("is answered, with what HTTP says of it", async () => {
    const { data, etag, response } = await seatbook.getOpenApi().withResponse();
    assert.deepEqual(data, { openapi: "3.1.1" });
    assert.isString(etag);
    assert.equal(response.status, 200);
  });

  it("has what it had while that has not changed", async () => {
    const previous = await seatbook.getOpenApi().withResponse();
    assert.deepEqual(await seatbook.getOpenApi({ previous }), previous.data);
  });

  it("sees that what answers is not Seatbook", async () => {
    const error = await failure(seatbook.workspace("acme").archiveTeam("design"));
    assert.isTrue(isSeatbookError(error, "unexpected-answer"));
  });

  it("sees that nobody answers", async () => {
    const nobody = createClient({ url: "http://127.0.0.1:9", apiKey: "key", maxRetries: 0 });
    assert.isTrue(isSeatbookError(await failure(nobody.getOpenApi()), "connection-failed"));
  });

  it("ends with its signal", async () => {
    const controller = new AbortController();
    const call = seatbook.getOpenApi({ signal: controller.signal });
    controller.abort();
    assert.propertyVal(await failure(call), "name", "AbortError");
  });

  it("gives up in time", async () => {
    const silent = createClient({ url, apiKey: "key", fetch: silence, timeoutMs: 20, maxRetries: 0 });
    assert.isTrue(isSeatbookError(await failure(silent.getOpenApi()), "timed-out"));
  });

  it("streams what it sends", async () => {
    let text = "";
    const fetch = async (_url: string, { body }: RequestInit) => {
      text = await new Response(body).text();
      return Response.json({});
    };
    await createClient({ url, apiKey: "key", fetch }).workspace("acme").putDirectory({ teams: [], members: members() });
    assert.deepEqual(JSON.parse(text), { teams: [], members: [{ id: "ana", name: "Ana", email: "ana@acme.example" }] });
  });

  it("makes keys where the page did not come by TLS, too", () => {
    const original = Object.getOwnPropertyDescriptor(Crypto.prototype, "randomUUID");
    assert.exists(original);
    Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined, configurable: true });
    try {
      const keys = [machine.newKey(), machine.newKey()];
      for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/);
      assert.notEqual(keys[0], keys[1]);
    } finally {
      if (original) Object.defineProperty(Crypto.prototype, "randomUUID", original);
    }
    assert.match(machine.newKey(), /^[0-9a-f-]{36}$/);
  });
});

describe("the client in a worker", () => {
  it("is answered, and told of errors", async () => {
    const worker = new Worker(new URL("./test/worker.ts", import.meta.url), { type: "module" });
    try {
      const told = new Promise((resolve, reject) => {
        worker.addEventListener("message", ({ data }) => resolve(data));
        worker.addEventListener("error", ({ message }) => reject(new Error(message)));
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
      worker.postMessage(url);
      assert.deepEqual(await told, { data: { openapi: "3.1.1" }, code: "unexpected-answer" });
    } finally {
      worker.terminate();
    }
  });
});
