// A server of the benchmark on a store, as a process of its own. Arguments: storage URL, and how many small workspaces to add.
// Sends the ports, of Seatbook and of a bare Hono app, then answers each `{ amount, writers }` with how long the driver takes for bare writes, in milliseconds.
import { serve } from "@hono/node-server";
import { openDriver } from "@seatbook/storage";
import { Hono } from "hono";
import { addSmallWorkspace, benchmarkApp, headers, teamsOfSmall } from "./fixtures.ts";

const [url = "", count = "0"] = process.argv.slice(2);
const driver = await openDriver(url);
const { app } = benchmarkApp(driver, Date.now);
for (let index = 0; index < Number(count); index++) await addSmallWorkspace(app, `small-${index}`, teamsOfSmall);

const summary = "/v1/workspaces/small-0";
const body = await (await app.request(summary, { headers })).text();
/** What archiving a team writes. */
const record = JSON.stringify({
  at: Date.now(),
  by: { type: "operator" },
  events: [{ type: "TeamArchived", team: "team-49" }],
});
let created = 0;
const create = async (): Promise<void> => {
  const key = `bare-${process.pid}:${++created}`;
  if (!(await driver.createItem(key, record))) throw new Error(`${key} was there already`);
};

const bare = new Hono()
  .get(summary, (c) => c.body(body, 200, { "Content-Type": "application/json" }))
  .post("/write", async (c) => {
    await create();
    return c.body(record, 200, { "Content-Type": "application/json" });
  });

process.on("message", ({ amount, writers }: { amount: number; writers: number }) => {
  void (async () => {
    const startedAt = performance.now();
    let left = amount;
    const write = async (): Promise<void> => {
      while (left-- > 0) await create();
    };
    await Promise.all(Array.from({ length: writers }, write));
    process.send?.(performance.now() - startedAt);
  })();
});
const [ours, theirs] = await Promise.all([listen(app.fetch), listen(bare.fetch)]);
process.send?.({ ours, theirs });

function listen(fetch: typeof bare.fetch): Promise<number> {
  return new Promise((resolve) => {
    serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => resolve(port));
  });
}
