// A process of its own, so that the browser's load does not slow it: Seatbook with a page that embeds `<members-admin>`.
import { readFile } from "node:fs/promises";
import { serve } from "@hono/node-server";
import { readWidgets } from "@seatbook/server";
import { memory } from "@seatbook/storage";
import { type Context, Hono } from "hono";
import { addLargeWorkspace, benchmarkApp, headers } from "./fixtures.ts";

const teams = 300;
const page = new URL("widgets-page/", import.meta.url);

/** As strict as a host page can be. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

const widgets = await readWidgets();
if (!widgets) throw new Error("The widgets are not built.");
const { app } = benchmarkApp(memory(), Date.now, { widgets });
await addLargeWorkspace(app, teams);

const session = JSON.stringify({ workspace: "large", member: "host-staff", role: "admin" });

const site = new Hono()
  .get("/", (c) => send(c, "index.html", "text/html; charset=utf-8"))
  .get("/page.css", (c) => send(c, "page.css", "text/css; charset=utf-8"))
  .get("/probe.js", (c) => send(c, "probe.js", "text/javascript; charset=utf-8"))
  .get("/token", () => app.request("/v1/sessions", { method: "POST", headers, body: session }))
  .mount("/", app.fetch);

serve({ fetch: site.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => process.send?.({ port }));
// Whatever becomes of the bench, its server does not outlive it.
process.once("disconnect", () => process.exit());

async function send(c: Context, name: string, type: string): Promise<Response> {
  const body = await readFile(new URL(name, page));
  return c.body(body, 200, { "Content-Type": type, "Content-Security-Policy": contentSecurityPolicy });
}
