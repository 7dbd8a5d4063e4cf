import type { CountingRule, LicenseModel, Price, Tier } from "@seatbook/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type {
  Invoice,
  InvoiceItem,
  License,
  Member,
  MonthItem,
  MonthLicenses,
  Preview,
  WorkspaceSummary,
} from "./contract/types.ts";
import { readWorkbook } from "./export/test/read-workbook.ts";
import { readExport } from "./test/parse-csv.ts";
import { billedBody, type Client, sellerSetup, TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
const dayMs = 86_400_000;
const start = Date.parse("2026-10-20T08:00:00Z");
const zones = ["Europe/Berlin", "UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu"];
const teamIds = ["A", "B", "C"];
const memberIds = ["m1", "m2", "m3", "m4", "m5", "m6"];
const nothing = new Uint8Array();
/** The prices of which an invoice was seen, as JSON. */
const invoicedForms = new Set<string>();
/** For ever archived: archiving it once more changes nothing. */
const idleTeam = "archived";

function tiers(upTo: number): Tier[] {
  return [
    { upTo, unitMinor: 900 },
    { upTo: null, unitMinor: 700 },
  ];
}

/** What so many rows of an export cost, one row after the other. */
function priceOf(price: Price, rows: number): number {
  const billed = Math.max(rows, price.minimumLicenses ?? 0);
  let sum = 0;
  for (let license = 1; license <= billed; license++) {
    if ("unitMinor" in price) sum += price.unitMinor;
    else {
      const place = price.tierMode === "volume" ? billed : license;
      sum += price.tiers.find(({ upTo }) => upTo === null || place <= upTo)?.unitMinor ?? NaN;
    }
  }
  return sum;
}

const history = fc.record({
  rule: fc.constantFrom<CountingRule>("any-in-month", "month-start"),
  licenseModel: fc.constantFrom<LicenseModel>("team", "user"),
  timeZone: fc.constantFrom(...zones),
  price: fc.constantFrom<Price>(
    { currency: "EUR", unitMinor: 4900 },
    { currency: "EUR", unitMinor: 0 },
    { currency: "EUR", unitMinor: 4900, minimumLicenses: 3 },
    { currency: "JPY", tiers: tiers(2), tierMode: "volume" },
    { currency: "EUR", tiers: tiers(2), tierMode: "volume", minimumLicenses: 2 },
    { currency: "EUR", tiers: tiers(1), tierMode: "graduated" },
    { currency: "EUR", tiers: tiers(1), tierMode: "graduated", minimumLicenses: 3 },
  ),
  steps: fc.array(
    fc.record({
      /** How long after the step before, in ms: nothing, some minutes, or days. */
      after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_600_000 }), fc.integer({ min: 0, max: 9 * dayMs })),
      /** Whether the clock stops at the month's first instant, if it would pass it. */
      stopsAtMonth: fc.boolean(),
      what: fc.constantFrom(
        "put-team",
        "archive",
        "unarchive",
        "put-member",
        "remove",
        "restore",
        "clean-up",
        "configure",
      ),
      team: fc.constantFrom(...teamIds),
      member: fc.constantFrom(...memberIds),
      teams: fc.subarray(teamIds),
      backdate: fc.option(fc.integer({ min: 0, max: 20 * dayMs }), { nil: undefined }),
      model: fc.constantFrom<LicenseModel>("team", "user"),
    }),
    { minLength: 3, maxLength: 14 },
  ),
});
type Step = (typeof history extends fc.Arbitrary<infer History> ? History : never)["steps"][number];

