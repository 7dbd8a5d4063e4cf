import { readFile } from "node:fs/promises";
import { serve } from "@hono/node-server";
import { createClient } from "@seatbook/client";
import { Hono } from "hono";

const seatbook = createClient({ url: process.env.SEATBOOK_URL, apiKey: process.env.SEATBOOK_API_KEY });
const host = new Hono();

host.get("/", async (c) => c.html(await readFile("page.html", "utf8")));

// Your product knows who is signed in, and with which rights. Here it is always Kim.
host.post("/seatbook-session", async (c) => {
  const { token } = await seatbook.createSession({ workspace: "acme", member: "kim", role: "admin" });
  return c.json({ token });
});

serve({ fetch: host.fetch, hostname: "127.0.0.1", port: 3000 });
console.log("Open http://127.0.0.1:3000");
