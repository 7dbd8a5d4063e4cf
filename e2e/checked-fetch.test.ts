import { createServer } from "node:http";
import { expect, test } from "vitest";
import { freePort } from "../scripts/free-port.ts";
import { CheckedFetch, originalFetch } from "./support/checked-fetch.ts";
import { ServerProcess } from "./support/process.ts";

test("what a server answers is held against its document, and what that does not allow is told", async () => {
  const seatbook = await ServerProcess.start("packages/server/src/cli.ts", [], {
    SEATBOOK_PORT: "0",
    SEATBOOK_STORAGE: "memory:",
  });
  const document = await (await fetch(`${seatbook.url}/openapi.json`)).text();
  await seatbook.stop();
  const answers = [
    { status: 200, body: { status: "running", surplus: true } },
    { status: 200, body: { status: 1 } },
    { status: 418, body: { status: "running" } },
    { status: 200, body: { status: "running" } },
  ];
  const port = await freePort();
  const server = createServer(({ url }, response) => {
    const next = url === "/openapi.json" ? undefined : answers.shift();
    response.writeHead(next?.status ?? 200, { "Content-Type": "application/json", "X-Request-Id": "r1" });
    response.end(next ? JSON.stringify(next.body) : document);
  });
  await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
  try {
    const checked = new CheckedFetch(originalFetch);
    for (const wrong of ["surplus", "/status", "418"]) {
      await checked.fetch(`http://127.0.0.1:${port}/healthz`);
      expect((await checked.settle()).join(), wrong).toContain(wrong);
    }
    const right = await checked.fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await right.json()).toEqual({ status: "running" });
    expect(await checked.settle()).toEqual([]);
    expect(checked.checked).toBe(4);
  } finally {
    server.close();
  }
});
