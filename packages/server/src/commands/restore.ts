import { restoreStore } from "../store/restore.ts";
import { parse, usage } from "./arguments.ts";
import { type Command, exitCodes } from "./command.ts";
import { openStore, storageName, storageUrl, warnOf } from "./open-store.ts";
import { withProgress } from "./progress-bar.ts";

export const restore: Command = {
  name: "restore",
  summary: "Restore a store from a backup, checked by hash",
  help: `Usage: seatbook restore --from <file> [--storage <url>]

Restores a backup into a store that is empty or that the same restore was begun in. The whole file is checked before anything is
written, nothing is overwritten, and the store is read again and compared with the file at the end. A restore that was
interrupted goes on when the same command is run again; until it has ended well, no server starts on the store.

Options:
  --from <file>     the backup; its name ends in .gz where it is compressed
  --storage <url>   the store; without it SEATBOOK_STORAGE, or sqlite:./data/seatbook.db

Exit code: 0 where the store holds what the backup holds, 1 where it does not, 2 where it is called wrongly.

Examples:
  seatbook restore --from seatbook-2026-11-01.ndjson.gz
  seatbook restore --from seatbook.ndjson --storage postgres://seatbook@db/seatbook
`,
  async run(args, io) {
    const { values } = parse("restore", args, { storage: { type: "string" }, from: { type: "string" } });
    const { from } = values;
    if (from === undefined) throw usage("restore", "--from is missing: the file to restore.");
    const driver = await openStore(storageUrl(io, values.storage), storageName(values.storage));
    try {
      await warnOf(driver, io);
      const { keys, restored, hash } = await withProgress(io.stderr, (progress) =>
        restoreStore(from, driver, progress),
      );
      io.stdout.write(`${restored} of ${keys} keys were restored; the others were there.\n`);
      io.stdout.write(`Hash of the store: sha256 ${hash}\n`);
      return exitCodes.ok;
    } finally {
      await driver.dispose?.();
    }
  },
};
