import { createHash } from "node:crypto";
import { createApp } from "@seatbook/server";
import { openDriver } from "@seatbook/storage";
import { sellerSetup } from "../../packages/server/src/test/fixtures.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";
const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };

/** A year of months, the first one as `Date.UTC` has it. */
const first = { year: 2025, month: 9 };
const months = 12;

type Ask = (method: string, path: string, body?: unknown) => Promise<Uint8Array>;

/** A server in this process on a store, whose clock stands where it is set (epoch ms). */
async function withServer<T>(url: string, work: (ask: Ask, setClock: (now: number) => void) => Promise<T>): Promise<T> {
  const driver = await openDriver(url);
  let now = Date.UTC(first.year, first.month + months, 15);
  const { app, scheduler, close } = createApp({
    driver,
    now: () => now,
    apiKeys: [apiKey],
    tokenSecret: new Uint8Array(32),
    seller: sellerSetup,
    newId: () => "",
    monotonicNow: () => performance.now(),
  });
  const ask: Ask = async (method, path, body) => {
    const response = await app.request(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const bytes = await response.bytes();
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status} ${new TextDecoder().decode(bytes)}`);
    return bytes;
  };
  const result = await work(ask, (at) => (now = at));
  await scheduler.idle();
  await close();
  await driver.dispose?.();
  return result;
}

/** Fills a store with workspaces of 100 members, of both license models, and a year of closed months, invoices and some mails;
 *  in each month somebody comes or goes. */
export async function fillYear(url: string, workspaces: number): Promise<void> {
  await withServer(url, async (ask, setClock) => {
    setClock(Date.UTC(first.year, first.month, 5));
    for (let index = 0; index < workspaces; index++) await create(ask, index);
    for (let month = 0; month < months; month++) {
      setClock(Date.UTC(first.year, first.month + month, 20));
      for (let index = 0; index < workspaces; index++) {
        const team = `${pathOf(index)}/teams/team-${(month >> 1) % 10}`;
        await ask("POST", `${team}/${month % 2 === 0 ? "archive" : "unarchive"}`);
      }
      setClock(Date.UTC(first.year, first.month + month + 1, 3));
      await ask("POST", `/v1/months/${nameOf(month)}/close`);
    }
  });
}

function pathOf(index: number): string {
  return `/v1/workspaces/workspace-${index}`;
}

function nameOf(month: number): string {
  return new Date(Date.UTC(first.year, first.month + month)).toISOString().slice(0, 7);
}

async function create(ask: Ask, index: number): Promise<void> {
  await ask("PUT", pathOf(index), {
    name: `Workspace ${index}`,
    contractStart: "2024-01-01",
    licenseModel: index % 4 === 0 ? "team" : "user",
    timeZone: ["Europe/Berlin", "America/New_York", "UTC"][index % 3],
    price: { currency: "EUR", unitMinor: 4900 },
    tax: { treatment: "standard", ratePercent: 19 },
    customer: {
      name: `Customer ${index} GmbH`,
      address: { line1: "Weg 1", postalCode: "20095", city: "Hamburg", country: "DE" },
      language: "de",
    },
    // A mail has a PDF, which takes longer than everything else.
    ...(index % 100 === 1 && { mailbox: [`ap@customer-${index}.example`] }),
  });
  await ask("PUT", `${pathOf(index)}/directory`, {
    teams: Array.from({ length: 10 }, (_, team) => ({ id: `team-${team}`, name: `Team ${team}` })),
    members: Array.from({ length: 100 }, (_, member) => ({
      id: `member-${member}`,
      name: `Person ${member} of ${index}`,
      email: `person-${member}@customer-${index}.example`,
      teams: [`team-${member % 10}`],
    })),
  });
}

/** The hash of everything that can be exported of a store: of every month of every workspace the license list as CSV, workbook
 *  and JSON, and each invoice as XML; and how many files that are. */
export async function hashExports(url: string, workspaces: number): Promise<{ files: number; hash: string }> {
  return withServer(url, async (ask) => {
    const hash = createHash("sha256");
    let files = 0;
    const add = async (path: string): Promise<Uint8Array> => {
      const bytes = await ask("GET", path);
      hash.update(`${path} ${bytes.length}\n`).update(bytes);
      files++;
      return bytes;
    };
    for (let index = 0; index < workspaces; index++) {
      for (let month = 0; month < months; month++) {
        const list = `${pathOf(index)}/months/${nameOf(month)}/licenses`;
        for (const suffix of ["", ".csv", ".xlsx"]) await add(list + suffix);
      }
      const listed = await add(`${pathOf(index)}/invoices?limit=200`);
      const { items }: { items: { number: string }[] } = JSON.parse(new TextDecoder().decode(listed));
      for (const { number } of items) await add(`${pathOf(index)}/invoices/${number}.xml`);
    }
    return { files, hash: hash.digest("hex") };
  });
}
