import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDriver } from "@seatbook/storage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuditEntry, License, Member, MonthItem, Problem, Team } from "./contract/types.ts";
import { processEnvironment, type ServerProcess, startProcess } from "./test/server-process.ts";
import { type Client, TestServer, workspaceBody } from "./test/test-server.ts";

const ws = "/v1/workspaces/acme";
const october = `${ws}/months/2026-10`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbook-closing-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** October of a workspace in which every kind of reason stands, told by an operator and by the member Ana. */
async function liveThroughOctober(server: TestServer): Promise<void> {
  const { operator } = server.at("2026-09-20T08:00:00Z");
  await operator.put(ws, workspaceBody);
  await operator.put(`${ws}/teams/design`, { name: "Design" });
  await operator.put(`${ws}/teams/ops`, { name: 'Ops; "night", shift' });
  await operator.put(`${ws}/members/ana`, {
    name: "Ana Ünal",
    email: "ana@acme.example",
    role: "admin",
    teams: ["design"],
  });
  await operator.put(`${ws}/members/bo`, { name: "=Bo", email: "bo@acme.example", teams: ["design", "ops"] });
  await operator.put(`${ws}/members/cy`, { name: "Cy", email: "cy@acme.example", teams: ["ops"] });
  await operator.put(`${ws}/members/di`, { name: "Di", email: "di@acme.example" });
  await operator.put(`${ws}/members/eve`, { name: "Eve", email: "eve@acme.example", teams: ["ops"] });
  await operator.put(`${ws}/teams/old`, { name: "Old" });
  await operator.post(`${ws}/teams/old/archive`);
  server.at("2026-10-12T08:00:00Z");
  await operator.put(`${ws}/members/eve`, { name: "Eve", email: "eve@acme.example", teams: ["design"] });
  const ana = await server.session("acme", "admin", "ana");
  await ana.post(`${ws}/teams/ops/archive`);
  await ana.delete(`${ws}/members/eve`);
}

async function exportsOf(client: Client, months: string[]): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const month of months) {
    for (const file of ["licenses", "licenses?limit=2", "licenses.csv"]) {
      const { status, text } = await client.request("GET", `${ws}/months/${month}/${file}`);
      expect(status).toBe(200);
      files[`${month} ${file}`] = sha256(text);
    }
  }
  return files;
}

