import { Refusal } from "@seatbook/core";
import { readConfig } from "../config.ts";
import type { Erasure } from "../contract/types.ts";
import { openApp } from "../open-app.ts";
import { toErasure } from "../views/erasure.ts";
import type { Workspaces } from "../workspaces.ts";
import type { Erasing } from "../erasure/erasing.ts";
import { parse, usage } from "./arguments.ts";
import { type Command, exitCodes, type Io } from "./command.ts";

export const erase: Command = {
  name: "erase",
  summary: "Erase what is stored of a person who was removed",
  help: `Usage: seatbook erase <workspace> <member> [--keep-mailbox]
       seatbook erase --all-workspaces <member> [--keep-mailbox]
       seatbook erase --again

Overwrites the name and the addresses of a removed member everywhere in the store: the directory's history, closed months, mails,
answers that are kept for idempotency keys, snapshots. Ids, counts, amounts and invoice numbers stay. It cannot be undone. What is
kept, and why, is printed. Servers may go on working. Backups are not reached: after a restore, erase again.

Options:
  --all-workspaces   in every workspace that has a removed member of this id
  --keep-mailbox     an address of the person that is in the mailbox is the company's, and stays
  --again            go on with what was interrupted, and overwrite again what was erased: for what \`seatbook verify\` has found

Exit code: 0 where nothing is left, 1 where a workspace has refused, 2 where it is called wrongly.

Examples:
  seatbook erase acme ana
  seatbook erase --all-workspaces ana
`,
  async run(args, io) {
    const { values, positionals } = parseStrictly(args);
    const [first = "", second = ""] = positionals;
    const keepMailbox = values["keep-mailbox"] ?? false;
    const { driver, seatbook } = await openApp(
      readConfig(io.env),
      () => "",
      (entry) => {
        io.stderr.write(`${JSON.stringify(entry)}\n`);
      },
    );
    try {
      const { workspaces, erasing } = seatbook;
      if (values.again) return await again(workspaces, erasing, io);
      if (!values["all-workspaces"])
        return await eraseIn(workspaces, erasing, [first], { member: second, keepMailbox }, io);
      const ids = await withRemoved(workspaces, first);
      if (ids.length > 0) return await eraseIn(workspaces, erasing, ids, { member: first, keepMailbox }, io);
      io.stderr.write(`No workspace has a member "${first}".\n`);
      return exitCodes.failed;
    } finally {
      await seatbook.close();
      await driver.dispose?.();
    }
  },
};

const options = {
  "all-workspaces": { type: "boolean" },
  "keep-mailbox": { type: "boolean" },
  again: { type: "boolean" },
} as const;

function parseStrictly(args: string[]) {
  const isAgain = args.includes("--again");
  const isEverywhere = args.includes("--all-workspaces");
  if (isAgain && (isEverywhere || args.includes("--keep-mailbox"))) throw usage("erase", "--again takes nothing else.");
  if (isAgain) return parse("erase", args, options);
  return parse("erase", args, options, isEverywhere ? ["member"] : ["workspace", "member"]);
}

/** The workspaces in which somebody of this id was, or is: who is still there is told, and not passed over. */
async function withRemoved(workspaces: Workspaces, member: string): Promise<string[]> {
  const ids: string[] = [];
  for (const id of await workspaces.ids()) if ((await workspaces.peek(id))?.members.has(member)) ids.push(id);
  return ids;
}

async function eraseIn(
  workspaces: Workspaces,
  erasing: Erasing,
  ids: readonly string[],
  what: Parameters<Erasing["erase"]>[1],
  io: Io,
): Promise<number> {
  let code: number = exitCodes.ok;
  for (const id of ids) {
    try {
      const { workspace } = await workspaces.open(id);
      const author = { type: "operator", via: "command-line" } as const;
      await erasing.erase(workspace, what, author);
      print(id, toErasure(workspace.journal.state, what.member), io);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      io.stdout.write(`${id}: ${error.message}\n`);
      code = exitCodes.failed;
    }
  }
  return code;
}

function print(workspace: string, { member, kept }: Erasure, { stdout }: Io): void {
  stdout.write(`${workspace}: The personal data of "${member}" is erased.\n`);
  for (const { what, number, team, why } of kept)
    stdout.write(`  kept: ${[what, number ?? team].join(" ").trim()}. ${why}\n`);
}

async function again(workspaces: Workspaces, erasing: Erasing, { stdout }: Io): Promise<number> {
  let count = 0;
  for (const id of await workspaces.ids()) {
    if (!(await workspaces.peek(id))) continue;
    const { workspace } = await workspaces.open(id);
    count += await erasing.repeat(workspace);
  }
  stdout.write(`${count} erasure${count === 1 ? " was" : "s were"} gone through again.\n`);
  return exitCodes.ok;
}
