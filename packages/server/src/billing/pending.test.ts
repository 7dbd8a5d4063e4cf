import { memory } from "@seatbook/storage";
import { beforeEach, describe, expect, test } from "vitest";
import type { PendingItem } from "../contract/types.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";
import type { MailAnswer } from "./transport.ts";

const acme = "/v1/workspaces/acme";

let server: TestServer;
/** What the receiving server says to whatever comes. */
let answer: MailAnswer;

/** Two months closed, the first invoice's mail answered with `answer`. */
const data = new Map<string, string>();

beforeEach(async () => {
  data.clear();
  answer = { outcome: "refused", detail: "550 no such mailbox" };
  const transport = { send: async () => answer };
  const driver = memory({ data });
  server = new TestServer({ driver, seller: sellerSetup, transport, now: "2026-09-01T09:00:00Z", log: () => {} });
  await server.operator.put(acme, { ...workspaceBody, ...billedBody });
  await server.operator.put(`${acme}/directory`, {
    teams: [{ id: "t", name: "Design" }],
    members: [{ id: "ana", name: "Ana", email: "ana@acme.example", teams: ["t"] }],
  });
  server.at("2026-10-02T09:00:00Z");
  await server.operator.post(`${acme}/months/2026-09/close`);
  await server.idle();
});

async function pending(): Promise<PendingItem[]> {
  return (await server.operator.get<{ items: PendingItem[] }>("/v1/pending")).items;
}

const failed = {
  kind: "mail-failed",
  workspace: "acme",
  name: "Acme",
  month: "2026-09",
  number: "2026-000001",
  detail: "ap@acme.example: 550 no such mailbox",
};

describe("a mail that failed is pending", () => {
  test("until it was sent again", async () => {
    expect(await pending()).toEqual([failed]);
    answer = { outcome: "accepted", detail: "250 ok" };
    await server.operator.post(`${acme}/invoices/2026-000001/send`);
    await server.idle();
    expect(await pending()).toEqual([]);
  });

  test("or sent to whom the mailbox is changed to", async () => {
    await server.operator.put(acme, { ...workspaceBody, mailbox: ["new@acme.example"] });
    expect(await pending()).toEqual([failed]);
    answer = { outcome: "accepted", detail: "250 ok" };
    await server.operator.post(`${acme}/invoices/2026-000001/send`);
    await server.idle();
    expect(await pending()).toEqual([]);
  });

  test("or the invoice is settled, one way or the other", async () => {
    await server.operator.post("/v1/invoices/2026-000001/payments", { paidOn: "2026-10-02" });
    expect(await pending()).toEqual([]);
  });
});

test("a mail that came back is pending, and so is one that waits for another attempt", async () => {
  answer = { outcome: "deferred", detail: "451 come again" };
  await server.operator.post(`${acme}/invoices/2026-000001/send`);
  await server.idle();
  expect(await pending()).toMatchObject([{ kind: "mail-waiting", detail: "ap@acme.example: 451 come again" }]);
  answer = { outcome: "accepted", detail: "250 ok" };
  await server.operator.post(`${acme}/invoices/2026-000001/send`);
  await server.idle();
  const { items } = await server.operator.get<{ items: { id: string }[] }>(`${acme}/mails`);
  await server.operator.post(`${acme}/mails/${items[0]?.id}/bounce`, { detail: "mailbox full" });
  expect(await pending()).toMatchObject([{ kind: "mail-failed", detail: "ap@acme.example: mailbox full" }]);
});

describe("what only the operator is to know of a mail that failed", () => {
  test("is pending and with the mails, and not with the invoice", async () => {
    answer = { outcome: "deferred", detail: "The mail server was not reached.", cause: "535 wrong password" };
    await server.operator.post(`${acme}/invoices/2026-000001/send`);
    await server.idle();
    const detail = "ap@acme.example: The mail server was not reached. 535 wrong password";
    expect(await pending()).toMatchObject([{ kind: "mail-waiting", detail }]);
    expect(await server.operator.get(`${acme}/mails`)).toMatchObject({ items: [{ cause: "535 wrong password" }, {}] });
    const admin = await server.session("acme", "admin");
    const { text } = await admin.request("GET", `${acme}/invoices`);
    expect(text).toContain("The mail server was not reached.");
    expect(text).not.toContain("535");
  });

  test("also where a transport breaks off instead of answering", async () => {
    answer = { outcome: "accepted", detail: "" };
    const transport = { send: async () => Promise.reject(new Error("out of order")) };
    const broken = new TestServer({
      driver: memory({ data }),
      seller: sellerSetup,
      transport,
      now: "2026-10-03T09:00:00Z",
    });
    await broken.operator.post(`${acme}/invoices/2026-000001/send`);
    await broken.idle();
    expect(await pending()).toMatchObject([{ kind: "mail-waiting", detail: expect.stringContaining("out of order") }]);
  });
});

