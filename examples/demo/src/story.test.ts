import { createApp, DemoClock } from "@seatbook/server";
import type { InactiveMembers, MemberDetail, MonthItem, Page, WorkspaceItem, WorkspaceSummary } from "@seatbook/server";
import { memory, requireCreate } from "@seatbook/storage";
import { describe, expect, it } from "vitest";
import { hireLargeCompany } from "./large-company.ts";
import { SeatbookApi } from "./seatbook-api.ts";
import { playStory } from "./story.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";

/** A server on a clock of its own, to which the story is told. */
async function newServer(now: number): Promise<SeatbookApi> {
  const driver = requireCreate(memory());
  const demoClock = await DemoClock.open(driver, () => now);
  const options = { apiKeys: [apiKey], tokenSecret: new Uint8Array(32), newId: () => "", monotonicNow: () => 0 };
  const { app } = createApp({ driver, now: demoClock.now, demoClock, ...options });
  return new SeatbookApi((request) => app.fetch(request), apiKey);
}

async function told(day: string): Promise<SeatbookApi> {
  const now = Date.parse(`${day}T12:00:00Z`);
  const api = await newServer(now);
  await playStory(api, now);
  return api;
}

const read = <T>(api: SeatbookApi, path: string) => api.send<T>("GET", `/v1/workspaces${path}`);

const trail = async (api: SeatbookApi) =>
  Promise.all([0, 50].map(async (after) => read(api, `/lindenhof/events?limit=50&after=${after}`)));

describe("the story", () => {
  it("is about two companies, one by user license and one by team license", async () => {
    const { items } = await read<Page<WorkspaceItem>>(await told("2026-11-23"), "");
    expect(items.map(({ id, licenseModel, timeZone }) => [id, licenseModel, timeZone])).toEqual([
      ["lindenhof", "user", "Europe/Berlin"],
      ["maple-harbor", "team", "America/Toronto"],
    ]);
  });

  // The first and the last of a month, a leap day, both ends of a year, the days after clocks change.
  const days = [
    "2026-11-23",
    "2026-12-01",
    "2027-01-02",
    "2026-12-31",
    "2028-02-29",
    "2027-03-28",
    "2027-03-29",
    "2026-10-26",
  ];

  it.each(days)("comes to the same numbers on %s", async (day) => {
    const api = await told(day);
    const lindenhof = await read<WorkspaceSummary>(api, "/lindenhof");
    expect(lindenhof.counts).toEqual({
      members: 128,
      activeMembers: 116,
      inactiveMembers: 12,
      removedMembers: 7,
      teams: 17,
      activeTeams: 14,
      archivedTeams: 3,
    });
    expect(lindenhof.currentMonth).toMatchObject({ month: day.slice(0, 7), licenses: 121, ending: 5 });
    expect(lindenhof.nextMonth.licenses).toBe(116);

    const mapleHarbor = await read<WorkspaceSummary>(api, "/maple-harbor");
    expect(mapleHarbor.counts).toMatchObject({ members: 40, inactiveMembers: 3, activeTeams: 10, archivedTeams: 2 });
    expect(mapleHarbor.currentMonth).toMatchObject({ month: day.slice(0, 7), licenses: 11, ending: 1 });
    expect(mapleHarbor.nextMonth.licenses).toBe(10);
  });

  it.each(days)("leaves only the running month open on %s", async (day) => {
    const api = await told(day);
    for (const id of ["lindenhof", "maple-harbor"]) {
      // oxlint-disable-next-line no-await-in-loop -- two of them
      const months = await read<MonthItem[]>(api, `/${id}/months`);
      expect(months.map(({ status }) => status)).toEqual([...Array<string>(6).fill("closed"), "open"]);
    }
  });

  it("is the same each time it is told on one day", async () => {
    expect(await trail(await told("2026-11-23"))).toEqual(await trail(await told("2026-11-23")));
  });

  it("keeps the owner, and the administrator who asks, from being removed with the inactive members", async () => {
    const api = await told("2026-11-23");
    const { token } = await api.session("lindenhof", "u-tran", "admin");
    const path = "/v1/workspaces/lindenhof/inactive-members";
    const inactive = await api.send<InactiveMembers>("GET", path, undefined, token);
    expect(inactive.members).toHaveLength(10);
    expect(inactive.protected.map(({ member, reason }) => [member.name, reason])).toEqual(
      expect.arrayContaining([
        ["Kim Tran", "caller"],
        ["Mara Kovač", "owner"],
      ]),
    );
  });

  it("names the administrator who ended a team", async () => {
    const api = await told("2026-11-23");
    const { items } = await read<Page<{ id: string }>>(api, "/lindenhof/members?team=trade-fair");
    const details = await Promise.all(items.map(({ id }) => read<MemberDetail>(api, `/lindenhof/members/${id}`)));
    const ends = details.flatMap(({ licenses }) => licenses[0]?.spans.flatMap(({ endedBy }) => endedBy ?? []) ?? []);
    expect(ends.map(({ what, by }) => [what, by])).toContainEqual([
      "team-archived",
      { type: "member", id: "u-tran", name: "Kim Tran" },
    ]);
  });
});

describe("the large company", () => {
  it("has each member once, all of them billed", async () => {
    const api = await newServer(Date.parse("2026-11-23T12:00:00Z"));
    const { workspace, teams } = await hireLargeCompany(api, 1000);
    const summary = await read<WorkspaceSummary>(api, `/${workspace.id}`);
    expect(summary.counts).toMatchObject({ members: 1000, activeMembers: 1000, activeTeams: teams });
    expect(summary.currentMonth.licenses).toBe(1000);
  });
});
