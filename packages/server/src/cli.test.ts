import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Session, WorkspaceSummary } from "./contract/types.ts";
import { processEnvironment, runCli, startProcess } from "./test/server-process.ts";
import { apiKey, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
let folder: string;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-cli-"));
  environment = { ...processEnvironment, SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}` };
});
afterEach(() => rm(folder, { recursive: true }));

describe("the seatbook command", () => {
  test("ends with 1 and a sentence for each mistake, and no stack", async () => {
    const taken = await startProcess(environment);
    const { port } = new URL(taken.url);
    const wrong: [settings: Record<string, string>, said: RegExp][] = [
      [{ SEATBOOK_PORT: "x", SEATBOOK_COUNTING: "y" }, /^SEATBOOK_PORT: .*\.\nSEATBOOK_COUNTING: .*\.\n$/],
      [{ SEATBOOK_PROT: "1" }, /^SEATBOOK_PROT: .*\.\n$/],
      [{ SEATBOOK_STORAGE: "oracle:x" }, /^SEATBOOK_STORAGE names a store that is not known \("oracle:"\)\. .*\.\n$/],
      [{ SEATBOOK_STORAGE: "sqlite:" }, /^SEATBOOK_STORAGE .*\.\n$/],
      [{ SEATBOOK_PORT: port }, /^.*EADDRINUSE.*\n$/],
    ];
    const ends = wrong.map(async ([settings, said]) => {
      const { output, ended } = runCli({ ...environment, ...settings });
      expect([settings, await ended]).toEqual([settings, 1]);
      expect(output.stderr).toMatch(said);
      expect(output.stderr).not.toMatch(/^\s+at /m);
      expect(output.stdout).toBe("");
    });
    await Promise.all(ends);
    expect(await taken.stop()).toBe(0);
  });

  test("starts again where it was: the session holds, and the demo clock stands", async () => {
    const first = await startProcess(environment);
    await first.send("PUT", "/v1/demo/clock", { now: "2026-10-31T22:30:00Z" });
    await first.send("PUT", ws, workspaceBody);
    const { token } = await first.send<Session>("POST", "/v1/sessions", {
      workspace: "acme",
      member: "m",
      role: "admin",
    });
    expect(await first.stop()).toBe(0);

    const second = await startProcess(environment);
    const asMember = { headers: { Authorization: `Bearer ${token}` } };
    const summary = await fetch(`${second.url}${ws}`, asMember);
    expect([summary.status, await summary.json()]).toMatchObject([200, { currentMonth: { month: "2026-10" } }]);
    expect((await second.request("PUT", "/v1/demo/clock", { now: "2026-10-31T22:29:59Z" })).status).toBe(409);
    await second.send("PUT", "/v1/demo/clock", { now: "2026-10-31T23:30:00Z" });
    expect((await fetch(`${second.url}${ws}`, asMember)).status).toBe(401);
    expect((await second.send<WorkspaceSummary>("GET", ws)).currentMonth.month).toBe("2026-11");

    // Nothing that was answered is lost to a process that is killed.
    await second.send("PUT", `${ws}/teams/t1`, { name: "One" });
    await second.stop("SIGKILL");
    const third = await startProcess(environment);
    expect((await third.send<WorkspaceSummary>("GET", ws)).counts.teams).toBe(1);
    expect(await third.stop()).toBe(0);
  });

  test("tells where links in mails lead to, while nobody has said where people reach the server", async () => {
    const mails = { ...environment, SEATBOOK_SMTP: "smtp://127.0.0.1:1" };
    const publicUrl = { SEATBOOK_PUBLIC_URL: "https://billing.example.com" };
    for (const [settings, isTold] of [
      [environment, false],
      [mails, true],
      [{ ...mails, ...publicUrl }, false],
    ] as const) {
      const server = await startProcess(settings);
      expect(await server.stop()).toBe(0);
      expect(server.output.stderr.includes("set SEATBOOK_PUBLIC_URL")).toBe(isTold);
    }
  });

  test("on a real connection refuses 10 MB before reading them, in one piece and in chunks", async () => {
    const server = await startProcess(environment);
    const { hostname, port } = new URL(server.url);
    const head = [
      "PUT /v1/workspaces/acme HTTP/1.1",
      `Host: ${hostname}`,
      `Authorization: Bearer ${apiKey}`,
      "Content-Type: application/json",
    ];
    /** The answer to a request that goes on sending until it is answered. */
    const answerTo = (headers: string[], chunk: string) =>
      new Promise<string>((resolve, reject) => {
        let answer = "";
        const socket = connect(Number(port), hostname);
        socket.on("error", reject);
        socket.write(`${[...head, ...headers].join("\r\n")}\r\n\r\n`);
        let sent = 0;
        const sending = setInterval(() => {
          if (sent < 10_000_000) socket.write(chunk);
          sent += 100_000;
        }, 1);
        socket.on("data", (data) => {
          answer += String(data);
          if (!answer.includes("body-too-large")) return;
          clearInterval(sending);
          socket.removeAllListeners("error").on("error", () => {});
          socket.destroy();
          resolve(answer);
        });
      });
    const text = "x".repeat(100_000);
    expect(await answerTo(["Content-Length: 10000000"], text)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await answerTo(["Transfer-Encoding: chunked"], `186a0\r\n${text}\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await answerTo(["Content-Length: 10000000"], text)).toMatch(/\r\nconnection: close\r\n/i);
    expect((await server.request("GET", ws)).status).toBe(404);
    expect((await server.request("PUT", ws, workspaceBody)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });

  test("prints one JSON line for each request, and no secret", async () => {
    const server = await startProcess({
      ...environment,
      SEATBOOK_TOKEN_SECRET: "secret-of-tokens-0123456789-0123456789",
    });
    await server.send("PUT", "/v1/workspaces/ana%40acme.example", workspaceBody);
    const { token } = await server.send<Session>("POST", "/v1/sessions", {
      workspace: "ana@acme.example",
      member: "bo@acme.example",
      role: "admin",
    });
    await fetch(`${server.url}/v1/workspaces/ana%40acme.example/members?query=cy%40acme.example`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await server.stop()).toBe(0);
    const lines = server.output.stdout.trimEnd().split("\n");
    expect(lines.map((line): object => JSON.parse(line))).toMatchObject([
      { method: "PUT", route: "/v1/workspaces/:ws", status: 200 },
      { method: "POST", route: "/v1/sessions", status: 200 },
      { method: "GET", route: "/v1/workspaces/:ws/members", status: 200 },
    ]);
    const printed = server.output.stdout + server.output.stderr;
    for (const secret of [apiKey, token, "acme", "%40", "secret-of-tokens"]) expect(printed).not.toContain(secret);
  });
});

test("whoever never ends a request keeps no server from being stopped", async () => {
  const server = await startProcess(environment);
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(`GET ${ws} HTTP/1.1\r\nHost: ${hostname}\r\n`);
  await server.send("PUT", ws, workspaceBody);
  expect(await server.stop()).toBe(0);
  socket.destroy();
});
