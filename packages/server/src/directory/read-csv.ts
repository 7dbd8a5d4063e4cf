import { CsvError, parse } from "csv-parse/sync";
import * as v from "valibot";
import { directoryMember, directoryTeam } from "../contract/requests.ts";
import { fieldErrors } from "../middleware/validate.ts";
import { type BadLine, BadFiles, textOf } from "./bad-line.ts";
import type { Directory } from "./directory-body.ts";

export type File = { readonly name: string; readonly bytes: Uint8Array };

const columnsOf = {
  members: ["id", "name", "email", "role", "teams", "since"],
  teams: ["id", "name", "archived", "since"],
} as const;
type Kind = keyof typeof columnsOf;

type Line = { readonly line: number; readonly cells: readonly string[] };

type Team = v.InferOutput<typeof directoryTeam>;
type Member = v.InferOutput<typeof directoryMember>;

/** A directory of CSV files with a header each: one of members, which has a column `email`, and where wanted one of teams.
 *  Cells are separated by commas, semicolons or tabs, the teams of a member by semicolons. Without a file of teams, they are those
 *  that members are in, each from when the first of them is.
 *  @param nameOf the name that a team has already. @throws BadFiles */
export function readCsv(files: readonly File[], nameOf: (team: string) => string | undefined): Directory {
  const reader = new CsvReader();
  for (const file of files) reader.read(file);
  return reader.end(files[0]?.name ?? "", nameOf);
}

class CsvReader {
  readonly #bad: BadLine[] = [];
  readonly #members = new Map<string, Member>();
  readonly #teams = new Map<string, Team>();
  /** Where each team is first named by a member, and since when one is in it. */
  readonly #named = new Map<string, { file: string; line: number; since: number | undefined }>();
  /** The file that each kind was read from. */
  readonly #sources = new Map<Kind, string>();

  read({ name: file, bytes }: File): void {
    try {
      this.#readLines(file, linesOf(file, textOf(file, bytes)));
    } catch (error) {
      if (!(error instanceof BadFiles)) throw error;
      this.#bad.push(...error.lines);
    }
  }

