import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./command.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options and positionals of a command. @throws UsageError */
export function parse<O extends Options>(
  command: string,
  args: string[],
  options: O,
  positionals: readonly string[] = [],
  optional: readonly string[] = [],
) {
  const parsed = parseStrictly(command, args, options);
  const [extra] = parsed.positionals.slice(positionals.length + optional.length);
  if (extra !== undefined) throw usage(command, `"${extra}" is one argument too many.`);
  const missing = positionals[parsed.positionals.length];
  if (missing !== undefined) throw usage(command, `The ${missing} is missing.`);
  return { values: parsed.values, positionals: parsed.positionals };
}

function parseStrictly<O extends Options>(command: string, args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node's own sentence ends in advice about positionals that start with a dash.
    const [sentence = ""] = error.message.split(/(?<=['"])\. |\n/);
    throw usage(command, sentence.endsWith(".") ? sentence : `${sentence}.`);
  }
}

export function usage(command: string, sentence: string): UsageError {
  return new UsageError(`${sentence} See \`seatbook ${command} --help\`.`);
}
