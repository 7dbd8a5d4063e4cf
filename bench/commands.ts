import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { addSmallWorkspace, benchmarkApp, headers } from "./fixtures.ts";
import { inTurn, report } from "./measure.ts";

const commands = 2_000;

/** Archiving teams over the app's whole way of a request, against the driver creating as many keys of as many bytes. */
export async function benchCommands(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "seatbook-bench-"));
  try {
    await compare("archive on memory / createItem", "memory:", undefined);
    await compare("archive on sqlite / createItem", `sqlite:${join(folder, "bench.db")}`, { least: 0.7 });
    await compare("archive on fs / createItem", `fs:${join(folder, "files")}`, { least: 0.7 });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare(what: string, url: string, goal: { least: number } | undefined): Promise<void> {
  const driver = await openDriver(url);
  const { app, close } = benchmarkApp(driver, Date.now);
  await addSmallWorkspace(app, "small", 50);
  let created = 0;
  const result = await inTurn(
    3,
    async () => {
      for (let index = 0; index < commands; index++) {
        const action = Math.floor(index / 50) % 2 === 0 ? "archive" : "unarchive";
        const path = `/v1/workspaces/small/teams/team-${index % 50}/${action}`;
        const answer = await app.request(path, { method: "POST", headers });
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
        await answer.text();
      }
    },
    async () => {
      for (let index = 0; index < commands; index++) await create(driver, `bare:${++created}`, archiveRecord());
    },
  );
  await close();
  await driver.dispose?.();
  report(what, result.bare / result.ours, goal, `${perSecond(result.ours)} / ${perSecond(result.bare)} per second`);
}

async function create(driver: CreateDriver, key: string, value: string): Promise<void> {
  if (!(await driver.createItem(key, value))) throw new Error(`${key} was there already`);
}

function perSecond(durationMs: number): number {
  return Math.round((commands * 1000) / durationMs);
}

/** What archiving a team writes. */
function archiveRecord(): string {
  return JSON.stringify({
    at: Date.now(),
    by: { type: "operator" },
    events: [{ type: "TeamArchived", team: "team-49" }],
  });
}
