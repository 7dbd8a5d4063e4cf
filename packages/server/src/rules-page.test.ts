// What docs/rules.md shows is what the server answers: each table is read off the page and happens here.
import { readFileSync } from "node:fs";
import { amountOf, type CountingRule, percentOf, type Price } from "@seatbook/core";
import { describe, expect, test } from "vitest";
import type { MonthItem, WorkspaceSummary } from "./contract/types.ts";
import { type Client, TestServer, workspaceBody } from "./test/test-server.ts";

const page = readFileSync(new URL("../../../docs/rules.md", import.meta.url), "utf8");
const ws = "/v1/workspaces/acme";
const beforeAll = "2026-09-15T08:00:00Z";
const months = ["2026-10", "2026-11", "2026-12"];

type Row = Record<string, string>;

/** The tables below a heading, each row by the names of its columns. */
function tablesBelow(heading: string): Row[][] {
  const [, below] = page.split(`\n### ${heading}\n`);
  if (below === undefined) throw new Error(`docs/rules.md has no "${heading}"`);
  const [section = ""] = below.split(/\n##/);
  return Array.from(section.matchAll(/(?:^\|.*\n)+/gm), ([table]) => {
    const [names = [], , ...rows] = table.trim().split("\n").map(cellsOf);
    return rows.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
  });
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((text) => text.trim());
}

function tableBelow(heading: string): Row[] {
  const [table = [], ...others] = tablesBelow(heading);
  if (table.length === 0 || others.length > 0) throw new Error(`"${heading}" has not one table, with rows`);
  return table;
}

/** Each with what the page has in its row but the reason. */
function titled(rows: Row[]): [title: string, row: Row][] {
  return rows.map((row) => {
    const told = Object.entries(row).filter(([name]) => name !== "why");
    return [told.map(([, text]) => text).join(" | "), row];
  });
}

function cell(row: Row, name: string): string {
  const text = row[name];
  if (text === undefined) throw new Error(`There is no column "${name}" in ${JSON.stringify(row)}`);
  return text;
}

function match(text: string, pattern: RegExp): Record<string, string | undefined> {
  const { groups } = pattern.exec(text) ?? {};
  if (!groups) throw new Error(`docs/rules.md: it is not known what "${text}" means`);
  return groups;
}

/** A workspace to which happens what the cells say: "Design: Ana, Bo; Di in no team", "3 Nov Ana joins Design; 12 Nov …". */
class Story {
  readonly server: TestServer;
  readonly #operator: Client;
  readonly #teams = new Set<string>();
  /** The teams that each person is in. */
  readonly #people = new Map<string, Set<string>>();

  constructor(rule: CountingRule = "any-in-month") {
    this.server = new TestServer({ now: beforeAll, rule });
    this.#operator = this.server.operator;
  }

  async begin(before: string, differing: object): Promise<void> {
    await this.#operator.put(ws, { ...workspaceBody, ...differing });
    for (const part of before.split("; ")) {
      const {
        alone,
        teams = "",
        people = "",
      } = match(part, /^(?:(?<alone>\w+) in no team|(?<teams>[^:]+): (?<people>.+))$/);
      if (alone !== undefined) await this.#put(alone, []);
      else {
        const named = teams.split(", ");
        for (const team of named) await this.#addTeam(team);
        for (const person of namesOf(people, named.join())) await this.#put(person, named);
      }
    }
  }

  async happen(steps: string): Promise<void> {
    if (steps === "nothing") return;
    for (const step of steps.split("; ")) {
      const {
        day = "",
        month = "",
        time = "10:00",
        what = "",
        since,
      } = match(
        step,
        /^(?<day>\d+) (?<month>Oct|Nov|Dec) (?:(?<time>\d\d:\d\d) )?(?<what>.+?)(?:, since (?<since>\d+ (?:Oct|Nov|Dec)))?$/,
      );
      this.server.at(instantOf(day, month, time));
      const [sinceDay = "", sinceMonth = ""] = since?.split(" ") ?? [];
      await this.#do(what, since === undefined ? {} : { since: instantOf(sinceDay, sinceMonth, "10:00") });
    }
  }

  /** The licenses and the net amount of each month, after the last. */
  async numbers(): Promise<{ licenses: number; net: string }[]> {
    const listed = await this.server.at("2027-01-01T08:00:00Z").operator.get<MonthItem[]>(`${ws}/months`);
    return months.map((month) => {
      const found = listed.find((item) => item.month === month);
      if (!found) throw new Error(`There is no ${month}`);
      return { licenses: found.licenses, net: euros(found.net.minor) };
    });
  }

  async #do(what: string, options: { since?: string }): Promise<void> {
    const {
      model,
      who = "",
      verb = "",
      team,
    } = match(
      what,
      /^(?:the license model becomes (?<model>team|user)|(?<who>\w+) (?<verb>joins|leaves|moves to|is \w+)(?: (?<team>\w+))?)$/,
    );
    if (model !== undefined) {
      await this.#operator.put(ws, { ...workspaceBody, licenseModel: model });
      return;
    }
    const current = this.#people.get(who) ?? new Set();
    const isTeam = this.#teams.has(who);
    if (verb === "is added") await this.#addTeam(who);
    else if (verb === "is archived" && isTeam) await this.#operator.post(`${ws}/teams/${who}/archive`);
    else if (verb === "is unarchived" && isTeam) await this.#operator.post(`${ws}/teams/${who}/unarchive`);
    else if (verb === "is removed" && !isTeam) {
      await this.#operator.delete(`${ws}/members/${who}`);
      this.#people.set(who, new Set());
    } else if (verb === "is restored" && !isTeam) await this.#operator.post(`${ws}/members/${who}/restore`);
    else if (team === undefined || isTeam) throw new Error(`docs/rules.md: it is not known what "${what}" means`);
    else {
      if (!this.#teams.has(team)) await this.#addTeam(team);
      if (verb === "joins") await this.#put(who, [...current, team], options);
      else if (verb === "leaves")
        await this.#put(
          who,
          [...current].filter((each) => each !== team),
        );
      else await this.#put(who, [team]);
    }
  }

  async #addTeam(team: string): Promise<void> {
    this.#teams.add(team);
    await this.#operator.put(`${ws}/teams/${team}`, { name: team });
  }

  async #put(person: string, teams: string[], options: { since?: string } = {}): Promise<void> {
    this.#people.set(person, new Set(teams));
    const email = `${person.toLowerCase()}@acme.example`;
    await this.#operator.put(`${ws}/members/${person}`, { name: person, email, teams, ...options });
  }
}