async function act(server: TestServer, step: Step, configured: object): Promise<void> {
  const { operator } = server;
  const team = `${ws}/teams/${step.team}`;
  const member = `${ws}/members/${step.member}`;
  const since = step.backdate === undefined ? {} : { since: new Date(server.now - step.backdate).toISOString() };
  // What the rules refuse (an unknown team, a closed month) is part of the history too: nothing happened.
  switch (step.what) {
    case "put-team":
      await operator.request("PUT", team, { body: { name: `Team ${step.team}`, ...since } });
      break;
    case "archive":
    case "unarchive":
      await operator.request("POST", `${team}/${step.what}`);
      break;
    case "put-member": {
      const body = { name: step.member, email: `${step.member}@acme.example`, teams: step.teams, ...since };
      await operator.request("PUT", member, { body });
      break;
    }
    case "remove":
      await operator.request("DELETE", member);
      break;
    case "restore":
      await operator.request("POST", `${member}/restore`);
      break;
    case "clean-up": {
      const { body } = await operator.request("GET", `${ws}/inactive-members`);
      await operator.request("POST", `${ws}/inactive-members/remove`, {
        body: { fingerprint: Reflect.get(Object(body), "fingerprint") },
      });
      break;
    }
    case "configure":
      await operator.put(ws, { ...configured, licenseModel: step.model });
  }
}

