import { readFileSync } from "node:fs";
import { StorageError } from "@seatbook/storage";
import { ConfigError } from "../config.ts";
import { backup } from "./backup.ts";
import { close } from "./close.ts";
import { type Command, exitCodes, type Io, UsageError } from "./command.ts";
import { copy } from "./copy.ts";
import { importDirectory } from "./import.ts";
import { keys } from "./keys.ts";
import { erase } from "./erase.ts";
import { restore } from "./restore.ts";
import { serve } from "./serve.ts";
import { verify } from "./verify.ts";

const commands: readonly Command[] = [serve, close, importDirectory, keys, verify, backup, restore, copy, erase];

/** The `seatbook` command. @param args without the program's name.
 *  @returns the exit code; nothing while a server runs. */
export async function main(args: string[], io: Io): Promise<number | undefined> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    if (!isForOperator(error)) throw error;
    io.stderr.write(`${error.message}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}

async function dispatch([name = "serve", ...rest]: string[], io: Io): Promise<number | undefined> {
  if (name === "--version") return print(io, `${version()}\n`);
  if (name === "--help" || name === "-h" || name === "help") return print(io, overview());
  const command = commands.find((each) => each.name === name);
  if (!command) {
    const what = name.startsWith("-")
      ? `There is no option ${name} before a command.`
      : `There is no command "${name}".`;
    throw new UsageError(
      `${what} The commands are ${commands.map((each) => each.name).join(", ")}. See \`seatbook --help\`.`,
    );
  }
  return rest.some((argument) => argument === "--help" || argument === "-h")
    ? print(io, command.help)
    : command.run(rest, io);
}

function print({ stdout }: Io, text: string): number {
  stdout.write(text);
  return exitCodes.ok;
}

function version(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `Usage: seatbook [command] [options]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`).join("\n")}

\`seatbook <command> --help\` describes a command, with examples. \`seatbook --version\` prints the version.
Exit codes: 0 all is well; 1 something was found, or could not be done; 2 it was called wrongly.
`;
}

/** Mistakes that are told in a sentence; anything else is a mistake of the program, with where it happened. */
function isForOperator(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof StorageError) return true;
  return error instanceof Error && "code" in error;
}