/** "nobody", "5 people" or "Ana, Bo". */
function namesOf(people: string, team: string): string[] {
  if (people === "nobody") return [];
  const count = /^(\d+) people$/.exec(people)?.[1];
  if (count === undefined) return people.split(", ");
  return Array.from({ length: Number(count) }, (_, index) => `${team}-${index + 1}`);
}

function instantOf(day: string, month: string, time: string): string {
  const local = `2026-${{ Oct: 10, Nov: 11, Dec: 12 }[month]}-${day.padStart(2, "0")}T${time}`;
  return Temporal.PlainDateTime.from(local).toZonedDateTime("Europe/Berlin").toInstant().toString();
}

function euros(minor: number): string {
  return new Intl.NumberFormat("en", { style: "currency", currency: "EUR" }).format(minor / 100);
}

/** Of an amount such as €1,740.00. */
function minorOf(text: string): number {
  return Math.round(Number(text.replace(/^€/, "").replaceAll(",", "")) * 100);
}

const [, prices = ""] = /```json\n([^]*?)```/.exec(page) ?? [];
const priceByName: Record<string, Price> = JSON.parse(prices);

function priceOf(row: Row): Price {
  const price = priceByName[cell(row, "price")];
  if (!price) throw new Error(`There is no price "${cell(row, "price")}"`);
  const minimum = cell(row, "minimum");
  return minimum === "" ? price : { ...price, minimumLicenses: Number(minimum) };
}

describe("Which model", () => {
  test.each(titled(tableBelow("Which model")))("%s", async (_title, row) => {
    const server = new TestServer({ now: beforeAll });
    const set = /^`(?<model>team|user)`$/.exec(cell(row, "`licenseModel`"))?.groups?.["model"];
    const { licenseModel: _model, ...body } = workspaceBody;
    const contract = cell(row, "contract").replaceAll("`", "");
    const contractStart = cell(row, "started on");
    await server.operator.put(ws, {
      ...body,
      contract,
      contractStart,
      ...(set !== undefined && { licenseModel: set }),
    });
    const { licenseModel } = await server.operator.get<WorkspaceSummary>(ws);
    expect(`${licenseModel} license`).toBe(cell(row, "billed by"));
  });
});

describe.each([
  ["By user license", "user", "any-in-month"],
  ["By team license", "team", "any-in-month"],
  ["With `month-start`", "user", "month-start"],
] as const)("%s", (heading, licenseModel, rule) => {
  test.each(titled(tableBelow(heading)))("%s", async (_title, row) => {
    const story = new Story(rule);
    await story.begin(cell(row, "before"), { licenseModel });
    await story.happen(cell(row, "what happens"));
    const expected = ["October", "November", "December"].map((month) => cell(row, month));
    expect((await story.numbers()).map(({ licenses }) => String(licenses))).toEqual(expected);
  });
});

describe("What it costs", () => {
  const [amounts = [], taxes = []] = tablesBelow("What it costs");

  test.each(titled(amounts))("%s", (_title, row) => {
    const { net, steps } = amountOf(priceOf(row), Number(cell(row, "licenses")));
    const computed = steps.map(({ licenses, unitMinor }) => `${licenses} × ${euros(unitMinor)}`).join(" + ");
    expect([computed, euros(net.minor)]).toEqual([cell(row, "computed"), cell(row, "net")]);
  });

  test.each(titled(taxes))("%s", (_title, row) => {
    const net = minorOf(cell(row, "net"));
    const tax = percentOf(net, Number(cell(row, "rate").replace("%", "")));
    expect([euros(tax), euros(net + tax)]).toEqual([cell(row, "tax"), cell(row, "gross")]);
  });
});

describe("One workspace, from October to December", () => {
  const [[told = {}] = [], rows = []] = tablesBelow("One workspace, from October to December");

  test.each(titled(rows))("%s", async (_title, row) => {
    const story = new Story();
    await story.begin(cell(told, "before"), { licenseModel: cell(row, "license model"), price: priceOf(row) });
    await story.happen(cell(told, "what happens"));
    const expected = ["October", "November", "December"].map((month) => cell(row, month));
    expect((await story.numbers()).map(({ licenses, net }) => `${licenses}: ${net}`)).toEqual(expected);
  });
});
