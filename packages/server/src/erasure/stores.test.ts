import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../commands/main.ts";
import { noProgress } from "../store/progress.ts";
import { verifyStore } from "../verify/verify.ts";
import { formsOf } from "./test/find-words.ts";
import { personStore, words } from "./test/person-store.ts";

const folder = mkdtempSync(join(tmpdir(), "seatbook-erase-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let person: ReadonlyMap<string, string>;
beforeAll(async () => {
  person = await personStore();
});

/** Writes the store, records one after the other as servers do, and many more of other people around them. */
async function fill(driver: CreateDriver): Promise<void> {
  for (const [key, value] of person) {
    await driver.setItem?.(key, value, {});
    for (let other = 0; other < 4; other++) {
      const filler = { at: 1, by: { type: "system" }, events: [], filler: "x".repeat(other * 700) };
      await driver.setItem?.(`filler:${key}:${other}`, JSON.stringify(filler), {});
    }
  }
  for (const key of await driver.getKeys("filler", {})) await driver.removeItem?.(key, {});
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}

/** The files that have one of the words, in whatever form. */
function filesWith(path: string): string[] {
  const forms = words.flatMap(formsOf);
  return filesBelow(path).filter((file) => {
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
}

function sink(note: (text: string) => void): Writable {
  return new Writable({ write: (chunk, _, done) => (note(String(chunk)), done()) });
}

async function seatbook(
  args: string[],
  storage: string,
): Promise<{ code: number | undefined; out: string; err: string }> {
  let [out, err] = ["", ""];
  const io = {
    stdout: sink((text) => (out += text)),
    stderr: sink((text) => (err += text)),
    env: { SEATBOOK_STORAGE: storage },
    now: () => Date.parse("2026-11-05T09:00:00Z"),
  };
  const code = await main(args, io);
  return { code, out, err };
}

describe.each(["sqlite", "fs"])("seatbook erase on %s", (kind) => {
  test("leaves the name and the address in no byte of the store's files", { timeout: 60_000 }, async () => {
    const base = join(folder, kind);
    const url = kind === "sqlite" ? `sqlite:${base}/seatbook.db` : `fs:${base}`;
    const driver = await openDriver(url);
    await fill(driver);
    expect(filesWith(base)).not.toEqual([]);

    expect(await seatbook(["erase", "acme", "bo"], url)).toMatchObject({
      code: 1,
      out: expect.stringContaining("Remove the member first"),
    });
    expect(await seatbook(["erase", "--all-workspaces", "nobody"], url)).toMatchObject({
      code: 1,
      err: expect.stringContaining('No workspace has a member "nobody".'),
    });
    const erased = await seatbook(["erase", "--all-workspaces", "ana"], url);
    expect(erased).toEqual({ code: 0, out: 'acme: The personal data of "ana" is erased.\n', err: "" });
    // While another process has the store open, as a server would.
    expect(filesWith(base)).toEqual([]);
    const { findings } = await verifyStore(driver, noProgress);
    expect(findings).toEqual([]);
    await driver.dispose?.();
  });
});

test("seatbook verify finds a record that was put back, and erase --again overwrites it", async () => {
  const base = join(folder, "again");
  const url = `fs:${base}`;
  const driver = await openDriver(url);
  await fill(driver);
  await seatbook(["erase", "acme", "ana"], url);
  const [key = ""] = Array.from(person).find(([, value]) => value.includes("MemberChanged")) ?? [];
  await driver.setItem?.(key, person.get(key) ?? "", {});
  const found = await seatbook(["verify"], url);
  expect(found.code).toBe(1);
  expect(found.out).toMatch(/The member "ana" was erased, and version \d+ still has the name or the address/);
  expect(found.out).toContain("seatbook erase --again");
  expect(await seatbook(["erase", "--again"], url)).toMatchObject({
    code: 0,
    out: "1 erasure was gone through again.\n",
  });
  expect(filesWith(base)).toEqual([]);
  expect((await seatbook(["verify"], url)).code).toBe(0);
});

test.each([
  [["erase"], /The workspace is missing/],
  [["erase", "acme"], /The member is missing/],
  [["erase", "--all-workspaces"], /The member is missing/],
  [["erase", "--again", "--keep-mailbox"], /--again takes nothing else/],
  [["erase", "--again", "acme"], /"acme" is one argument too many/],
])("seatbook %j is called wrongly", async (args, sentence) => {
  const { code, err } = await seatbook(args, "memory:");
  expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
});
