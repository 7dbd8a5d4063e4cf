// Two servers on one PostgreSQL: a change through one is seen through the other at once, also after one of them was killed in the
// middle of its work; and what a backup holds is what the store holds.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillWorkspace } from "../../support/seatbook.ts";
import { dropTable } from "./drop-table.ts";
import { whyUnreachable } from "./why-unreachable.ts";
import { postgresUrl, startServer } from "./servers.ts";

const apiKey = randomBytes(32).toString("hex");
// A table of this run, so that it is known what is in it.
const storage = new URL(process.env["SEATBOOK_TEST_POSTGRES"] ?? postgresUrl());
storage.searchParams.set("table", `self_host_${randomBytes(6).toString("hex")}`);
const reason = await whyUnreachable(storage.href);
if (reason !== undefined && process.env["CI"] === undefined) {
  console.log(`Skipped: ${reason}`);
  process.exit();
}

const folder = mkdtempSync(join(tmpdir(), "seatbook-self-host-"));

let [first, second] = await Promise.all([startServer(storage.href, apiKey), startServer(storage.href, apiKey)]);
try {
  await fillWorkspace(first.url, apiKey);
  await seesAtOnce(first.url, second.url);
  await seesAtOnce(second.url, first.url);
  console.log("What was changed through one server was seen through the other at once.");

  const acknowledged = await killedWhileWriting();
  for (const id of acknowledged) assert.equal(await status(second.url, "GET", `/members/${id}`), 200, id);
  await seesAtOnce(second.url, second.url);
  first = await startServer(storage.href, apiKey, Number(new URL(first.url).port));
  await seesAtOnce(first.url, second.url);
  console.log(`One server was killed: all ${acknowledged.length} changes that it had acknowledged are there.`);

  const file = join(folder, "seatbook.ndjson.gz");
  const restored = `sqlite:${join(folder, "restored.db")}`;
  const hashes = [
    seatbook(storage.href, "backup", "--to", file),
    seatbook(restored, "restore", "--from", file),
    seatbook(restored, "verify"),
    seatbook(storage.href, "verify"),
  ].map((output) => /sha256 (?<hash>[0-9a-f]{64})/.exec(output)?.groups?.["hash"]);
  assert.match(hashes[0] ?? "", /./);
  assert.equal(new Set(hashes).size, 1);
  console.log("The backup restores to the same store, and nothing is wrong with either.");
} finally {
  await Promise.all([first.stop(), second.stop()]);
  rmSync(folder, { recursive: true });
  await dropTable(storage);
}

/** Adds members through one server, and asks the other for each right after. */
async function seesAtOnce(writer: string, reader: string): Promise<void> {
  for (let index = 0; index < 20; index++) {
    const path = `/members/${randomBytes(4).toString("hex")}`;
    assert.equal(await status(reader, "GET", path), 404);
    assert.equal(await status(writer, "PUT", path), 200);
    assert.equal(await status(reader, "GET", path), 200);
  }
}

/** Kills the first server while it writes. @returns the members that it had acknowledged. */
async function killedWhileWriting(): Promise<string[]> {
  const acknowledged: string[] = [];
  const add = async (id: string): Promise<void> => {
    if ((await status(first.url, "PUT", `/members/${id}`)) !== 200) return;
    acknowledged.push(id);
    if (acknowledged.length === 20) await first.stop("SIGKILL");
  };
  const added = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => add(`member-${index}`)));
  assert(
    added.some((each) => each.status === "rejected"),
    "The server was not killed in the middle of its work.",
  );
  return acknowledged;
}

async function status(url: string, method: "GET" | "PUT", path: string): Promise<number> {
  const response = await fetch(`${url}/v1/workspaces/acme${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    ...(method === "PUT" && { body: JSON.stringify({ name: path, email: "somebody@acme.example" }) }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** The command, with the store in its environment, since its arguments can be seen by others. */
function seatbook(store: string, ...args: string[]): string {
  const cli = new URL("../../../packages/server/dist/cli.js", import.meta.url).pathname;
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, [cli, ...args], {
    env: { PATH: process.env["PATH"], SEATBOOK_STORAGE: store },
    encoding: "utf8",
  });
  assert.equal(code, 0, `seatbook ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}
