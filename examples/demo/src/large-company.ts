import type { DirectoryChange } from "@seatbook/server";
import { people, pick, randomFrom } from "./people.ts";
import type { SeatbookApi } from "./seatbook-api.ts";
import type { DemoWorkspace } from "./story.ts";

const membersPerTeam = 100;
const teamsPerMember = 3;
/** 100,000 members take about 16 MB. */
export const bytesPerMember = 400;

/** Creates a workspace with so many members, each in three teams of about a hundred, in one `PUT …/directory`. Volume
 *  price, no history.
 *  @returns how long the server took for the directory, in ms. */
export async function hireLargeCompany(
  api: SeatbookApi,
  count: number,
): Promise<{ workspace: DemoWorkspace; teams: number; durationMs: number }> {
  const [id, name, timeZone, domain] = [
    "atlas",
    "Atlas Mobility Group",
    "Europe/London",
    "atlasmobility.example",
  ] as const;
  const random = randomFrom(3);
  const teams = Array.from({ length: Math.ceil((count * teamsPerMember) / membersPerTeam) }, (_, index) => ({
    id: `t-${index + 1}`,
    name: `Depot ${index + 1}`,
  }));
  const members = people({ seed: 7, domain, taken: [] })
    .take(count)
    .map((person, index) => ({
      ...person,
      role: index === 0 ? "admin" : "member",
      teams: [...new Set(Array.from({ length: teamsPerMember }, () => pick(teams, random).id))],
    }))
    .toArray();
  await api.send("PUT", `/v1/workspaces/${id}`, {
    name,
    timeZone,
    contractStart: "2022-01-01",
    contract: "enterprise",
    price: {
      currency: "GBP",
      tierMode: "volume",
      tiers: [
        { upTo: 1000, unitMinor: 900 },
        { upTo: null, unitMinor: 600 },
      ],
    },
    tax: { treatment: "outside-eu" },
    customer: {
      name,
      address: { line1: "5 Foundry Wharf", postalCode: "E14 9ZZ", city: "London", country: "GB" },
      language: "en",
    },
    mailbox: [`accounts@${domain}`],
  });
  const started = performance.now();
  await api.send<DirectoryChange>("PUT", `/v1/workspaces/${id}/directory`, { teams, members });
  const durationMs = performance.now() - started;
  const [first, second = first, third = first] = members;
  if (!first || !second || !third) throw new RangeError("A company has at least one member.");
  const workspace = { id, name, timeZone, signsIn: { admin: first, billing: second, viewer: third } };
  return { workspace, teams: teams.length, durationMs };
}