/** Every place that tells the running month's number, and the next one's where it has one. */
async function checkRunning(operator: Client): Promise<WorkspaceSummary> {
  const summary = await operator.get<WorkspaceSummary>(ws);
  const { currentMonth, nextMonth } = summary;
  const figures = { licenses: currentMonth.licenses, net: currentMonth.net };
  const nextFigures = { licenses: nextMonth.licenses, net: nextMonth.net };

  const commands = [{ type: "archive-team", team: idleTeam }];
  const preview = await operator.post<Preview>(`${ws}/preview`, { commands });
  expect(preview.currentMonth).toMatchObject({ month: currentMonth.month, before: figures, after: figures });
  expect(preview.nextMonth).toMatchObject({ month: nextMonth.month, before: nextFigures, after: nextFigures });
  expect(preview.counts).toEqual({ before: summary.counts, after: summary.counts });

  const listed = (await operator.get<MonthItem[]>(`${ws}/months`)).at(-1);
  expect(listed).toMatchObject({ month: currentMonth.month, status: "open", ...figures });
  for (const estimate of [currentMonth, nextMonth]) {
    const ids = await listedIds(operator, estimate.month, estimate.licenses);
    expect(estimate.steps.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(estimate.net.minor);
    if (estimate.licenseModel === "user") {
      const key = estimate === currentMonth ? "currentMonth" : "nextMonth";
      const members = [
        ...(await operator.all<Member>(`${ws}/members`, 4)),
        ...(await operator.all<Member>(`${ws}/members?status=removed`, 4)),
      ];
      expect(
        members
          .filter(({ billed }) => billed[key])
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(ids);
    }
    const ending = (await operator.all<License>(`${ws}/months/${estimate.month}/licenses`)).filter(
      ({ freeFrom }) => freeFrom,
    );
    expect(ending).toHaveLength(estimate.ending);
  }
  return summary;
}

async function listedIds(operator: Client, month: string, expected: number): Promise<string[]> {
  const path = `${ws}/months/${month}/licenses`;
  const page = await operator.get<MonthLicenses>(path);
  const items = await operator.all<License>(path, 2);
  const ids = items.map(({ holder }) => holder.id);
  expect([page.licenses, ids.length]).toEqual([expected, expected]);
  expect(readExport(await operator.get<string>(`${path}.csv`)).map((row) => row["Holder id"])).toEqual(ids);
  expect(new Set(ids).size).toBe(expected);
  return ids;
}

/** Closes the month that has just ended: what was shown at its last instant is what is closed. */
async function closeAndCompare(
  server: TestServer,
  price: Price,
  shown: Map<string, { summary: WorkspaceSummary; ids: string[] }>,
): Promise<void> {
  const { operator } = server;
  for (const { month, status, licenses, net } of await operator.get<MonthItem[]>(`${ws}/months`)) {
    if (status !== "ended") continue;
    const path = `${ws}/months/${month}/licenses`;
    const endedCsv = await operator.get<string>(`${path}.csv`);
    const endedItems = await operator.all<License>(path);
    const before = shown.get(month);
    if (before) {
      expect({ licenses, net }).toEqual({
        licenses: before.summary.currentMonth.licenses,
        net: before.summary.currentMonth.net,
      });
      expect(endedItems.map(({ holder }) => holder.id)).toEqual(before.ids);
    }
    expect(await operator.post<MonthItem>(`${ws}/months/${month}/close`)).toMatchObject({
      status: "closed",
      licenses,
      net,
    });
    expect(await operator.get<string>(`${path}.csv`)).toBe(endedCsv);
    expect(await operator.all<License>(path, 3)).toEqual(endedItems);
    await listedIds(operator, month, licenses);
    await checkInvoice(server, price, month);
  }
}

/** The rows that are really in the month's exports, at the workspace's price, are the invoice's net. */
async function checkInvoice({ app, operator }: TestServer, price: Price, month: string): Promise<void> {
  const path = `${ws}/months/${month}/licenses`;
  const rows = readExport(await operator.get<string>(`${path}.csv`)).length;
  const headers = { Authorization: `Bearer ${operator.token}` };
  const workbook = await readWorkbook(
    new Uint8Array(await (await app.request(`${path}.xlsx`, { headers })).arrayBuffer()),
  );
  expect(workbook.sheets.flatMap((sheet) => sheet.rows.slice(1))).toHaveLength(rows);

  const net = { currency: price.currency, minor: priceOf(price, rows) };
  const items = (await operator.all<InvoiceItem>(`${ws}/invoices`)).filter((item) => item.month === month);
  if (net.minor === 0) {
    expect(items).toEqual([]);
    return;
  }
  expect(items).toMatchObject([{ type: "invoice", licenses: rows, net }]);
  const { lines } = await operator.get<Invoice>(`${ws}/invoices/${items[0]?.number}`);
  const billed = Math.max(rows, price.minimumLicenses ?? 0);
  expect(lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(billed);
  expect(lines.reduce((sum, line) => sum + line.net.minor, 0)).toBe(net.minor);
  invoicedForms.add(JSON.stringify(price));
}

describe("one number everywhere", () => {
  test("up to the invoice, in random histories through the API, both models, both counting rules", async () => {
    let closedMonths = 0;
    await fc.assert(
      fc.asyncProperty(history, async ({ rule, licenseModel, timeZone, price, steps }) => {
        const server = new TestServer({
          rule,
          seller: sellerSetup,
          makeDocuments: async () => ({ pdf: nothing, xml: nothing }),
          now: new Date(start).toISOString(),
        });
        const { operator } = server;
        const configured = { ...workspaceBody, ...billedBody, licenseModel, timeZone, price };
        await operator.put(ws, configured);
        await operator.put(`${ws}/directory`, { teams: [{ id: idleTeam, name: "Idle", archived: true }], members: [] });
        const shown = new Map<string, { summary: WorkspaceSummary; ids: string[] }>();

        /** Goes to `instant`, but through the last and the first instant of each month on the way. */
        const moveTo = async (instant: number): Promise<void> => {
          for (;;) {
            const { currentMonth } = await operator.get<WorkspaceSummary>(ws);
            const end = Date.parse(currentMonth.end);
            if (instant < end) break;
            server.now = end - 1;
            const summary = await checkRunning(operator);
            const ids = await listedIds(operator, currentMonth.month, summary.currentMonth.licenses);
            shown.set(currentMonth.month, { summary, ids });
            server.now = end;
            // "If nothing changes": the next month begins with what was foretold.
            expect((await operator.get<WorkspaceSummary>(ws)).currentMonth).toMatchObject({
              month: summary.nextMonth.month,
              licenses: summary.nextMonth.licenses,
              net: summary.nextMonth.net,
            });
            await closeAndCompare(server, price, shown);
            closedMonths++;
          }
          server.now = instant;
        };

        for (const step of steps) {
          const { currentMonth } = await operator.get<WorkspaceSummary>(ws);
          const end = Date.parse(currentMonth.end);
          const target = server.now + step.after;
          await moveTo(step.stopsAtMonth && target > end ? end : target);
          await act(server, step, configured);
        }
        await checkRunning(operator);
        await moveTo(server.now + 32 * dayMs);
        await checkRunning(operator);
      }),
      { numRuns: 200 },
    );
    expect(closedMonths).toBeGreaterThan(200);
    // Every price but the one for nothing.
    expect(invoicedForms.size).toBe(6);
  });
});
