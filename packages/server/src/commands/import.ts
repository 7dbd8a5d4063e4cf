import { readFile } from "node:fs/promises";
import { allAtOnce, Refusal } from "@seatbook/core";
import { StaleVersionError } from "@seatbook/storage";
import { readConfig } from "../config.ts";
import { BadFiles, describeBadLine } from "../directory/bad-line.ts";
import { type Directory, DirectoryBody } from "../directory/directory-body.ts";
import { type File, readCsv } from "../directory/read-csv.ts";
import type { Synced } from "../directory/sync-directory.ts";
import { openApp } from "../open-app.ts";
import { ProblemError } from "../problem.ts";
import { toDirectoryChanges } from "../views/directory.ts";
import type { Opened } from "../workspaces.ts";
import { parse, usage } from "./arguments.ts";
import { type Command, exitCodes, type Io } from "./command.ts";

export const importDirectory: Command = {
  name: "import",
  summary: "Make teams and members those of a CSV or JSON file",
  help: `Usage: seatbook import <workspace> <file> [<file of teams>] [--format csv|json] [--dry-run] [--allow-removals]

Makes the teams and members of a workspace exactly those of the file, by one change or none: whoever is not in it is removed, and
teams that are not in it are archived. Every line that is wrong is told, of quotation marks that do not
match the first alone, and then nothing is changed. Servers may go on working.

CSV in UTF-8, cells separated by commas, semicolons or tabs, the columns named in the first line:
  members   id, name, email, and where wanted role, teams (ids separated by ;) and since (2026-11-03T09:00:00Z)
  teams     id, name, and where wanted archived (true or false) and since; a second file. Without it the teams are those that
            members are in, and a new one has its id for a name, and begins with the first of its members.
JSON is the body of PUT /v1/workspaces/:ws/directory.

Options:
  --format <format>   csv or json; without it by the end of the file's name
  --dry-run           tell what would be changed, and change nothing
  --allow-removals    remove more than half of the members, which a file that was cut off would do

Exit code: 0 where it is done, or would be; 1 where a line is wrong or a rule refuses it; 2 where it is called wrongly.

Examples:
  seatbook import acme members.csv --dry-run
  seatbook import acme members.csv teams.csv
  seatbook import acme directory.json --allow-removals
`,
  async run(args, io) {
    const { values, workspace, names, isCsv } = readArguments(args);
    const files = await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(name) })));
    const { driver, seatbook } = await openApp(
      readConfig(io.env),
      () => "",
      (entry) => io.stderr.write(`${JSON.stringify(entry)}\n`),
    );
    let directory: Directory | undefined;
    try {
      const opened = await seatbook.workspaces.open(workspace);
      directory = readDirectory(files, isCsv, opened);
      const wanted = directory;
      const sync = (options: { isDryRun: boolean; expectedVersion?: number }): Promise<Synced> =>
        seatbook.syncDirectory(opened.workspace, wanted, { type: "operator", via: "command-line" }, options);
      return await perform(
        sync,
        { isDryRun: values["dry-run"] ?? false, mayRemove: values["allow-removals"] ?? false },
        io,
      );
    } catch (error) {
      if (error instanceof Refusal) io.stderr.write(`${workspace}: ${placeIn(directory, error)}${error.message}\n`);
      else if (error instanceof BadFiles) tell(error, io);
      else throw error;
      return exitCodes.failed;
    } finally {
      await seatbook.close();
      await driver.dispose?.();
    }
  },
};

const options = {
  format: { type: "string" },
  "dry-run": { type: "boolean" },
  "allow-removals": { type: "boolean" },
} as const;

