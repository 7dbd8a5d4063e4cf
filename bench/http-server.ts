// A process of its own, so that the load generator does not share its thread: Seatbook on one port, a bare Hono app that
// answers the same bytes on another.
import { serve } from "@hono/node-server";
import { memory } from "@seatbook/storage";
import { Hono } from "hono";
import { addLargeWorkspace, benchmarkApp, headers } from "./fixtures.ts";

const { app } = benchmarkApp(memory(), Date.now);
await addLargeWorkspace(app);

const bare = new Hono();
for (const path of ["/v1/workspaces/large", "/v1/workspaces/large/members"]) {
  const body = await (await app.request(path, { headers })).text();
  bare.get(path, (c) => c.body(body, 200, { "Content-Type": "application/json" }));
}

const [ours, theirs] = await Promise.all([listen(app.fetch), listen(bare.fetch)]);
process.send?.({ ours, theirs });

function listen(fetch: typeof bare.fetch): Promise<number> {
  return new Promise((resolve) => {
    serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => resolve(port));
  });
}
