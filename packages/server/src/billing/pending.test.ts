import { beforeEach, describe, expect, test } from "vitest";
import type { PendingItem } from "../contract/types.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";
import type { MailAnswer } from "./transport.ts";

const acme = "/v1/workspaces/acme";

let server: TestServer;
/** What the receiving server says to whatever comes. */
let answer: MailAnswer;

/** Two months closed, the first invoice's mail answered with `answer`. */
beforeEach(async () => {
  answer = { outcome: "refused", detail: "550 no such mailbox" };
  const transport = { send: async () => answer };
  server = new TestServer({ seller: sellerSetup, transport, now: "2026-09-01T09:00:00Z" });
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
