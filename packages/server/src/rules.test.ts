import { describe, expect, test } from "vitest";
import type { InactiveMembers, Member, MonthItem, Preview, WorkspaceSummary } from "./contract/types.ts";
import { type Client, type Send, TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
const summaryOf = (client: Client) => client.get<WorkspaceSummary>(ws);

async function open(now: string): Promise<TestServer> {
  const server = new TestServer({ now });
  const { operator } = server;
  await operator.put(ws, workspaceBody);
  await operator.put(`${ws}/teams/t1`, { name: "One" });
  await operator.put(`${ws}/teams/t2`, { name: "Two" });
  for (const id of ["ana", "bo", "cy"]) {
    await operator.put(`${ws}/members/${id}`, { name: id, email: `${id}@acme.example`, teams: ["t1"] });
  }
  return server;
}

describe("R1: an enterprise contract, or one from before the cut-off date, is billed by user license, any other by team license", () => {
  const { licenseModel: _, ...derived } = workspaceBody;

  test.each([
    [{ contractStart: "2023-02-28" }, "user"],
    [{ contractStart: "2023-03-01" }, "team"],
    [{ contractStart: "2023-02-28T23:30:00Z" }, "user"],
    [{ contractStart: "2026-01-01", contract: "enterprise" }, "user"],
    [{ contractStart: "2026-01-01", contract: "standard" }, "team"],
    [{ contractStart: "2020-01-01", licenseModel: "team" }, "team"],
    [{ contractStart: "2026-01-01", licenseModel: "user" }, "user"],
  ])("%j: %s", async (fields, expected) => {
    const { operator } = new TestServer();
    expect((await operator.put<WorkspaceSummary>(ws, { ...derived, ...fields })).licenseModel).toBe(expected);
  });

  test("the server's cut-off date can be another", async () => {
    const { operator } = new TestServer({ legacyContractsBefore: "2026-06-01" });
    expect((await operator.put<WorkspaceSummary>(ws, { ...derived, contractStart: "2026-05-31" })).licenseModel).toBe(
      "user",
    );
  });
});

describe("R7: a change of license model, price or time zone takes effect at the start of the next month; both numbers are shown until then", () => {
  test("the model", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    const { operator } = server;
    const before = await summaryOf(operator);
    expect(before).toMatchObject({ licenseModel: "user", currentMonth: { licenses: 3 }, nextMonth: { licenses: 3 } });
    expect(before).not.toHaveProperty("nextLicenseModel");

    const changed = await operator.put<WorkspaceSummary>(ws, { ...workspaceBody, licenseModel: "team" });
    expect(changed).toMatchObject({ licenseModel: "user", nextLicenseModel: "team" });
    expect(changed.currentMonth).toEqual(before.currentMonth);
    expect(changed.nextMonth).toMatchObject({
      licenseModel: "team",
      licenses: 2,
      net: { currency: "EUR", minor: 9800 },
    });
    const preview = await operator.post<Preview>(`${ws}/preview`, { commands: [{ type: "archive-team", team: "t2" }] });
    expect(preview.currentMonth).toMatchObject({
      licenseModel: "user",
      before: { licenses: 3 },
      after: { licenses: 3 },
    });
    expect(preview.nextMonth).toMatchObject({ licenseModel: "team", before: { licenses: 2 }, after: { licenses: 1 } });

    server.at("2026-11-30T22:59:59.999Z");
    expect(await summaryOf(operator)).toMatchObject({
      licenseModel: "user",
      currentMonth: { month: "2026-11", licenses: 3 },
    });
    server.at("2026-11-30T23:00:00Z");
    const after = await summaryOf(operator);
    expect(after).toMatchObject({ licenseModel: "team", currentMonth: { month: "2026-12", licenses: 2 } });
    expect(after).not.toHaveProperty("nextLicenseModel");
    expect(
      (await operator.get<MonthItem[]>(`${ws}/months`)).map(({ licenseModel, licenses }) => [licenseModel, licenses]),
    ).toEqual([
      ["user", 3],
      ["team", 2],
    ]);
  });

  test("the price", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    const price = {
      currency: "EUR",
      tiers: [
        { upTo: 2, unitMinor: 1000 },
        { upTo: null, unitMinor: 500 },
      ],
      tierMode: "graduated",
    };
    const { currentMonth, nextMonth } = await server.operator.put<WorkspaceSummary>(ws, { ...workspaceBody, price });
    expect([currentMonth.net.minor, nextMonth.net.minor]).toEqual([3 * 4900, 2500]);
    expect(nextMonth.steps).toMatchObject([
      { licenses: 2, unitMinor: 1000 },
      { licenses: 1, unitMinor: 500 },
    ]);
    expect((await summaryOf(server.at("2026-12-01T09:00:00Z").operator)).currentMonth.net.minor).toBe(2500);
    // What was said last before the month counts.
    await server.operator.put(ws, { ...workspaceBody, price: { currency: "EUR", unitMinor: 1 } });
    await server.operator.put(ws, { ...workspaceBody, price: { currency: "EUR", unitMinor: 2, minimumLicenses: 10 } });
    expect((await summaryOf(server.operator)).nextMonth).toMatchObject({
      net: { minor: 20 },
      licenses: 3,
      minimumLicenses: 10,
    });
  });

  test("the time zone: no instant is in two months, and none is in none", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    const changed = await server.operator.put<WorkspaceSummary>(ws, { ...workspaceBody, timeZone: "America/New_York" });
    expect(changed).toMatchObject({ timeZone: "Europe/Berlin", nextTimeZone: "America/New_York" });
    expect(changed.currentMonth.end).toBe("2026-11-30T23:00:00.000Z");
    expect(changed.nextMonth).toMatchObject({ start: "2026-11-30T23:00:00.000Z", end: "2027-01-01T05:00:00.000Z" });
    expect(await summaryOf(server.at("2027-01-01T04:59:59Z").operator)).toMatchObject({
      timeZone: "America/New_York",
      currentMonth: { month: "2026-12" },
    });
  });

  test("taken back before it takes effect, nothing is left of it", async () => {
    const { operator } = await open("2026-11-10T09:00:00Z");
    const before = await summaryOf(operator);
    await operator.put(ws, { ...workspaceBody, licenseModel: "team", timeZone: "UTC" });
    const { version, ...after } = await operator.put<WorkspaceSummary>(ws, workspaceBody);
    expect({ ...after, version: before.version }).toEqual(before);
    expect(version).toBe(before.version + 2);
  });
});

