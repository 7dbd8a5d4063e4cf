import { randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { createApp, readSeller, readWidgets, smtpTransport } from "@seatbook/server";
import { openDriver } from "@seatbook/storage";
import { Hono } from "hono";

const { API_KEY = "", TOKEN_SECRET = "", SELLER = "seller.json", SMTP_URL, PORT = "3000" } = process.env;
const { STORAGE = "sqlite:./seatbook.db", PUBLIC_URL = `http://127.0.0.1:${PORT}` } = process.env;

const driver = await openDriver(STORAGE);
const seatbook = createApp({
  driver,
  now: Date.now,
  apiKeys: [API_KEY],
  tokenSecret: new TextEncoder().encode(TOKEN_SECRET),
  seller: await readSeller(SELLER, driver),
  // Without a transport mails are kept in the store: GET /v1/outbox.
  transport: SMTP_URL === undefined ? undefined : smtpTransport(SMTP_URL),
  publicUrl: () => `${PUBLIC_URL}/seatbook`,
  widgets: await readWidgets(),
  log: (entry) => console.log(JSON.stringify(entry)),
  newId: randomUUID,
  monotonicNow: () => performance.now(),
});

const product = new Hono().get("/", (c) => c.text("Your product")).mount("/seatbook", seatbook.app.fetch);
const server = serve({ fetch: product.fetch, port: Number(PORT), hostname: "127.0.0.1" }, () => {
  // From now on months are closed, and invoices issued and mailed, when they are due. Any number of processes may do so.
  seatbook.scheduler.start();
});

process.once("SIGTERM", () => {
  server.close(async () => {
    await seatbook.close();
    await driver.dispose?.();
  });
});