  #readLines(file: string, [header, ...lines]: readonly Line[]): void {
    const names = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
    const kind = kindOf(names);
    if (kind === undefined) {
      this.#bad.push({ file, line: header?.line ?? 1, remedy: noKind });
      return;
    }
    const problems = headerProblems(names, kind);
    const other = this.#sources.get(kind);
    if (other !== undefined) problems.push(`${other} lists ${kind} already. Give one file of ${kind}.`);
    this.#sources.set(kind, file);
    for (const remedy of problems) this.#bad.push({ file, line: header?.line ?? 1, remedy });
    if (problems.length > 0) return;
    const seen = new Map<string, number>();
    for (const { line, cells } of lines) {
      if (cells.length !== names.length) {
        const remedy = `The number of cells is ${cells.length}, and that of columns ${names.length}. Put quotes around a cell that holds the separator.`;
        this.#bad.push({ file, line, remedy });
        continue;
      }
      const row = new Map(names.map((name, index) => [name, (cells[index] ?? "").trim()]));
      const id = row.get("id") ?? "";
      const first = seen.get(id);
      if (first !== undefined)
        this.#bad.push({ file, line, field: "id", remedy: `Line ${first} has the same id. Leave one of them out.` });
      else seen.set(id, line);
      if (kind === "members") this.#addMember(file, line, row);
      else this.#addTeam(file, line, row);
    }
  }

  #addMember(file: string, line: number, row: ReadonlyMap<string, string>): void {
    const teams = row
      .get("teams")
      ?.split(";")
      .map((team) => team.trim())
      .filter((team) => team !== "");
    const result = v.safeParse(directoryMember, { ...filled(row), ...(teams && { teams }) });
    if (!result.success) return this.#note(file, line, result.issues);
    this.#members.set(result.output.id, result.output);
    for (const team of result.output.teams ?? []) this.#name(team, file, line, result.output.since);
  }

  /** @param since epoch ms; undefined for now. */
  #name(team: string, file: string, line: number, since: number | undefined): void {
    const known = this.#named.get(team);
    if (!known) this.#named.set(team, { file, line, since });
    else if (since !== undefined) known.since = Math.min(since, known.since ?? Infinity);
  }

  #addTeam(file: string, line: number, row: ReadonlyMap<string, string>): void {
    const archived = row.get("archived")?.toLowerCase() ?? "";
    if (!["", "true", "false"].includes(archived)) {
      this.#bad.push({ file, line, field: "archived", remedy: "Give true or false, or nothing." });
    }
    const fields = { ...filled(row), ...(archived !== "" && { archived: archived === "true" }) };
    const result = v.safeParse(directoryTeam, fields);
    if (!result.success) return this.#note(file, line, result.issues);
    this.#teams.set(result.output.id, result.output);
  }

  #note(file: string, line: number, issues: Parameters<typeof fieldErrors>[0]): void {
    for (const { field, message } of fieldErrors(issues)) {
      // Which of its teams it is shows in the line.
      this.#bad.push({ file, line, field: field.split(".")[0] ?? field, remedy: message });
    }
  }

  end(anyFile: string, nameOf: (team: string) => string | undefined): Directory {
    if (!this.#sources.has("members") && this.#bad.length === 0) {
      this.#bad.push({ file: anyFile, line: 1, remedy: "There is no column email: give a file of members too." });
    }
    for (const [team, { file, line, since }] of this.#named) {
      if (this.#teams.has(team)) continue;
      if (this.#sources.has("teams")) {
        const remedy = `The team "${team}" is not in ${this.#sources.get("teams")}. Add it there, or take it out here.`;
        this.#bad.push({ file, line, field: "teams", remedy });
      } else this.#teams.set(team, { id: team, name: nameOf(team) ?? team, ...(since !== undefined && { since }) });
    }
    if (this.#bad.length > 0) throw new BadFiles(this.#bad);
    return { teams: [...this.#teams.values()], members: [...this.#members.values()] };
  }
}

const noKind =
  "This is no file of members (columns id, name, email) and none of teams (id, name). The first line names the columns; separate " +
  "cells by commas, semicolons or tabs.";

function kindOf(names: readonly string[]): Kind | undefined {
  if (["email", "role", "teams"].some((name) => names.includes(name))) return "members";
  const known: readonly string[] = columnsOf.teams;
  return names.length > 0 && names.every((name) => known.includes(name)) ? "teams" : undefined;
}

function headerProblems(names: readonly string[], kind: Kind): string[] {
  const known: readonly string[] = columnsOf[kind];
  const missing = (kind === "members" ? ["id", "name", "email"] : ["id", "name"]).filter(
    (name) => !names.includes(name),
  );
  const unknown = names.filter((name) => !known.includes(name));
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  return [
    ...missing.map((name) => `The column ${name} is missing. The first line names the columns.`),
    ...unknown.map((name) => `The column "${name}" is not known. Of ${kind} there are: ${known.join(", ")}.`),
    ...repeated.map((name) => `The column ${name} is there twice. Leave one of them out.`),
  ];
}

/** The fields that have something in them, but those that are not text. */
function filled(row: ReadonlyMap<string, string>): Record<string, string> {
  const kept = [...row].filter(
    ([name, cell]) => !["teams", "archived"].includes(name) && (cell !== "" || mandatory.has(name)),
  );
  return Object.fromEntries(kept);
}

const mandatory = new Set(["id", "name", "email"]);

/** The lines with their numbers; of a record of several lines that of the first. @throws BadFiles */
function linesOf(file: string, given: string): Line[] {
  // The parser counts a line that ends so inside of quotation marks twice.
  const text = given.replaceAll("\r\n", "\n");
  const [firstLine = ""] = text.split("\n", 1);
  // What Excel writes and reads, though it is no part of CSV.
  const separator = /^\uFEFF?sep=(.)$/i.exec(firstLine)?.[1];
  const count = (delimiter: string): number => firstLine.split(delimiter).length;
  const delimiter = separator ?? [",", ";", "\t"].reduce((most, each) => (count(each) > count(most) ? each : most));
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      from_line: separator === undefined ? 1 : 2,
      on_record: (cells: string[], { lines }) => [String(lines - cells.join("").split("\n").length + 1), ...cells],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return records.map(([line, ...cells]) => ({ line: Number(line), cells }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    throw new BadFiles([{ file, line, remedy: quoteRemedies[error.code] ?? "This line is not CSV." }]);
  }
}

const quoteRemedies: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: "A quotation mark opens a cell and none closes it. Write one inside of a cell twice.",
  CSV_INVALID_CLOSING_QUOTE:
    "Something follows the quotation mark that closes a cell. Write one inside of a cell twice.",
  INVALID_OPENING_QUOTE: "A quotation mark is inside of a cell. Put the cell in quotation marks, and write it twice.",
};