describe("a closed month never changes", () => {
  test("its export is this very file", async () => {
    const server = new TestServer();
    await liveThroughOctober(server);
    const { operator } = server.at("2026-11-01T00:00:00Z");
    await operator.post(`${ws}/months/2026-09/close`);
    await operator.post(`${october}/close`);
    const csv = await operator.get<string>(`${october}/licenses.csv`);
    expect(csv).toBe(
      [
        "\ufeffMonth,License model,Holder id,Name,E-mail,Teams,First billable instant,Last billable instant,Why,Free from",
        "2026-10,user,ana,Ana Ünal,ana@acme.example,Design,2026-09-30T22:00:00.000Z,2026-10-31T23:00:00.000Z,Active in Design from 1 Oct 2026 00:00 to 1 Nov 2026 00:00. Times in Europe/Berlin.,",
        `2026-10,user,bo,'=Bo,bo@acme.example,"Design; Ops; ""night"", shift",2026-09-30T22:00:00.000Z,2026-10-31T23:00:00.000Z,"Active in Design from 1 Oct 2026 00:00 to 1 Nov 2026 00:00; in Ops; ""night"", shift from 1 Oct 2026 00:00 to 12 Oct 2026 10:00 (archived by Ana Ünal). Times in Europe/Berlin.",`,
        `2026-10,user,cy,Cy,cy@acme.example,"Ops; ""night"", shift",2026-09-30T22:00:00.000Z,2026-10-12T08:00:00.000Z,"Active in Ops; ""night"", shift from 1 Oct 2026 00:00 to 12 Oct 2026 10:00 (archived by Ana Ünal). Times in Europe/Berlin.",2026-11-01`,
        `2026-10,user,eve,Eve,eve@acme.example,"Ops; ""night"", shift; Design",2026-09-30T22:00:00.000Z,2026-10-12T08:00:00.000Z,"Active in Ops; ""night"", shift from 1 Oct 2026 00:00 to 12 Oct 2026 10:00 (left by the operator); in Design from 12 Oct 2026 10:00 to 12 Oct 2026 10:00 (removed by Ana Ünal). Times in Europe/Berlin.",2026-11-01`,
        "",
      ].join("\r\n"),
    );
    expect(sha256(csv)).toBe("6bd103b3175ec73b89eb8424b94e0926e932c2806a9d84e6c8eaeb454456d41b");
  });

  test("whatever happens afterwards, and over a restart", async () => {
    const url = `sqlite:${join(folder, "seatbook.db")}`;
    const first = await openDriver(url);
    const server = new TestServer({ driver: first });
    await liveThroughOctober(server);
    const { operator } = server.at("2026-11-01T00:00:00Z");
    await operator.post(`${ws}/months/2026-09/close`);
    const ended = await exportsOf(operator, ["2026-10"]);
    const monthItem = await operator.post<MonthItem>(`${october}/close`);
    const closed = await exportsOf(operator, ["2026-09", "2026-10"]);
    expect(closed["2026-10 licenses.csv"]).toBe(ended["2026-10 licenses.csv"]);

    const ana = await server.session("acme", "admin", "ana");
    const changes: [what: string, change: () => Promise<unknown>][] = [
      ["archive", () => operator.post(`${ws}/teams/design/archive`)],
      ["unarchive", () => ana.post(`${ws}/teams/ops/unarchive`)],
      ["remove", () => ana.delete(`${ws}/members/bo`)],
      ["rename a team", () => operator.put(`${ws}/teams/design`, { name: "Zeichnung" })],
      ["rename a member", () => operator.put(`${ws}/members/cy`, { name: "Cyrus", email: "cyrus@acme.example" })],
      [
        "rename who archived",
        () => operator.put(`${ws}/members/ana`, { name: "A.", email: "a@acme.example", role: "owner" }),
      ],
      ["change the price", () => operator.put(ws, { ...workspaceBody, price: { currency: "USD", unitMinor: 1 } })],
      ["change the model", () => operator.put(ws, { ...workspaceBody, licenseModel: "team" })],
      ["change the zone", () => operator.put(ws, { ...workspaceBody, licenseModel: "team", timeZone: "Asia/Tokyo" })],
      [
        "clean up",
        async () => {
          const { fingerprint } = await operator.get<{ fingerprint: string }>(`${ws}/inactive-members`);
          await operator.post(`${ws}/inactive-members/remove`, { fingerprint });
        },
      ],
      ["an empty directory", () => operator.put(`${ws}/directory`, { teams: [], members: [] })],
      [
        "the next months",
        async () => {
          server.at("2027-01-15T00:00:00Z");
          await operator.post(`${ws}/months/2026-11/close`);
          await operator.post(`${ws}/months/2026-12/close`);
        },
      ],
    ];
    for (const [what, change] of changes) {
      await change();
      expect(await exportsOf(operator, ["2026-09", "2026-10"]), what).toEqual(closed);
      expect(
        (await operator.get<MonthItem[]>(`${ws}/months`)).find(({ month }) => month === "2026-10"),
        what,
      ).toEqual(monthItem);
    }
    await server.idle();
    await first.dispose?.();

    const second = await openDriver(url);
    for (const rule of ["any-in-month", "month-start"] as const) {
      const restarted = new TestServer({ driver: second, rule, legacyContractsBefore: "2026-01-01" }).at(
        "2028-02-01T00:00:00Z",
      );
      expect(await exportsOf(restarted.operator, ["2026-09", "2026-10"]), rule).toEqual(closed);
    }
    await second.dispose?.();
  });

  test("a member's own page explains closed months as they were closed", async () => {
    const server = new TestServer();
    await liveThroughOctober(server);
    const { operator } = server.at("2026-11-01T00:00:00Z");
    await operator.post(`${ws}/months/2026-09/close`);
    await operator.post(`${october}/close`);
    const closed = (await operator.all<License>(`${october}/licenses`)).find(({ holder }) => holder.id === "cy");
    const member = await operator.get<Member & { licenses: (License & { month: string })[] }>(`${ws}/members/cy`);
    const { month, status, ...license } = { status: "", ...member.licenses.find((item) => item.month === "2026-10") };
    expect([month, status]).toEqual(["2026-10", "closed"]);
    expect(license).toEqual(closed);
  });

  test("backdating into it is refused, up to its last millisecond", async () => {
    const server = new TestServer();
    await liveThroughOctober(server);
    const { operator } = server.at("2026-11-10T00:00:00Z");
    await operator.post(`${ws}/months/2026-09/close`);
    await operator.post(`${october}/close`);
    const fields = { name: "New", email: "new@acme.example", teams: ["design"] };
    const requests: [path: string, body: object][] = [
      ["/teams/new", { name: "New" }],
      ["/members/new", fields],
      ["/members/di", { ...fields, name: "Di" }],
      ["/members/eve", fields],
    ];
    for (const [path, body] of requests) {
      // Di and Eve were there before: earlier than that is refused for another reason.
      const earlier = path.endsWith("/new") ? ["2026-10-01T00:00:00Z", "2020-01-01T00:00:00Z"] : [];
      for (const since of ["2026-10-31T22:59:59.999Z", "2026-10-13T00:00:00Z", ...earlier]) {
        const refusal = await operator.refused("PUT", `${ws}${path}`, { body: { ...body, since } });
        expect([path, refusal.status, refusal.code]).toEqual([path, 409, "since-month-closed"]);
        const listed = path.startsWith("/teams")
          ? { teams: [{ id: "new", ...body, since }], members: [] }
          : { teams: [], members: [{ id: "new", ...body, since }] };
        expect(await operator.refused("PUT", `${ws}/directory`, { body: listed })).toMatchObject({
          code: "since-month-closed",
        });
      }
    }
    const since = "2026-10-31T23:00:00Z";
    expect(await operator.put<Team>(`${ws}/teams/new`, { name: "New", since })).toMatchObject({
      addedAt: "2026-10-31T23:00:00.000Z",
    });
    expect(
      await operator.refused("PUT", `${ws}/teams/future`, { body: { name: "F", since: "2026-11-10T00:00:00.001Z" } }),
    ).toMatchObject({
      status: 422,
      code: "since-in-future",
      errors: [{ field: "since" }],
    });
  });
});

