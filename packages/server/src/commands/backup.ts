import { toIso } from "@seatbook/core";
import { backUpStore } from "../store/backup.ts";
import { streamLines, writeLines } from "../store/line-file.ts";
import { parse } from "./arguments.ts";
import { type Command, exitCodes } from "./command.ts";
import { openStore, storageName, storageUrl } from "./open-store.ts";
import { withProgress } from "./progress-bar.ts";

export const backup: Command = {
  name: "backup",
  summary: "Write a store to one file, while servers go on",
  help: `Usage: seatbook backup [--storage <url>] [--to <file>]

Writes everything but snapshots, which are a cache, as one JSON object a line: a header, one line for each key, and a last line
with how many there are and the hash of the store. Servers may go on working; what is in the file is as if they all had crashed
at one instant. The file is there under its name once it is whole and on the disk. It holds personal data and the secret that
signs session tokens.

Options:
  --storage <url>   the store; without it SEATBOOK_STORAGE, or sqlite:./data/seatbook.db
  --to <file>       where to write it; compressed where the name ends in .gz. Without it, to standard output

Examples:
  seatbook backup --to seatbook-2026-11-01.ndjson.gz
  seatbook backup --storage sqlite:./data/seatbook.db | age -r age1… > seatbook.ndjson.age
`,
  async run(args, io) {
    const { values } = parse("backup", args, { storage: { type: "string" }, to: { type: "string" } });
    const { to } = values;
    const driver = await openStore(storageUrl(io, values.storage), storageName(values.storage), { mustExist: true });
    try {
      const write = (lines: AsyncIterable<string>): Promise<void> =>
        to === undefined ? streamLines(io.stdout, lines) : writeLines(to, lines);
      const createdAt = toIso(io.now());
      const { keys, hash } = await withProgress(io.stderr, (progress) =>
        backUpStore(driver, createdAt, write, progress),
      );
      // Standard output may be the backup itself.
      const report = to === undefined ? io.stderr : io.stdout;
      report.write(`${keys} keys were backed up.\nHash of the store: sha256 ${hash}\n`);
      return exitCodes.ok;
    } finally {
      await driver.dispose?.();
    }
  },
};