describe("R8: never removed are the caller and members with the role owner, each listed with the reason", () => {
  test("exactly the others are removed, in one step", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    const { operator } = server;
    const add = (id: string, role: string) =>
      operator.put(`${ws}/members/${id}`, { name: id, email: `${id}@acme.example`, role });
    await add("idle", "member");
    await add("old-admin", "admin");
    await add("founder", "owner");
    await add("me", "admin");
    const me = await server.session("acme", "admin", "me");
    const preview = await me.get<InactiveMembers>(`${ws}/inactive-members`);
    expect(preview.members.map(({ id }) => id)).toEqual(["idle", "old-admin"]);
    expect(new Map(preview.protected.map(({ member, reason }) => [member.id, reason]))).toEqual(
      new Map([
        ["founder", "owner"],
        ["me", "caller"],
      ]),
    );
    // The caller comes first: who is both is listed once.
    const founder = await server.session("acme", "admin", "founder");
    expect(
      (await founder.get<InactiveMembers>(`${ws}/inactive-members`)).protected.map(({ member, reason }) => [
        member.id,
        reason,
      ]),
    ).toEqual([["founder", "caller"]]);
    // An operator is no member: only owners are kept.
    expect((await operator.get<InactiveMembers>(`${ws}/inactive-members`)).members.map(({ id }) => id)).toEqual([
      "idle",
      "me",
      "old-admin",
    ]);

    const effect = await me.post<Preview>(`${ws}/preview`, { commands: [{ type: "remove-inactive-members" }] });
    expect(effect.counts).toMatchObject({
      before: { members: 7, inactiveMembers: 4 },
      after: { members: 5, inactiveMembers: 2, removedMembers: 2 },
    });
    expect(effect.nextMonth.after).toEqual(effect.nextMonth.before);

    const { version, counts } = await summaryOf(operator);
    expect(counts).toEqual(effect.counts.before);
    const { removed } = await me.post<{ removed: string[] }>(`${ws}/inactive-members/remove`, {
      fingerprint: preview.fingerprint,
    });
    expect(removed.toSorted()).toEqual(["idle", "old-admin"]);
    expect(await summaryOf(operator)).toMatchObject({ version: version + 1, counts: effect.counts.after });
  });
});

const access = async (client: Client, id: string) =>
  (await client.get<{ access: boolean }>(`${ws}/access/${id}`)).access;