test("a workspace that the store has damaged is pending, is not listed, and hides no other one", async () => {
  await server.operator.put("/v1/workspaces/zoo", workspaceBody);
  await server.idle();
  data.set("workspace:acme:000000000002", "no record");
  const restarted = new TestServer({
    driver: memory({ data }),
    seller: sellerSetup,
    now: "2026-11-02T09:00:00Z",
    log: () => {},
  });
  const { items } = await restarted.operator.get<{ items: PendingItem[] }>("/v1/pending");
  expect(items).toMatchObject([
    { workspace: "acme", kind: "unreadable" },
    { workspace: "zoo", kind: "month-not-closed", month: "2026-10" },
  ]);
  expect(await restarted.operator.get("/v1/invoices")).toMatchObject({ items: [], unreadable: ["2026-000001"] });
  const { operator } = restarted;
  const headers = { Authorization: `Bearer ${operator.token}` };
  const csv = await restarted.app.request("/v1/invoices.csv", { headers });
  expect([csv.status, await csv.json()]).toMatchObject([500, { detail: expect.stringContaining('"acme"') }]);
  expect(await restarted.operator.get("/v1/workspaces")).toMatchObject({
    items: [{ id: "zoo" }],
    unreadable: ["acme"],
  });
  expect(await restarted.operator.post("/v1/months/2026-10/close")).toMatchObject({
    closed: ["zoo"],
    refused: [{ workspace: "acme", code: "storage-failed" }],
  });
});

describe("a clock that was far ahead", () => {
  test("closes no month by another server's clock, dates no invoice of anybody's, and is pending", async () => {
    const ahead = new TestServer({ driver: memory({ data }), seller: sellerSetup, now: "2031-05-01T09:00:00Z" });
    await ahead.operator.put(`${acme}/teams/u`, { name: "Later" });
    await ahead.idle();
    await server.at("2026-11-02T09:00:00Z").scheduler.run();
    await server.idle();
    expect(await pending()).toMatchObject([{ kind: "clock-behind" }, { kind: "mail-failed" }]);
    expect(await server.operator.refused("POST", `${acme}/months/2026-10/close`)).toMatchObject({
      status: 409,
      code: "clock-behind",
    });
    expect((await server.operator.get<{ items: object[] }>("/v1/invoices")).items).toHaveLength(1);
  });

  test("refuses what would be dated by it before anything is written", async () => {
    const ahead = new TestServer({ driver: memory({ data }), seller: sellerSetup, now: "2031-05-01T09:00:00Z" });
    await ahead.operator.put("/v1/workspaces/zoo", { ...workspaceBody, ...billedBody });
    await ahead.operator.put("/v1/workspaces/zoo/teams/t", { name: "T" });
    await ahead.operator.put("/v1/workspaces/zoo/members/m", { name: "M", email: "m@zoo.example", teams: ["t"] });
    ahead.at("2031-06-01T09:00:00Z");
    await ahead.operator.post("/v1/workspaces/zoo/months/2031-05/close");
    await ahead.idle();
    const before = data.size;
    server.at("2026-11-02T09:00:00Z");
    const refused = [
      await server.operator.refused("POST", `${acme}/months/2026-10/close`),
      await server.operator.refused("POST", "/v1/invoices/2026-000001/cancel", { body: { reason: "Wrong" } }),
      await server.operator.refused("POST", "/v1/invoices/2031-000001/cancel", { body: { reason: "Wrong" } }),
    ];
    expect(refused.map(({ code }) => code)).toEqual(["clock-behind", "clock-behind", "clock-behind"]);
    await server.idle();
    expect(data.size).toBe(before);
  });
});

test("a month that a server without a seller has closed is pending until its invoice is issued", async () => {
  const without = new TestServer({ driver: memory({ data }), now: "2026-11-02T09:00:00Z" });
  await without.operator.post(`${acme}/months/2026-10/close`);
  await server.at("2026-11-02T09:00:00Z").scheduler.run();
  answer = { outcome: "accepted", detail: "250 ok" };
  expect(await pending()).toMatchObject([{ kind: "invoice-missing", month: "2026-10" }, { kind: "mail-failed" }]);
  await server.operator.post(`${acme}/months/2026-10/invoice`);
  await server.idle();
  expect(await pending()).toMatchObject([{ kind: "mail-failed" }]);
});
