import { readFile } from "node:fs/promises";
import { serve } from "@hono/node-server";
import { createClient } from "@seatbook/client";
import { Hono } from "hono";

const seatbookUrl = process.env["SEATBOOK_URL"] ?? "http://127.0.0.1:8787";
const seatbook = createClient({ url: seatbookUrl, apiKey: process.env["SEATBOOK_API_KEY"] ?? "" });
const port = Number(process.env["PORT"] ?? 3000);

/** As strict as it can be: the widgets come from the server, ask it, and need nothing else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src 'self' ${new URL(seatbookUrl).origin}`,
  `connect-src 'self' ${new URL(seatbookUrl).origin}`,
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

const host = new Hono();

host.use(async (c, next) => {
  await next();
  c.header("Content-Security-Policy", contentSecurityPolicy);
});

// Your product knows who is signed in, in which workspace and with which rights; here it is always Kim.
host.post("/seatbook-session", async (c) => {
  return c.json(await seatbook.createSession({ workspace: "acme", member: "kim", role: "admin" }));
});

host.get("/", async (c) => c.html((await read("page.html")).replaceAll("http://127.0.0.1:8787", seatbookUrl)));
host.get("/page.js", async (c) => c.body(await read("page.js"), 200, { "Content-Type": "text/javascript" }));
host.get("/page.css", async (c) => c.body(await read("page.css"), 200, { "Content-Type": "text/css" }));

serve({ fetch: host.fetch, port, hostname: "127.0.0.1" }, ({ port: actual }) => {
  process.stdout.write(`The host listens on http://127.0.0.1:${actual}.\n`);
});

function read(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), "utf8");
}
