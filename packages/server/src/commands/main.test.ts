import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDriver, recordKey } from "@seatbook/storage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { richStore } from "../test/rich-store.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";
import { Text } from "../test/text.ts";
import { main } from "./main.ts";

let folder: string;
let url: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-main-"));
  url = `sqlite:${join(folder, "seatbook.db")}`;
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the command in this process. */
async function seatbook(...args: string[]): Promise<{ code: number | undefined; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new Text(), new Text()];
  const env = { SEATBOOK_STORAGE: url, SEATBOOK_SELLER: join(folder, "seller.json") };
  const code = await main(args, { stdout, stderr, env, now: () => Date.UTC(2026, 10, 3) });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

async function fill(entries: Iterable<[string, string]>): Promise<void> {
  const driver = await openDriver(url);
  for (const [key, value] of entries) await driver.createItem(key, value);
  await driver.dispose?.();
}

describe("the seatbook command", () => {
  test("lists its commands, and describes each with examples", async () => {
    const { code, stdout } = await seatbook("--help");
    expect(code).toBe(0);
    const names = [...stdout.matchAll(/^ {2}(\w+) {3,}[A-Z]/gm)].map(([, name]) => name ?? "");
    expect(names).toEqual(["serve", "close", "import", "keys", "verify", "backup", "restore", "copy", "erase"]);
    for (const name of names) {
      const help = await seatbook(name, "--help");
      expect(help).toMatchObject({ code: 0, stderr: "" });
      expect(help.stdout).toMatch(new RegExp(`^Usage: seatbook ${name}[^]*\nExamples:\n {2}.*seatbook`));
    }
    expect((await seatbook("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    [["copi"], /^There is no command "copi"\. The commands are serve, .*\. See `seatbook --help`\.\n$/],
    [["--port"], /^There is no option --port before a command\./],
    [["serve", "now"], /^"now" is one argument too many\. See `seatbook serve --help`\.\n$/],
    [["copy"], /^--from is missing: .* See `seatbook copy --help`\.\n$/],
    [["copy", "--from", "memory:"], /^--to is missing: /],
    [["copy", "--form", "x"], /^Unknown option '--form'\. See `seatbook copy --help`\.\n$/],
    [["restore"], /^--from is missing: the file to restore\./],
    [["verify", "--json=yes"], /^Option '--json' does not take an argument\. See `seatbook verify --help`\.\n$/],
    [["verify", "--storage"], /^Option '--storage <value>' argument missing\. See/],
    [["close"], /^The month is missing\. See `seatbook close --help`\.\n$/],
    [["close", "2026-13"], /^"2026-13" is no month\. Give one as YYYY-MM/],
    [["close", "2026-10", "2026-11"], /^"2026-11" is one argument too many\./],
  ])("%j is called wrongly: exit code 2 and a sentence", async (args, sentence) => {
    expect(await seatbook(...args)).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(sentence) });
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    [["verify"], /^SEATBOOK_STORAGE: There is no store at ".*seatbook\.db"\. Is the path right/],
    [["backup", "--storage", "fs:./nowhere"], /^--storage: There is no store at "\.\/nowhere"/],
    [["verify", "--storage", "oracle:x"], /^--storage names a store that is not known \("oracle:"\)/],
    [["copy", "--from", "oracle:x", "--to", "memory:"], /^--from names a store that is not known/],
    [["copy", "--from", "memory:", "--to", "memory:"], /^There is nothing in the store to copy from/],
    [["restore", "--from", "nothing.ndjson", "--storage", "memory:"], /^There is no file nothing\.ndjson\./],
    [["close", "2026-10"], /^SEATBOOK_SELLER: The file .* cannot be read\./],
  ])("%j cannot be done: exit code 1 and a sentence", async (args, sentence) => {
    expect(await seatbook(...args)).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(sentence) });
  });
});