function readArguments(args: string[]) {
  const { values, positionals } = parse("import", args, options, ["workspace", "file"], ["file of teams"]);
  const [workspace = "", ...names] = positionals;
  const [format, other] = new Set(
    names.map((name) => values.format ?? /\.(csv|json)$/i.exec(name)?.[1]?.toLowerCase()),
  );
  if ((format !== "csv" && format !== "json") || other !== undefined) {
    throw usage("import", "Give --format csv or --format json, the same for all files.");
  }
  if (format === "json" && names.length > 1) throw usage("import", "A JSON file has the teams too: give one file.");
  return { values, workspace, names, isCsv: format === "csv" };
}

function readDirectory(files: readonly File[], isCsv: boolean, { state }: Opened): Directory {
  if (isCsv) return readCsv(files, (team) => state.teams.get(team)?.name);
  const [file = { name: "", bytes: new Uint8Array() }] = files;
  try {
    const body = new DirectoryBody();
    body.write(file.bytes);
    return body.end();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const errors = error.errors ?? [{ field: undefined, message: error.message }];
    throw new BadFiles(
      errors.map(({ field, message }) => ({ file: file.name, ...(field !== undefined && { field }), remedy: message })),
    );
  }
}

/** Whose field it is that a rule refuses: `members.4711.since` is of no use to whoever has a file with ids. */
function placeIn(directory: Directory | undefined, { field = "" }: Refusal): string {
  const [, list, index, name] = /^(teams|members)\.(\d+)\.(\w+)$/.exec(field) ?? [];
  if (list !== "teams" && list !== "members") return "";
  const id = directory?.[list][Number(index)]?.id;
  return `${list === "teams" ? "team" : "member"} "${id}", ${name}: `;
}

function tell({ lines }: BadFiles, { stderr }: Io): void {
  for (const line of lines) stderr.write(`${describeBadLine(line)}\n`);
  stderr.write(`${lines.length} ${lines.length === 1 ? "mistake" : "mistakes"}. Nothing was changed.\n`);
}

/** Looks first, so that what is done is what was looked at. */
async function perform(
  sync: (options: { isDryRun: boolean; expectedVersion?: number }) => Promise<Synced>,
  { isDryRun, mayRemove }: { isDryRun: boolean; mayRemove: boolean },
  io: Io,
): Promise<number> {
  for (;;) {
    const look = await sync({ isDryRun: true });
    const removed = look.events.filter(({ type }) => type === "MemberRemoved").length;
    const { members } = look.effect.counts.before;
    if (removed * 2 > members && !mayRemove) {
      io.stderr.write(
        `${removed} of ${members} members would be removed. Is the file whole? If so, add --allow-removals. Nothing was changed.\n`,
      );
      return exitCodes.failed;
    }
    try {
      report(isDryRun ? look : await sync({ isDryRun: false, expectedVersion: look.version }), isDryRun, io);
      return exitCodes.ok;
    } catch (error) {
      // Somebody else has changed the workspace meanwhile.
      if (!(error instanceof StaleVersionError)) throw error;
    }
  }
}

function report({ events, effect }: Synced, isDryRun: boolean, { stdout }: Io): void {
  const changes = allAtOnce(toDirectoryChanges(events));
  const of = (kind: "Members" | "Teams", done: readonly [key: keyof typeof changes, word: string][]): string =>
    `${kind}: ${done.map(([key, word]) => `${changes[key].length} ${word}`).join(", ")}.\n`;
  stdout.write(
    of("Members", [
      ["membersAdded", "added"],
      ["membersChanged", "changed"],
      ["membersRemoved", "removed"],
      ["joined", "joined a team"],
      ["left", "left one"],
    ]),
  );
  stdout.write(
    of("Teams", [
      ["teamsAdded", "added"],
      ["teamsRenamed", "renamed"],
      ["teamsArchived", "archived"],
      ["teamsUnarchived", "unarchived"],
    ]),
  );
  for (const { month, before, after } of [effect.currentMonth, effect.nextMonth]) {
    stdout.write(`Licenses in ${month}: ${before.licenses} before, ${after.licenses} after.\n`);
  }
  stdout.write(isDryRun ? "This was a dry run: nothing was changed.\n" : "");
}
