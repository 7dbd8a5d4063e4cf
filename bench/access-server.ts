// A process of its own, as http-server.ts: Seatbook on SQLite on one port, a bare Hono app that answers the same bytes on another,
// and an API key that the store keeps.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { openDriver } from "@seatbook/storage";
import { Hono } from "hono";
import { benchmarkApp, headers } from "./fixtures.ts";

const folder = await mkdtemp(join(tmpdir(), "seatbook-access-"));
process.once("disconnect", () => void rm(folder, { recursive: true }).then(() => process.exit()));
const { app } = benchmarkApp(await openDriver(`sqlite:${join(folder, "seatbook.db")}`), Date.now);
const price = { currency: "EUR", unitMinor: 4900 };
await put("/v1/workspaces/acme", { name: "Acme", contractStart: "2024-01-01", price });
await put("/v1/workspaces/acme/members/ana", { name: "Ana", email: "ana@acme.example" });
const made = await app.request("/v1/api-keys", {
  method: "POST",
  headers,
  body: JSON.stringify({ name: "Host", scopes: ["read"] }),
});
const { key }: { key: string } = JSON.parse(await made.text());

const path = "/v1/workspaces/acme/access/ana";
const body = await (await app.request(path, { headers })).text();
const bare = new Hono().get(path, (c) => c.body(body, 200, { "Content-Type": "application/json" }));
const [ours, theirs] = await Promise.all([listen(app.fetch), listen(bare.fetch)]);
process.send?.({ ours, theirs, key });

async function put(to: string, value: object): Promise<void> {
  const response = await app.request(to, { method: "PUT", headers, body: JSON.stringify(value) });
  if (response.status !== 200) throw new Error(await response.text());
}

function listen(fetch: Hono["fetch"]): Promise<number> {
  return new Promise((resolve) => {
    serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => resolve(port));
  });
}
