import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readAllowance } from "./addresses.ts";
import { type ResolveHost, webhookPost } from "./post.ts";
import { makeCertificate, trusting } from "./test/certificate.ts";

let server: Server;
let port: number;
let handle: RequestListener;
let requests: { url: string | undefined; host: string | undefined; body: string }[];

/** What servers of this machine are known by here. */
const host = "hooks.example.com";

beforeEach(async () => {
  requests = [];
  handle = (_, response) => response.end("thanks");
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      requests.push({ url: request.url, host: request.headers.host, body });
      handle(request, response);
    });
  });
  port = await listening(server);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllEnvs();
});

async function listening(one: Server, address = "127.0.0.1"): Promise<number> {
  await new Promise<void>((resolve) => void one.listen(0, address, resolve));
  const bound = one.address();
  if (bound === null || typeof bound === "string") throw new Error("a server listens at a port");
  return (bound satisfies AddressInfo).port;
}

const at = (address: string) => ({ address, family: address.includes(":") ? 6 : 4 });
const resolvingTo =
  (...addresses: string[]): ResolveHost =>
  async () =>
    addresses.map(at);
const loopback = readAllowance(["127.0.0.1"]);
const unknown: ResolveHost = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
/** Answers 200, and a byte now and then, for ever. */
const trickling =
  (begun: () => void): RequestListener =>
  (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x"), 5);
    response.on("close", () => clearInterval(timer));
    begun();
  };
const never = new AbortController().signal;
const request = (path = "/") => ({ url: `http://127.0.0.1:${port}${path}`, headers: {}, body: '{"type":"x"}' });

describe("a webhook is sent", () => {
  test("as it is, and the beginning of the answer is read", async () => {
    handle = (_, response) => response.writeHead(202, { "Retry-After": "7" }).end("x".repeat(100_000));
    const reply = await webhookPost(loopback)(request("/hooks?a=1"), never);
    expect(requests).toEqual([{ url: "/hooks?a=1", host: `127.0.0.1:${port}`, body: '{"type":"x"}' }]);
    expect(reply).toEqual({ status: 202, retryAfter: "7", body: "x".repeat(4096) });
  });

  test("without following a redirect", async () => {
    handle = (_, response) => response.writeHead(307, { Location: `http://127.0.0.1:${port}/elsewhere` }).end();
    expect(await webhookPost(loopback)(request(), never)).toMatchObject({ status: 307 });
    expect(requests).toHaveLength(1);
  });

  test("through no proxy, whatever the environment says", async () => {
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"])
      vi.stubEnv(name, "http://127.0.0.1:1");
    expect(await webhookPost(loopback)(request(), never)).toMatchObject({ status: 200 });
  });

  test("and given up when it takes too long, however the other side goes on", async () => {
    handle = () => {};
    const silent = AbortSignal.timeout(100);
    await expect(webhookPost(loopback)(request(), silent)).rejects.toThrow("There was no answer in time.");
    // The status came; how long the rest takes is of no interest.
    const { promise, resolve } = Promise.withResolvers<void>();
    handle = trickling(resolve);
    const aborting = new AbortController();
    const reply = webhookPost(loopback)(request(), aborting.signal);
    await promise;
    setTimeout(() => aborting.abort(), 50);
    expect(await reply).toMatchObject({ status: 200 });
  });
});

describe("nothing is connected to", () => {
  let connected = 0;
  beforeEach(() => {
    connected = 0;
    server.on("connection", () => connected++);
  });

  test.each([
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
  ])("by a name that resolves to %s", async (address) => {
    const post = webhookPost(readAllowance([]), resolvingTo(address));
    const target = { ...request(), url: `https://${host}:${port}/` };
    await expect(post(target, never)).rejects.toThrow("leads to an address that is not public. Nothing was sent.");
    expect(connected).toBe(0);
  });

  test("by a name of which any one address is not public", async () => {
    const post = webhookPost(readAllowance([]), resolvingTo("8.8.8.8", "127.0.0.1"));
    await expect(post({ ...request(), url: `https://${host}:${port}/` }, never)).rejects.toThrow("not public");
    expect(connected).toBe(0);
  });

  test("by a URL that was taken when it was allowed, and is not any more", async () => {
    await expect(webhookPost(readAllowance([]))(request(), never)).rejects.toThrow(/private network/);
    expect(connected).toBe(0);
  });

  test("but what was checked: DNS that answers otherwise each time is asked once, and its answer is what is connected to", async () => {
    const answers = ["127.0.0.1", "10.0.0.1", "169.254.169.254"];
    let asked = 0;
    const rebinding: ResolveHost = async () => [at(answers[asked++] ?? "10.0.0.1")];
    const post = webhookPost(readAllowance(["127.0.0.1"]), rebinding);
    // To be reached by http, the name would have to be listed; an answer by TLS shows who was connected to.
    const target = { ...request(), url: `https://${host}:${port}/` };
    await expect(post(target, never)).rejects.toThrow(/certificate or the encryption/);
    expect([asked, connected]).toEqual([1, 1]);
    await expect(post(target, never)).rejects.toThrow("not public");
    expect([asked, connected]).toEqual([2, 1]);
  });

  test("by a name that has no address, or is not known", async () => {
    await expect(
      webhookPost(readAllowance([]), resolvingTo())({ ...request(), url: `https://${host}/` }, never),
    ).rejects.toThrow("has no address");
    await expect(
      webhookPost(readAllowance([]), unknown)({ ...request(), url: `https://${host}/` }, never),
    ).rejects.toThrow("not known");
  });
});

test("a certificate must be valid, and for the name of the URL", async () => {
  const { key, certificate } = makeCertificate();
  const secure = createSecureServer({ key, cert: certificate }, (_, response) => response.end("thanks"));
  const securePort = await listening(secure);
  const post = webhookPost(readAllowance(["localhost", "other.internal"]), resolvingTo("127.0.0.1"));
  const to = (name: string) => post({ ...request(), url: `https://${name}:${securePort}/` }, never);
  try {
    await expect(to("localhost")).rejects.toThrow(/certificate.*not valid/);
    await trusting(certificate, async () => {
      expect(await to("localhost")).toMatchObject({ status: 200 });
      await expect(to("other.internal")).rejects.toThrow(/certificate.*not valid/);
    });
  } finally {
    secure.close();
  }
});
