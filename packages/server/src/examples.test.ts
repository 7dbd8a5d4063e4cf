import { describe, expect, test } from "vitest";
import type { License, MonthItem, MonthLicenses, WorkspaceSummary } from "./contract/types.ts";
import { readExport } from "./test/parse-csv.ts";
import { type Client, TestServer, workspaceBody } from "./test/test-server.ts";

const months = ["2026-10", "2026-11", "2026-12"] as const;

/** What happens, as instants in UTC and what is done then; Berlin is at +02:00 until 25 October, then at +01:00. */
type Story = {
  what: string;
  counts: [october: number, november: number, december: number];
  steps: [at: string, act: (operator: Client) => Promise<unknown>][];
};

const ws = "/v1/workspaces/acme";
const beforeAll = "2026-09-15T08:00:00Z";
const people = ["p1", "p2", "p3", "p4", "p5"];

const team =
  (id: string) =>
  (operator: Client): Promise<unknown> =>
    operator.put(`${ws}/teams/${id}`, { name: `Team ${id}` });

const member =
  (id: string, teams?: string[]) =>
  (operator: Client): Promise<unknown> =>
    operator.put(`${ws}/members/${id}`, { name: id, email: `${id}@acme.example`, ...(teams && { teams }) });

const members =
  (ids: string[], teams: string[]) =>
  async (operator: Client): Promise<void> => {
    for (const id of ids) await member(id, teams)(operator);
  };

const archive =
  (id: string) =>
  (operator: Client): Promise<unknown> =>
    operator.post(`${ws}/teams/${id}/archive`);

// The example table of the rules: any-in-month, user license, Europe/Berlin.
const stories: Story[] = [
  {
    what: "Ana joins team A on 3 Nov",
    counts: [0, 1, 1],
    steps: [
      [beforeAll, team("A")],
      [beforeAll, member("ana")],
      ["2026-11-03T09:00:00Z", member("ana", ["A"])],
    ],
  },
  {
    what: "A (5 members) is archived 12 Nov 10:00",
    counts: [5, 5, 0],
    steps: [
      [beforeAll, team("A")],
      [beforeAll, members(people, ["A"])],
      ["2026-11-12T09:00:00Z", archive("A")],
    ],
  },
  {
    what: "A is archived exactly 1 Nov 00:00 Berlin (31 Oct 23:00 UTC)",
    counts: [5, 0, 0],
    steps: [
      [beforeAll, team("A")],
      [beforeAll, members(people, ["A"])],
      ["2026-10-31T23:00:00Z", archive("A")],
    ],
  },
  {
    what: "Bo is in A and B; A is archived 12 Nov",
    counts: [1, 1, 1],
    steps: [
      [beforeAll, team("A")],
      [beforeAll, team("B")],
      [beforeAll, member("bo", ["A", "B"])],
      ["2026-11-12T09:00:00Z", archive("A")],
    ],
  },
  {
    what: "Cy is removed 2 Nov and re-added to A 20 Nov",
    counts: [1, 1, 1],
    steps: [
      [beforeAll, team("A")],
      [beforeAll, member("cy", ["A"])],
      ["2026-11-02T09:00:00Z", (operator) => operator.delete(`${ws}/members/cy`)],
      ["2026-11-20T09:00:00Z", member("cy", ["A"])],
    ],
  },
  {
    what: "Di is a workspace member in no team",
    counts: [0, 0, 0],
    steps: [[beforeAll, member("di")]],
  },
  {
    what: "team E is archived 28 Oct, unarchived 2 Dec, 4 members",
    counts: [4, 0, 4],
    steps: [
      [beforeAll, team("E")],
      [beforeAll, members(people.slice(0, 4), ["E"])],
      ["2026-10-28T09:00:00Z", archive("E")],
      ["2026-12-02T09:00:00Z", (operator) => operator.post(`${ws}/teams/E/unarchive`)],
    ],
  },
];

describe("the example table of the rules holds over HTTP", () => {
  test.each(stories)("$what: $counts", async ({ counts, steps }) => {
    const server = new TestServer({ now: beforeAll });
    const { operator } = server;
    await operator.put(ws, workspaceBody);
    const waiting = [...steps];
    for (const [index, month] of months.entries()) {
      // What happens until the month has ended, then every number of it, in its last second.
      const lastSecond = new Date(Date.parse(firstInstantAfter[month]) - 1000).toISOString();
      for (let [step] = waiting; step !== undefined && step[0] <= lastSecond; [step] = waiting) {
        await step[1](server.at(step[0]).operator);
        waiting.shift();
      }
      expect(await numbersOf(server.at(lastSecond).operator, month)).toEqual(allNumbers(counts[index]));
    }
    // The same for the months as they look afterwards, ended and then closed.
    server.at("2027-01-01T00:00:00Z");
    for (const status of ["ended", "closed"]) {
      for (const [index, month] of months.entries()) {
        if (status === "closed") await closeThrough(operator, month);
        const { months: listed, json, csv } = await monthNumbers(operator, month);
        expect([listed, json, csv], `${month} ${status}`).toEqual(Array(3).fill(counts[index]));
        expect((await operator.get<MonthItem[]>(`${ws}/months`)).find((item) => item.month === month)?.status).toBe(
          status,
        );
      }
    }
  });
});

const firstInstantAfter = {
  "2026-10": "2026-10-31T23:00:00Z",
  "2026-11": "2026-11-30T23:00:00Z",
  "2026-12": "2026-12-31T23:00:00Z",
};

function allNumbers(count = NaN) {
  return { summary: count, months: count, json: count, csv: count };
}

async function numbersOf(operator: Client, month: string) {
  const { currentMonth } = await operator.get<WorkspaceSummary>(ws);
  expect(currentMonth.month).toBe(month);
  return { summary: currentMonth.licenses, ...(await monthNumbers(operator, month)) };
}

async function monthNumbers(operator: Client, month: string) {
  const listed = (await operator.get<MonthItem[]>(`${ws}/months`)).find((item) => item.month === month);
  const page = await operator.get<MonthLicenses>(`${ws}/months/${month}/licenses`);
  const items: License[] = await operator.all(`${ws}/months/${month}/licenses`, 2);
  expect(page.licenses).toBe(items.length);
  const rows = readExport(await operator.get<string>(`${ws}/months/${month}/licenses.csv`));
  expect(rows.map((row) => row["Holder id"])).toEqual(items.map(({ holder }) => holder.id));
  return { months: listed?.licenses, json: items.length, csv: rows.length };
}

async function closeThrough(operator: Client, last: string): Promise<void> {
  for (const { month, status } of await operator.get<MonthItem[]>(`${ws}/months`)) {
    if (month <= last && status === "ended") await operator.post(`${ws}/months/${month}/close`);
  }
}
