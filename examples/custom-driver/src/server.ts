// Seatbook in a program of your own, on the driver of your own. OBJECT_STORE names a bucket; without it, one is started that
// forgets everything.
import { randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { createApp, readWidgets } from "@seatbook/server";
import { startObjectStore } from "./object-store.ts";
import { openDriver } from "./open-driver.ts";

const { OBJECT_STORE, PORT = "8787" } = process.env;
const { API_KEY = "example-key-example-key-example-key", TOKEN_SECRET = "example-secret-example-secret-example" } =
  process.env;

const driver = await openDriver(OBJECT_STORE ?? (await startObjectStore()).url);
const seatbook = createApp({
  driver,
  now: Date.now,
  apiKeys: [API_KEY],
  tokenSecret: new TextEncoder().encode(TOKEN_SECRET),
  widgets: await readWidgets(),
  newId: randomUUID,
  monotonicNow: () => performance.now(),
});
const server = serve({ fetch: seatbook.app.fetch, port: Number(PORT), hostname: "127.0.0.1" }, ({ port }) => {
  seatbook.scheduler.start();
  console.log(`Seatbook listens on http://127.0.0.1:${port}.`);
});

process.once("SIGTERM", () => {
  server.close(async () => {
    await seatbook.close();
    await driver.dispose?.();
    process.exit();
  });
});
