import { memory } from "@seatbook/storage";
import { Logos } from "../billing/logos.ts";
import type { NewApiKey } from "../contract/types.ts";
import { storedSecret } from "../tokens.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "./test-server.ts";

const once = (key: string) => ({ "Idempotency-Key": key });

/** A store with everything in it that a store can hold: by both license models, with terms that change, members who come and
 *  go, one of them erased, closed months, invoices that were paid, canceled and issued again, mails, a mailbox that changed, ids that are encoded in
 *  keys, a snapshot, an API key, a logo, and a secret. */
export async function richStore(): Promise<Map<string, string>> {
  const data = new Map<string, string>();
  const driver = memory({ data });
  await storedSecret(driver, () => new Uint8Array(32).fill(7));
  const logo = await new Logos(driver).put(Buffer.from("a logo"));
  const seller = { ...sellerSetup, annex: true, seller: { ...sellerSetup.seller, logo } };
  let webhookAnswer = 200;
  const server = new TestServer({
    driver,
    postWebhook: async () => ({ status: webhookAnswer, retryAfter: undefined, body: "thanks" }),
    seller,
    makeDocuments: async () => ({ pdf: new Uint8Array([1, 2, 3]), xml: new Uint8Array() }),
    now: "2026-08-10T09:00:00Z",
  });
  const { operator } = server;

  const acme = "/v1/workspaces/acme";
  await operator.put(acme, { ...workspaceBody, ...billedBody }, once("create-acme"));
  const people = ["ana", "bo", "cy", "di"].map((id) => ({
    id,
    name: id.toUpperCase(),
    email: `${id}@acme.example`,
    role: id === "ana" ? "owner" : "member",
    teams: id === "di" ? [] : ["design", "sales"],
  }));
  const teams = ["design", "sales", "old"].map((id) => ({ id, name: id }));
  await operator.put(`${acme}/directory`, {
    teams: [...teams.slice(0, 2), { ...teams[2], archived: true }],
    members: people,
  });
  const tiers = [
    { upTo: 1, unitMinor: 4900 },
    { upTo: null, unitMinor: 3900 },
  ];
  const york = "/v1/workspaces/New%20York%2F1";
  await operator.put(york, {
    ...workspaceBody,
    ...billedBody,
    licenseModel: "team",
    timeZone: "America/New_York",
    price: { currency: "EUR", tiers, tierMode: "graduated", minimumLicenses: 3 },
  });
  await operator.put(`${york}/teams/one`, { name: "One", since: "2026-07-20T00:00:00Z" });
  await operator.put(`${york}/teams/two`, { name: "Two" });
  await operator.put("/v1/workspaces/late", { ...workspaceBody, mailbox: ["ap@late.example"] });
  await operator.put("/v1/workspaces/late/members/eve", { name: "Eve", email: "eve@late.example", teams: [] });
  await operator.put("/v1/workspaces/idle", workspaceBody);
  await operator.put("/v1/workspaces/large", workspaceBody);
  const crowd = Array.from({ length: 1100 }, (_, index) => ({
    id: `m${index}`,
    name: `M${index}`,
    email: `m${index}@large.example`,
    teams: ["all"],
  }));
  await operator.put("/v1/workspaces/large/directory", { teams: [{ id: "all", name: "All" }], members: crowd });
  await server.idle();

  server.at("2026-09-05T09:00:00Z");
  await operator.post("/v1/months/2026-07/close", undefined, once("close-july"));
  await operator.post("/v1/months/2026-08/close");
  await server.scheduler.run();
  await operator.put(`${acme}/members/eve`, {
    name: "Eve",
    email: "eve@acme.example",
    teams: ["design"],
    since: "2026-09-01T10:00:00Z",
  });
  await operator.post(`${acme}/teams/sales/archive`);
  await operator.delete(`${acme}/members/cy`);
  await operator.put("/v1/workspaces/late", { ...workspaceBody, ...billedBody, mailbox: ["ap@late.example"] });
  await operator.put("/v1/workspaces/late/teams/t", { name: "T" });
  await operator.put("/v1/workspaces/late/members/eve", { name: "Eve", email: "eve@late.example", teams: ["t"] });
  await server.scheduler.run();

  const hooks = "/v1/webhook-endpoints";
  const endpoint = { url: "https://app.acme.example/hooks", description: "Billing", workspaces: ["acme", "late"] };
  const { id: told } = await operator.post<{ id: string }>(hooks, endpoint, once("create-endpoint"));
  await operator.post(`${hooks}/${told}/rotate-secret`, { overlapHours: 1 });
  const { id: deleted } = await operator.post<{ id: string }>(hooks, { ...endpoint, events: ["team.archived"] });
  await operator.delete(`${hooks}/${deleted}`);

  server.at("2026-09-20T09:00:00Z");
  await operator.post(`${acme}/members/cy/restore`);
  await operator.post(`${acme}/teams/sales/unarchive`);
  await server.webhooks.run();
  webhookAnswer = 410;
  await operator.put(`${acme}/teams/design`, { name: "Design & Research" });
  await operator.put(acme, {
    ...workspaceBody,
    ...billedBody,
    timeZone: "Europe/London",
    price: { currency: "EUR", unitMinor: 5100 },
  });
  await operator.post("/v1/invoices/2026-000001/cancel", { reason: "Wrong address" }, once("cancel"));
  await operator.post("/v1/workspaces/New%20York%2F1/months/2026-07/invoice");
  await operator.post("/v1/invoices/2026-000003/payments", { paidOn: "2026-09-18" });
  await operator.put(`${acme}/members/bo`, { name: "Bo", email: "bo@acme.example", teams: ["sales"] });
  await operator.put(`${acme}/mailbox`, { mailbox: ["new@acme.example", "two@acme.example"] });
  await operator.post(`${acme}/mailbox/withdraw`);
  await operator.put(`${acme}/mailbox`, { mailbox: ["ap@acme.example", "new@acme.example"] });
  await operator.post(`${acme}/mailbox/resend`);
  await server.idle();
  await confirm(server);
  await operator.put(`${acme}/mailbox`, { mailbox: ["new@acme.example"] });
  const fingerprint = (await operator.get<{ fingerprint: string }>(`${acme}/inactive-members`)).fingerprint;
  await operator.post(`${acme}/inactive-members/remove`, { fingerprint });
  await server.idle();
  const { items } = await operator.get<{ items: { id: string }[] }>(`${acme}/mails`);
  await operator.post(`${acme}/mails/${items.at(-1)?.id ?? ""}/bounce`, { detail: "No such mailbox" });
  await operator.post(`${acme}/invoices/2026-000003/send`);

  const key = { name: "SCIM", scopes: ["read"], workspace: "acme", expiresAt: "2026-12-01T00:00:00Z" };
  const made = await operator.post<NewApiKey>("/v1/api-keys", key, once("make-key"));
  await server.client(made.key).get(acme);
  await operator.post(`/v1/api-keys/${made.id}/rotate`, { overlapHours: 1 });
  await operator.delete(`/v1/api-keys/${made.id}`);

  server.at("2026-10-03T09:00:00Z");
  await server.scheduler.run();
  await server.webhooks.run();
  webhookAnswer = 500;
  await operator.request("PATCH", `${hooks}/${told}`, { body: { enabled: true, workspaces: null } });
  await operator.post(`${hooks}/${told}/recover`, { since: "2026-09-20T00:00:00Z" });
  await server.webhooks.run();
  server.at("2026-11-03T09:00:00Z");
  await server.scheduler.run();
  await server.webhooks.run();
  await server.idle();
  await operator.post(`${acme}/members/di/erase`, undefined, once("erase"));
  return data;
}

/** Follows the last link that a mail asks to be followed. */
async function confirm(server: TestServer): Promise<void> {
  const { items } = await server.operator.get<{ items: { text: string }[] }>("/v1/outbox");
  const token = items.flatMap(({ text }) => /confirm\?token=(\S+)/.exec(text)?.[1] ?? [])[0] ?? "";
  await server.app.request("/mailbox/confirm", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token }).toString(),
  });
}