describe("R9: a removed member loses access at once; for 30 days an administrator can restore the member, in no team", () => {
  test("nor is a removed member answered again what was answered before", async () => {
    const server = await open("2026-11-03T09:00:00Z");
    const ana = await server.session("acme", "admin", "ana");
    const headers = { "Idempotency-Key": "once" };
    expect((await ana.request("DELETE", `${ws}/members/bo`, { headers })).status).toBe(200);
    expect((await ana.request("DELETE", `${ws}/members/bo`, { headers })).status).toBe(200);
    await server.operator.delete(`${ws}/members/ana`);
    expect(await ana.request("DELETE", `${ws}/members/bo`, { headers })).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
  });

  test("access ends with the removal, and comes back with the restore", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    const { operator } = server;
    expect([await access(operator, "ana"), await access(operator, "nobody")]).toEqual([true, false]);
    const admin = await server.session("acme", "admin");
    expect(await admin.delete<Member>(`${ws}/members/ana`)).toMatchObject({
      status: "removed",
      teams: [],
      removedAt: "2026-11-10T09:00:00.000Z",
      restorableUntil: "2026-12-10T09:00:00.000Z",
      billed: { currentMonth: true, nextMonth: false },
      freeFrom: "2026-12-01",
    });
    expect(await access(operator, "ana")).toBe(false);
    expect((await summaryOf(operator)).counts).toMatchObject({ members: 2, removedMembers: 1 });

    server.at("2026-12-10T09:00:00Z");
    const later = await server.session("acme", "admin");
    expect(await later.post<Member>(`${ws}/members/ana/restore`)).toMatchObject({
      status: "inactive",
      teams: [],
      billed: { currentMonth: false, nextMonth: false },
    });
    expect(await access(operator, "ana")).toBe(true);
    // A repeat changes nothing.
    const { version } = await summaryOf(operator);
    await later.post(`${ws}/members/ana/restore`);
    expect((await summaryOf(operator)).version).toBe(version);
  });

  test("a session of the removed member ends too, also to restore oneself", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    const { operator } = server;
    const ana = await server.session("acme", "admin", "ana");
    const staff = await server.session("acme", "admin", "not-a-member");
    const { etag } = await ana.request("GET", ws);
    expect(await ana.delete<Member>(`${ws}/members/ana`)).toMatchObject({ status: "removed" });
    const requests: [method: string, path: string, send?: Send][] = [
      ["GET", "", { headers: { "If-None-Match": etag } }],
      ["GET", "/members"],
      ["GET", "/months/2026-11/licenses.csv"],
      ["POST", "/members/ana/restore"],
      ["POST", "/teams/t1/archive"],
      ["POST", "/preview", { body: { commands: [{ type: "remove-inactive-members" }] } }],
    ];
    for (const [method, path, send] of requests) {
      const { status, code } = await ana.refused(method, `${ws}${path}`, send);
      expect([method, path, status, code]).toEqual([method, path, 403, "forbidden"]);
    }
    await staff.post(`${ws}/members/ana/restore`);
    await ana.get(ws);
    expect((await operator.get<Member>(`${ws}/members/ana`)).status).toBe("inactive");
  });

  test("after 30 days it is too late", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    const { operator } = server;
    await operator.delete(`${ws}/members/ana`);
    server.at("2026-12-10T09:00:00.001Z");
    expect(await operator.refused("POST", `${ws}/members/ana/restore`)).toMatchObject({
      status: 409,
      code: "restore-expired",
    });
    expect(await access(operator, "ana")).toBe(false);
    // Adding again is always possible, and it is the same person.
    await operator.put(`${ws}/members/ana`, { name: "Ana", email: "ana@acme.example", teams: ["t1"] });
    expect(await access(operator, "ana")).toBe(true);
    expect(await operator.refused("POST", `${ws}/members/nobody/restore`)).toMatchObject({
      status: 404,
      code: "member-not-found",
    });
  });
});

describe("R13: every license can be explained", () => {
  test("a member's page tells the teams, from when to when, who did it, and from when it is free", async () => {
    const server = await open("2026-11-10T09:00:00Z");
    await server.operator.put(`${ws}/members/boss`, {
      name: "Bea Boss",
      email: "boss@acme.example",
      role: "admin",
      teams: ["t2"],
    });
    await (await server.at("2026-11-12T09:00:00Z").session("acme", "admin", "boss")).post(`${ws}/teams/t1/archive`);
    const { licenses } = await server.operator.get<Member & { licenses: object[] }>(`${ws}/members/ana`);
    expect(licenses).toMatchObject([
      {
        month: "2026-11",
        status: "open",
        from: "2026-11-10T09:00:00.000Z",
        to: "2026-11-12T09:00:00.000Z",
        why: "Active in One from 10 Nov 2026 10:00 to 12 Nov 2026 10:00 (archived by Bea Boss). Times in Europe/Berlin.",
        freeFrom: "2026-12-01",
        spans: [
          {
            team: { id: "t1", name: "One" },
            startedBy: { what: "member-joined-team", by: { type: "operator" }, version: 4 },
            endedBy: { what: "team-archived", by: { type: "member", id: "boss", name: "Bea Boss" }, version: 8 },
          },
        ],
      },
    ]);
  });
});