describe("closing", () => {
  const sentence = /^[A-Z].*\.$/;

  test("is refused before the month has ended, and out of order, with a sentence", async () => {
    const server = new TestServer();
    await liveThroughOctober(server);
    const { operator } = server.at("2026-10-31T22:59:59.999Z");
    await operator.post(`${ws}/months/2026-09/close`);
    expect(await operator.refused("POST", `${october}/close`)).toMatchObject({
      status: 409,
      code: "month-not-ended",
      detail: expect.stringMatching(sentence),
    });
    server.at("2026-12-01T00:00:00Z");
    expect(await operator.refused("POST", `${ws}/months/2026-11/close`)).toMatchObject({
      status: 409,
      code: "month-out-of-order",
      detail: expect.stringMatching(sentence),
    });
    expect(await operator.refused("POST", `${ws}/months/2026-08/close`)).toMatchObject({
      status: 404,
      code: "month-unknown",
    });
    const closed = await operator.post<MonthItem>(`${october}/close`);
    expect(closed).toMatchObject({
      status: "closed",
      closedAt: "2026-12-01T00:00:00.000Z",
      licenses: 4,
      net: { currency: "EUR", minor: 4 * 4900 },
    });
    server.at("2026-12-05T00:00:00Z");
    expect(await operator.post<MonthItem>(`${october}/close`)).toEqual(closed);
  });

  test("of every workspace tells which closed and which did not, and why", async () => {
    const server = new TestServer({ now: "2026-10-10T00:00:00Z" });
    const { operator } = server;
    for (const id of ["closed", "open", "west"]) {
      const timeZone = id === "west" ? "America/Los_Angeles" : "UTC";
      await operator.put(`/v1/workspaces/${id}`, { ...workspaceBody, timeZone });
    }
    await operator.put("/v1/workspaces/open/teams/t", { name: "T", since: "2026-09-10T00:00:00Z" });
    server.at("2026-11-01T00:00:00Z");
    await operator.put("/v1/workspaces/young", { ...workspaceBody, timeZone: "UTC" });
    await operator.post("/v1/workspaces/closed/months/2026-10/close");
    const result = {
      month: "2026-10",
      closed: ["closed"],
      refused: [
        { workspace: "open", code: "month-out-of-order", detail: expect.stringMatching(sentence) },
        { workspace: "west", code: "month-not-ended", detail: expect.stringMatching(sentence) },
        { workspace: "young", code: "month-unknown", detail: expect.stringMatching(sentence) },
      ],
    };
    expect(await operator.post("/v1/months/2026-10/close")).toEqual(result);
    await operator.post("/v1/workspaces/open/months/2026-09/close");
    server.at("2026-11-01T07:00:00Z");
    expect(await operator.post("/v1/months/2026-10/close")).toEqual({
      ...result,
      closed: ["closed", "open", "west"],
      refused: result.refused.slice(2),
    });
  });

  test("twice at once in two processes makes one closed month", async () => {
    const environment = { ...processEnvironment, SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}` };
    const processes = await Promise.all([startProcess(environment), startProcess(environment)]);
    try {
      const [first, second] = processes;
      const setClock = (now: string) => first.send("PUT", "/v1/demo/clock", { now });
      await setClock("2026-09-05T00:00:00Z");
      await first.send("PUT", ws, workspaceBody);
      await first.send("PUT", `${ws}/teams/t1`, { name: "One" });
      await second.send("PUT", `${ws}/members/ana`, { name: "Ana", email: "ana@acme.example", teams: ["t1"] });
      const months = ["2026-09", "2026-10", "2026-11", "2026-12"];
      // The other process keeps the same time.
      await setClock("2027-01-01T00:00:00Z");
      const bodies: string[] = [];
      for (const month of months) {
        const close = async (server: ServerProcess) =>
          (await server.request("POST", `${ws}/months/${month}/close`)).text();
        const answers = await Promise.all([close(first), close(second), close(first), close(second)]);
        expect(new Set(answers).size).toBe(1);
        bodies.push(...new Set(answers));
      }
      expect(bodies.map((body): MonthItem | Problem => JSON.parse(body))).toMatchObject(
        months.map((month) => ({ month, status: "closed", licenses: 1 })),
      );
      for (const server of processes) {
        const { items } = await server.send<{ items: AuditEntry[] }>("GET", `${ws}/events`);
        const closed = items.flatMap(({ events }) => events.filter(({ type }) => type === "MonthClosed"));
        expect(closed.map((event) => Reflect.get(event, "month"))).toEqual(months);
      }
      const csv = await Promise.all(
        processes.map(async (server) => (await server.request("GET", `${october}/licenses.csv`)).text()),
      );
      expect(csv[0]).toBe(csv[1]);
    } finally {
      expect(await Promise.all(processes.map((server) => server.stop()))).toEqual([0, 0]);
    }
  });
});
