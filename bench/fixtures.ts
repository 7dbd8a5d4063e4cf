import { type AppOptions, createApp, type SellerSetup } from "@seatbook/server";
import type { CreateDriver } from "@seatbook/storage";

export const apiKey = "benchmark-key-benchmark-key-benchmark";
export const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
export const members = 100_000;
export const teams = 3_000;
/** Teams of each small workspace in the comparisons of stores. */
export const teamsOfSmall = 50;

const price = { currency: "EUR", unitMinor: 4900 };

/** The server on `driver`, with a clock of its own (epoch ms). */
export function benchmarkApp(
  driver: CreateDriver,
  now: () => number,
  options: Pick<AppOptions, "seller" | "widgets"> = {},
) {
  let id = 0;
  return createApp({
    driver,
    now,
    apiKeys: [apiKey],
    tokenSecret: new Uint8Array(32),
    maxDirectoryBytes: 1 << 28,
    newId: () => String(++id),
    monotonicNow: () => performance.now(),
    ...options,
  });
}

type App = ReturnType<typeof benchmarkApp>["app"];

export async function put(app: App, path: string, body: unknown): Promise<void> {
  const answer = await app.request(path, { method: "PUT", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`PUT ${path} answered ${answer.status}: ${await answer.text()}`);
}

/** A workspace `large` billed by user license: 100,000 members in 300,000 memberships of `teamCount` teams. */
export async function addLargeWorkspace(app: App, teamCount = teams): Promise<void> {
  await put(app, "/v1/workspaces/large", {
    name: "Large",
    contractStart: "2022-01-01",
    timeZone: "Europe/Berlin",
    price,
  });
  await put(app, "/v1/workspaces/large/directory", {
    teams: Array.from({ length: teamCount }, (_, index) => ({ id: `team-${index}`, name: `Team ${index}` })),
    members: Array.from({ length: members }, (_, index) => ({
      id: `member-${index}`,
      // Neither sorted nor all alike, as names are.
      name: `${String.fromCharCode(65 + ((index * 7) % 26))}${(index * 7919) % members} Person`,
      email: `person-${index}@large.example`,
      teams: [index, index + 1000, index + 2000].map((team) => `team-${team % teamCount}`),
    })),
  });
}

/** A small workspace with teams to archive. */
export async function addSmallWorkspace(app: App, id: string, teamCount: number): Promise<void> {
  await put(app, `/v1/workspaces/${id}`, { name: id, contractStart: "2022-01-01", price });
  await put(app, `/v1/workspaces/${id}/directory`, {
    teams: Array.from({ length: teamCount }, (_, index) => ({ id: `team-${index}`, name: `Team ${index}` })),
    members: Array.from({ length: 50 }, (_, index) => ({
      id: `member-${index}`,
      name: `Person ${index}`,
      email: `person-${index}@small.example`,
      teams: [`team-${index % teamCount}`],
    })),
  });
}

export const invoicedSeller: SellerSetup = {
  seller: {
    name: "Northwind Software GmbH",
    address: { line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
    vatId: "DE123456789",
    contact: { name: "Ines Roth", phone: "+49 30 1234567", email: "accounting@northwind.example" },
    bank: { iban: "DE89370400440532013000" },
    accountingEmail: "billing@northwind.example",
  },
  paymentDays: 14,
  annex: false,
  numberFormat: { template: "{year}-{number:6}", restart: "yearly" },
  mailboxApproval: false,
};

/** A workspace of 50 members in 10 teams by user license that lacks nothing for an invoice; it is not mailed. */
export async function addInvoicedWorkspace(app: App, id: string): Promise<void> {
  await put(app, `/v1/workspaces/${id}`, {
    name: id,
    contractStart: "2022-01-01",
    timeZone: "Europe/Berlin",
    price,
    tax: { treatment: "standard", ratePercent: 19 },
    customer: {
      name: `${id} GmbH`,
      address: { line1: "Weg 1", postalCode: "20095", city: "Hamburg", country: "DE" },
      language: "de",
    },
  });
  await put(app, `/v1/workspaces/${id}/directory`, {
    teams: Array.from({ length: 10 }, (_, index) => ({ id: `team-${index}`, name: `Team ${index}` })),
    members: Array.from({ length: 50 }, (_, index) => ({
      id: `member-${index}`,
      name: `Person ${index}`,
      email: `person-${index}@small.example`,
      teams: [`team-${index % 10}`],
    })),
  });
}
