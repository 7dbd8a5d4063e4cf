import { verifyStore, type Verification } from "../verify/verify.ts";
import { parse } from "./arguments.ts";
import { type Command, exitCodes } from "./command.ts";
import { openStore, storageName, storageUrl } from "./open-store.ts";
import { withProgress } from "./progress-bar.ts";

export const verify: Command = {
  name: "verify",
  summary: "Replay every log of a store and check everything that must hold",
  help: `Usage: seatbook verify [--storage <url>] [--json]

Reads the whole store and writes nothing; servers may go on working on it. Every log is replayed: versions without gaps,
records that can be read, events that follow from those before them, closed months counted again, sums of invoices, numbers
without gaps and the same in the register and the workspaces, mails that are sent once, snapshots, and hashes. Prints what is
wrong with what to do about it, and the hash of the store: two stores with the same hash hold the same.

Options:
  --storage <url>   the store; without it SEATBOOK_STORAGE, or sqlite:./data/seatbook.db
  --json            the report as JSON

Exit code: 0 where nothing is wrong, 1 where something is, 2 where it is called wrongly.

Examples:
  seatbook verify
  seatbook verify --storage redis://127.0.0.1:6379 --json
`,
  async run(args, io) {
    const { values } = parse("verify", args, { storage: { type: "string" }, json: { type: "boolean" } });
    const name = storageName(values.storage);
    const driver = await openStore(storageUrl(io, values.storage), name, { mustExist: true });
    try {
      const found = await withProgress(io.stderr, (progress) => verifyStore(driver, progress));
      io.stdout.write(values.json === true ? `${JSON.stringify(found, undefined, 2)}\n` : report(found));
      return found.findings.length === 0 ? exitCodes.ok : exitCodes.failed;
    } finally {
      await driver.dispose?.();
    }
  },
};

function report({ hash, keys, workspaces, numbers, findings, untold, notes }: Verification): string {
  const lines = [
    ...findings.map(
      ({ at, version, detail, remedy }) =>
        `${at}${version === undefined ? "" : ` at version ${version}`}: ${detail} ${remedy}`,
    ),
    ...untold.map(({ at, count }) => `${at}: ${count} more findings are not listed.`),
    ...notes.map(({ at, detail }) => `Note: ${at}: ${detail}`),
    `${counted(keys, "key")} of ${counted(workspaces, "workspace")} and ${counted(numbers, "invoice number")} were checked.`,
    `Hash of the store: sha256 ${hash}`,
    findings.length === 0 ? "Nothing is wrong." : `${counted(findings.length, "finding")}. Nothing was changed.`,
  ];
  return `${lines.join("\n")}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
