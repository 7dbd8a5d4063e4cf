import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { type CreateDriver, memory, recordKey } from "@seatbook/storage";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dyingDriver } from "../test/failing-driver.ts";
import { richStore } from "../test/rich-store.ts";
import { verifyStore } from "../verify/verify.ts";
import { backUpStore } from "./backup.ts";
import { streamLines, writeLines } from "./line-file.ts";
import { noProgress } from "./progress.ts";
import { restoreStore } from "./restore.ts";
import { unfinishedKey } from "./unfinished.ts";

const createdAt = "2026-11-03T09:00:00Z";

let source: ReadonlyMap<string, string>;
let kept: ReadonlyMap<string, string>;
let folder: string;
let file: string;
beforeAll(async () => {
  source = await richStore();
  kept = new Map([...source].filter(([key]) => !key.includes(":snapshot")).toSorted(([a], [b]) => (a < b ? -1 : 1)));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-backup-"));
  file = join(folder, "backup.ndjson");
});
afterEach(() => rm(folder, { recursive: true }));

const backUp = (driver: CreateDriver = memory({ data: new Map(source) }), path = file) =>
  backUpStore(driver, createdAt, (lines) => writeLines(path, lines), noProgress);

const textOf = (lines: string[]): string => lines.join("\n");

async function restored(path = file): Promise<Map<string, string>> {
  const data = new Map<string, string>();
  await restoreStore(path, memory({ data }), noProgress);
  return new Map([...data].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe("a backup", () => {
  test("is a header, a line for each key in order, and a last line by which anyone can check it", async () => {
    const { keys, hash } = await backUp();
    const lines = (await readFile(file, "utf8")).split("\n");
    expect(lines.pop()).toBe("");
    expect(JSON.parse(lines[0] ?? "")).toEqual({ seatbook: "backup", format: 1, createdAt, hash: "sha256" });
    expect(JSON.parse(lines.at(-1) ?? "")).toEqual({ keys, hash });
    const entries = lines.slice(1, -1);
    // As `sed '1d;$d' backup.ndjson | sha256sum` does.
    expect(
      createHash("sha256")
        .update(`${entries.join("\n")}\n`)
        .digest("hex"),
    ).toBe(hash);
    expect(entries.map((line): unknown => JSON.parse(line))).toEqual(
      Array.from(kept, ([key, text]) => ({ key, value: JSON.parse(text) as unknown })),
    );
    expect((await verifyStore(memory({ data: new Map(source) }), noProgress)).hash).toBe(hash);
  });

  test.each(["backup.ndjson", "backup.ndjson.gz"])("restores everything from %s, byte for byte", async (name) => {
    const path = join(folder, name);
    const { hash } = await backUp(memory({ data: new Map(source) }), path);
    expect(await restored(path)).toEqual(kept);
    expect(await restoreStore(path, memory({ data: new Map(kept) }), noProgress)).toEqual({
      keys: kept.size,
      restored: 0,
      hash,
    });
    expect(await readdir(folder)).toEqual([name]);
    // It holds a secret.
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    if (name.endsWith(".gz"))
      expect(
        gunzipSync(await readFile(path))
          .subarray(0, 11)
          .toString(),
      ).toBe('{"seatbook"');
  });

  test("keeps what is no JSON of ours as it is", async () => {
    const odd = new Map([...kept, ["zebra", "not\njson"], ["zoo", '{"a": "\u2028\r" }']]);
    await backUp(memory({ data: new Map(odd) }));
    expect(await restored()).toEqual(odd);
  });

  test("goes to a stream that stays open", async () => {
    const chunks: string[] = [];
    const stream = new Writable({ write: (chunk, _, done) => (chunks.push(String(chunk)), done()) });
    await backUpStore(memory({ data: new Map(source) }), createdAt, (lines) => streamLines(stream, lines), noProgress);
    expect(stream.writableEnded).toBe(false);
    await backUp();
    expect(chunks.join("")).toBe(await readFile(file, "utf8"));
  });

  test("that fails leaves the one before as it was", async () => {
    await writeFile(file, "the one before");
    const gap = new Map(source);
    gap.delete(recordKey("workspace:acme", 30));
    await expect(backUp(memory({ data: gap }))).rejects.toThrow(/has lost "workspace:acme:0+30"/);
    expect(await readFile(file, "utf8")).toBe("the one before");
    expect(await readdir(folder)).toEqual(["backup.ndjson"]);
  });

  test("is not taken of a store that has lost what its register gave a number to", async () => {
    const lacking = new Map(source);
    for (const key of [...lacking.keys()].filter((each) => each.startsWith("workspace:late:"))) lacking.delete(key);
    await expect(backUp(memory({ data: lacking }))).rejects.toThrow(/has lost "workspace:late:0+\d+"/);
    const far = new Map([...source, [recordKey("workspace:acme", 999_999_999_999), "{}"]]);
    await expect(backUp(memory({ data: far }))).rejects.toThrow(/has lost "workspace:acme:0+\d+"/);
  });

  test("needs a folder to be written to", async () => {
    const path = join(folder, "nowhere", "backup.ndjson");
    await expect(backUp(memory({ data: new Map(source) }), path)).rejects.toThrow(
      /^The file .*nowhere\/backup\.ndjson cannot be written \(ENOENT\)\. Does its folder exist\?$/,
    );
  });

  test("is taken neither of nothing nor of an unfinished copy", async () => {
    await expect(backUp(memory())).rejects.toThrow("There is nothing in the store to back up.");
    await expect(backUp(memory({ data: new Map([...source, [unfinishedKey, "{}"]]) }))).rejects.toThrow(
      "unfinished copy",
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

/** Restores the file with this content, and expects that nothing is written. */
async function refuse(content: string | Uint8Array, sentence: RegExp, path = file): Promise<void> {
  await writeFile(path, content);
  const data = new Map<string, string>();
  await expect(restoreStore(path, memory({ data }), noProgress)).rejects.toThrow(sentence);
  expect(data.size).toBe(0);
}

describe("restoring", () => {
  test("refuses a file that ends too soon, wherever that is", async () => {
    await backUp();
    const whole = await readFile(file);
    const lines = whole.toString().split("\n").length;
    for (let length = whole.length - 1; length > 0; length -= Math.ceil(whole.length / 150)) {
      await refuse(whole.subarray(0, length), /not whole|no backup of Seatbook/);
    }
    const text = whole.toString().split("\n");
    for (let count = 1; count < lines - 1; count += 10)
      await refuse(`${text.slice(0, count).join("\n")}\n`, /not whole/);
    await refuse("", /not whole/);
    const compressed = gzipSync(whole);
    for (const length of [10, 1000, compressed.length - 1]) {
      await refuse(compressed.subarray(0, length), /cannot be read \(Z_BUF_ERROR\)/, join(folder, "short.gz"));
    }
  });

  test("refuses a file in which something is changed", async () => {
    await backUp();
    const text = await readFile(file, "utf8");
    const lines = text.split("\n");
    await refuse(text.replace('"Acme GmbH"', '"Acme GmbX"'), /is damaged: its hash is not the one in its last line/);
    await refuse(textOf([...lines.slice(0, 5), ...lines.slice(6)]), /has \d+ keys, not \d+: it is not whole/);
    await refuse(
      textOf(lines.with(5, lines[6] ?? "").with(6, lines[5] ?? "")),
      /damaged at line 7: the keys are not in order/,
    );
    await refuse(textOf(lines.toSpliced(5, 0, lines[5] ?? "")), /damaged at line 7: the keys are not in order/);
    await refuse(textOf(lines.with(5, "nonsense")), /damaged at line 6: this is no line of a backup/);
    await refuse(`${text}{"key":"a","value":{}}\n`, /something follows the last line/);
    await refuse(
      text.replace('"format":1', '"format":2'),
      /has the format 2 with sha256; this version of Seatbook reads format 1/,
    );
    await refuse("name,amount\n1,2\n", /is no backup of Seatbook/);
    await refuse(text, /cannot be read \(Z_DATA_ERROR\).*\.gz only if/, join(folder, "plain.gz"));
  });

  test("refuses a file that is not there", async () => {
    await expect(restored(join(folder, "nothing.ndjson"))).rejects.toThrow(
      /^There is no file .*nothing\.ndjson\. Give/,
    );
    await expect(restored(folder)).rejects.toThrow(/cannot be read \(EISDIR\)/);
  });

  test("goes on where it was killed, and a store that it was killed in is marked", async () => {
    await backUp();
    for (let creates = 0; creates <= kept.size; creates += 7) {
      const data = new Map<string, string>();
      await expect(restoreStore(file, dyingDriver(data, creates), noProgress)).rejects.toThrow("killed");
      expect(data.has(unfinishedKey)).toBe(creates > 0);
      await restoreStore(file, memory({ data }), noProgress);
      expect(new Map([...data].toSorted(([a], [b]) => (a < b ? -1 : 1)))).toEqual(kept);
    }
  });

  test("refuses a store that holds something else, and overwrites nothing", async () => {
    await backUp();
    for (const [key, sentence] of [
      [recordKey("workspace:zzz", 1), /is not in what is copied/],
      [recordKey("workspace:acme", 3), /is not the same in both/],
    ] as const) {
      const data = new Map([[key, "{}"]]);
      await expect(restoreStore(file, memory({ data }), noProgress)).rejects.toThrow(sentence);
      expect(data).toEqual(new Map([[key, "{}"]]));
    }
    const data = new Map([...kept, [recordKey("workspace:acme", 2), "{}"]]);
    await expect(restoreStore(file, memory({ data }), noProgress)).rejects.toThrow(
      "The store is not what the backup holds",
    );
  });
});
