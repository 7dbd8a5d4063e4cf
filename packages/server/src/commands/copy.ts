import { copyStore } from "../store/copy.ts";
import { parse, usage } from "./arguments.ts";
import { type Command, exitCodes } from "./command.ts";
import { openStore, warnOf } from "./open-store.ts";
import { withProgress } from "./progress-bar.ts";

export const copy: Command = {
  name: "copy",
  summary: "Move a store to another driver, checked by hash",
  help: `Usage: seatbook copy --from <url> --to <url>

Copies everything but snapshots, which are a cache, into a store that is empty or that the same copy was begun in. Nothing is
overwritten. Then both stores are read again and compared. Stop the servers of both stores first. A copy that was interrupted,
at whatever moment, goes on where it was when the same command is run again; until it has ended well, no server starts on the
store that it leads to.

Options:
  --from <url>   the store to copy from
  --to <url>     the store to copy to

Exit code: 0 where both stores hold the same, 1 where they do not, 2 where it is called wrongly.

Examples:
  seatbook copy --from sqlite:./data/seatbook.db --to postgres://seatbook@db/seatbook
  seatbook copy --from redis://127.0.0.1:6379 --to fs:./files
`,
  async run(args, io) {
    const { values } = parse("copy", args, { from: { type: "string" }, to: { type: "string" } });
    if (values.from === undefined) throw usage("copy", "--from is missing: the URL of the store to copy from.");
    if (values.to === undefined) throw usage("copy", "--to is missing: the URL of the store to copy to.");
    const source = await openStore(values.from, "--from", { mustExist: true });
    try {
      const target = await openStore(values.to, "--to");
      try {
        await warnOf(target, io);
        const { keys, copied, hash } = await withProgress(io.stderr, (progress) => copyStore(source, target, progress));
        io.stdout.write(`${copied} of ${keys} keys were copied; the others were there.\n`);
        io.stdout.write(`Hash of both stores: sha256 ${hash}\n`);
        return exitCodes.ok;
      } finally {
        await target.dispose?.();
      }
    } finally {
      await source.dispose?.();
    }
  },
};