describe("verify, backup, restore and copy", () => {
  test("tell the same hash of the same store, and what is wrong with another", async () => {
    const data = await richStore();
    await fill(data);
    const verified = await seatbook("verify");
    const hash = /sha256 ([0-9a-f]{64})/.exec(verified.stdout)?.[1] ?? "";
    const keys = [...data.keys()].filter((key) => !key.includes(":snapshot")).length;
    expect(verified).toEqual({
      code: 0,
      stdout:
        `${keys} keys of 5 workspaces and 11 invoice numbers were checked.\n` +
        `Hash of the store: sha256 ${hash}\nNothing is wrong.\n`,
      stderr: "",
    });

    const file = join(folder, "backup.ndjson.gz");
    expect(await seatbook("backup", "--to", file)).toEqual({
      code: 0,
      stdout: `${keys} keys were backed up.\nHash of the store: sha256 ${hash}\n`,
      stderr: "",
    });
    const toStandardOutput = await seatbook("backup");
    expect(toStandardOutput.stdout).toMatch(/^\{"seatbook":"backup"[^]*\}\n$/);
    expect(toStandardOutput.stderr).toContain(hash);

    const files = `fs:${join(folder, "files")}`;
    expect(await seatbook("restore", "--from", file, "--storage", files)).toEqual({
      code: 0,
      stdout: `${keys} of ${keys} keys were restored; the others were there.\nHash of the store: sha256 ${hash}\n`,
      stderr: "",
    });
    const other = `sqlite:${join(folder, "other.db")}`;
    expect(await seatbook("copy", "--from", files, "--to", other)).toEqual({
      code: 0,
      stdout: `${keys} of ${keys} keys were copied; the others were there.\nHash of both stores: sha256 ${hash}\n`,
      stderr: "",
    });
    expect(JSON.parse((await seatbook("verify", "--storage", other, "--json")).stdout)).toMatchObject({
      hash,
      findings: [],
    });

    const driver = await openDriver(other);
    await driver.removeItem?.(recordKey("workspace:acme", 3), {});
    await driver.createItem("mine", "{}");
    await driver.dispose?.();
    const damaged = await seatbook("verify", "--storage", other);
    expect(damaged).toMatchObject({ code: 1, stderr: "" });
    expect(damaged.stdout).toMatch(
      /^workspace:acme at version 3: Version 3 is missing, and later ones are there\. Restore the store from a backup/m,
    );
    expect(damaged.stdout).toMatch(/^Note: mine: This key is not known to this version of Seatbook\.$/m);
    expect(damaged.stdout).toMatch(/\n1 finding\. Nothing was changed\.\n$/);
    expect(await seatbook("copy", "--from", files, "--to", other)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"mine"'),
    });
  });
});

