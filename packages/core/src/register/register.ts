import { addDays } from "../month.ts";
import { Refusal } from "../refusals.ts";
import { type NumberFormat, numberFormatMistake, writeNumber } from "./number-format.ts";

/** A number was given to a draft. `draft` is the version of the record in the workspace's log that holds it. `issuedOn` is
 *  YYYY-MM-DD. `sequence` counts from 1 in its `series`: a year, or "" where numbers never begin again. */
export type NumberGiven = {
  type: "NumberGiven";
  workspace: string;
  draft: number;
  number: string;
  series: string;
  sequence: number;
  issuedOn: string;
};

export type Draft = { workspace: string; draft: number };

/** The seller's register: which draft has which number. */
export type Register = {
  /** By number. */
  drafts: Map<string, Draft & { issuedOn: string }>;
  /** By `keyOf` a draft. */
  numbers: Map<string, string>;
  /** The last sequence number of each series. */
  last: Map<string, number>;
  lastIssuedOn: string;
};

export function emptyRegister(): Register {
  return { drafts: new Map(), numbers: new Map(), last: new Map(), lastIssuedOn: "" };
}

export function forkRegister(register: Register): Register {
  const { drafts, numbers, last, lastIssuedOn } = register;
  return { drafts: new Map(drafts), numbers: new Map(numbers), last: new Map(last), lastIssuedOn };
}

/** Where the day is furthest ahead it is two days later than where it is furthest behind, at most. */
const mostDaysAhead = 2;

/** Whether the last number is dated so far ahead of `today` that a clock must have been wrong: every number after it would be
 *  dated so, too. */
export function isRegisterAhead({ lastIssuedOn }: Register, today: string): boolean {
  return lastIssuedOn > addDays(today, mostDaysAhead);
}

/** Gives `draft` the next number, unless it has one already. It is dated `today` (YYYY-MM-DD where the workspace is), but
 *  never before the number before it: numbers and dates are in the same order. Source: R11.
 *  @throws RangeError for a format that could write one number twice. @throws Refusal `clock-behind`, see `isRegisterAhead`. */
export function giveNumber(register: Register, draft: Draft, today: string, format: NumberFormat): NumberGiven[] {
  if (register.numbers.has(keyOf(draft))) return [];
  const mistake = numberFormatMistake(format);
  if (mistake !== undefined) throw new RangeError(`The invoice numbers cannot be written so. ${mistake}`);
  if (isRegisterAhead(register, today)) throw new Refusal("clock-behind");
  const issuedOn = today > register.lastIssuedOn ? today : register.lastIssuedOn;
  const year = issuedOn.slice(0, 4);
  const series = format.restart === "yearly" ? year : "";
  let sequence = (register.last.get(series) ?? 0) + 1;
  // Only after a change of format could a number be written that is taken.
  while (register.drafts.has(writeNumber(format, year, sequence))) sequence++;
  return [{ type: "NumberGiven", ...draft, number: writeNumber(format, year, sequence), series, sequence, issuedOn }];
}

/** Folds events, in place. */
export function evolveRegister(register: Register, events: readonly NumberGiven[]): Register {
  for (const { workspace, draft, number, series, sequence, issuedOn } of events) {
    register.drafts.set(number, { workspace, draft, issuedOn });
    register.numbers.set(keyOf({ workspace, draft }), number);
    register.last.set(series, sequence);
    register.lastIssuedOn = issuedOn;
  }
  return register;
}

export function numberOf(register: Register, draft: Draft): { number: string; issuedOn: string } | undefined {
  const number = register.numbers.get(keyOf(draft));
  const given = number === undefined ? undefined : register.drafts.get(number);
  return number === undefined || !given ? undefined : { number, issuedOn: given.issuedOn };
}

function keyOf({ workspace, draft }: Draft): string {
  return `${draft} ${workspace}`;
}

type Row = [workspace: string, draft: number, number: string, issuedOn: string];

/** The rows are in the order in which the numbers were given. */
export type RegisterPiece = { last: [series: string, sequence: number][] } | { rows: Row[] };

const rowsPerPiece = 5000;

/** The register as JSON data, piece by piece, as it is when the first one is asked for. */
export function* encodeRegister({ drafts, last }: Register): Generator<RegisterPiece, void, undefined> {
  const rows = Array.from(drafts, ([number, { workspace, draft, issuedOn }]): Row => [
    workspace,
    draft,
    number,
    issuedOn,
  ]);
  yield { last: [...last] };
  for (let from = 0; from < rows.length; from += rowsPerPiece) yield { rows: rows.slice(from, from + rowsPerPiece) };
}

/** Folds the next piece of what `encodeRegister` gave into `register`, in place; the first one into `emptyRegister()`. */
export function decodeRegister(register: Register, piece: RegisterPiece): Register {
  if ("last" in piece) register.last = new Map(piece.last);
  else {
    for (const [workspace, draft, number, issuedOn] of piece.rows) {
      register.drafts.set(number, { workspace, draft, issuedOn });
      register.numbers.set(keyOf({ workspace, draft }), number);
      register.lastIssuedOn = issuedOn;
    }
  }
  return register;
}
