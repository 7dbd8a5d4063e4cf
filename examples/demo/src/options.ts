import { parseArgs } from "node:util";

export type Options = {
  /** 0 takes any free port; undefined takes the usual one, or the next that is free. */
  port: number | undefined;
  /** Whether the browser may be opened. */
  open: boolean;
  /** Members of the large fourth workspace; undefined leaves it out. */
  members: number | undefined;
};

/** What was asked for cannot be done; the message is a sentence for the person who asked. */
export class OptionError extends Error {}

export const usage = `npm start -- [options]
  --members <1-200000>  add a fourth workspace with so many members
  --port <0-65535>      listen on this port (0: any free one)
  --no-open             do not open the browser`;

/** @throws OptionError */
export function readOptions(args: readonly string[]): Options {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: { members: { type: "string" }, port: { type: "string" }, open: { type: "boolean" } },
    }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new OptionError(`${error.message.split(". ")[0]}.\n${usage}`);
  }
  return {
    port: wholeNumber("--port", values.port, 0, 65_535),
    open: values.open ?? true,
    members: wholeNumber("--members", values.members, 1, 200_000),
  };
}

function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new OptionError(`${name} takes a whole number from ${least} to ${most}, not "${text}".\n${usage}`);
}