describe("close", () => {
  const year = 2025;

  /** A workspace whose months begin in the last January, and one that begins in the last February. */
  async function create(): Promise<void> {
    const { licenseAnnex: _, ...seller } = { ...sellerSetup.seller, licenseAnnex: false };
    await writeFile(join(folder, "seller.json"), JSON.stringify(seller));
    const driver = await openDriver(url);
    const server = new TestServer({ driver, seller: sellerSetup, now: `${year}-01-10T09:00:00Z` });
    for (const [id, at] of [
      ["acme", `${year}-01-10T09:00:00Z`],
      ["late", `${year}-02-10T09:00:00Z`],
    ] as const) {
      server.at(at);
      await server.operator.put(`/v1/workspaces/${id}`, { ...workspaceBody, ...billedBody });
      await server.operator.put(`/v1/workspaces/${id}/teams/t`, { name: "T" });
      await server.operator.put(`/v1/workspaces/${id}/members/ana`, {
        name: "Ana",
        email: "ana@acme.example",
        teams: ["t"],
      });
    }
    await server.idle();
    await driver.dispose?.();
  }

  test("closes a month in every workspace that has it, issues and mails, and does no harm twice", async () => {
    await create();
    for (let time = 1; time <= 2; time++) {
      expect(await seatbook("close", `${year}-01`)).toEqual({
        code: 0,
        stdout: `${year}-01 is closed in 1 workspace.\n`,
        stderr: "",
      });
    }
    const driver = await openDriver(url);
    const server = new TestServer({ driver, seller: sellerSetup, now: `${year + 1}-01-10T09:00:00Z` });
    expect(await server.operator.get("/v1/workspaces/acme/invoices")).toMatchObject({
      items: [{ month: `${year}-01`, type: "invoice" }],
    });
    expect(await server.operator.get("/v1/outbox")).toMatchObject({ items: [{ to: "ap@acme.example" }] });
    await driver.dispose?.();
    expect((await seatbook("verify")).code).toBe(0);
  });

  test("tells what refuses, and of which workspace", async () => {
    await create();
    const future = "9000-01";
    const notEnded = "This month has not ended in the workspace's time zone. Close it after its last instant.";
    expect(await seatbook("close", future)).toEqual({
      code: 1,
      stdout: `acme: ${notEnded}\nlate: ${notEnded}\n${future} is closed in 0 workspaces.\n`,
      stderr: "",
    });
    const outOfOrder = "An earlier month is not closed yet. Close months in order.";
    expect(await seatbook("close", `${year}-02`)).toEqual({
      code: 1,
      stdout: `acme: ${outOfOrder}\n${year}-02 is closed in 1 workspace.\n`,
      stderr: "",
    });
    expect((await seatbook("close", `${year}-01`, "--workspace", "acme")).code).toBe(0);
    for (const id of ["late", "nobody"]) {
      expect(await seatbook("close", `${year}-01`, "--workspace", id)).toEqual({
        code: 1,
        stdout: `${year}-01 is closed in 0 workspaces.\n`,
        stderr: `There is no workspace "${id}" with that month.\n`,
      });
    }
  });
});

describe("seatbook keys", () => {
  test("makes a key that a server takes, lists it without its text, rotates and revokes it", async () => {
    const made = await seatbook("keys", "create", "--name", "Host", "--scope", "read", "--scope", "keys");
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sbk_\w{49}\n$/) });
    const id = /key_\w+/.exec(made.stderr)?.[0] ?? "";
    const driver = await openDriver(url);
    const server = new TestServer({ driver, apiKeys: [], now: "2026-11-03T00:00:00Z" });
    const client = server.client(made.stdout.trim());
    expect(await client.get("/v1/api-keys")).toMatchObject({
      items: [{ id, createdBy: { type: "operator", via: "command-line" } }],
    });

    const rotated = await seatbook("keys", "rotate", id, "--overlap-hours", "0");
    expect((await client.request("GET", "/v1/workspaces")).status).toBe(401);
    await server.client(rotated.stdout.trim()).get("/v1/workspaces");
    expect((await seatbook("keys", "list")).stdout).toBe(`${id}  "Host"  read,keys, last used on 2026-11-03\n`);

    expect(await seatbook("keys", "revoke", id)).toMatchObject({ code: 0 });
    expect((await server.client(rotated.stdout.trim()).request("GET", "/v1/workspaces")).status).toBe(401);
    expect((await seatbook("keys", "list")).stdout).toContain("revoked 2026-11-03T00:00:00.000Z");
    expect(await seatbook("keys", "revoke", "key_none")).toMatchObject({
      code: 1,
      stderr: "There is no such API key.\n",
    });
    await driver.dispose?.();
  });

  test.each([
    [[], /^Say what to do: create, list, rotate, revoke\./],
    [["create"], /^--name: Give at least one visible character\./],
    [["create", "--name", "Host"], /^--scope: Give at least one scope\./],
    [
      ["create", "--name", "Host", "--scope", "all"],
      /^--scope: Give "read", "write", "billing", "webhooks" or "keys"\./,
    ],
    [
      ["create", "--name", "Host", "--scope", "read", "--expires", "2026-01-01T00:00:00Z"],
      /^--expires: .* still to come/,
    ],
    [["rotate", "key_x", "--overlap-hours", "1000"], /^--overlap-hours: Give at most 168 hours/],
    [["revoke"], /^The id is missing\./],
  ])("called with %j says what is right", async (args, sentence) => {
    expect(await seatbook("keys", ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(sentence) });
  });
});
