import { memory } from "@seatbook/storage";
import { describe, expect, test } from "vitest";
import { ConfirmationLinks } from "./billing/confirmation-links.ts";
import type { Session, WebhookEndpointRecord, WebhookEndpointWithSecret } from "./contract/types.ts";
import { TestServer, workspaceBody } from "./test/test-server.ts";
import { verifyStore } from "./verify/verify.ts";
import { Receiver } from "./webhooks/test/receiver.ts";

const secretOf = (text: string) => new TextEncoder().encode(`${text} token secret 0123456789-0123456789`);
const [old, next] = [secretOf("old"), secretOf("next")];
const url = "https://app.acme.example/webhooks";

const driver = memory();
const receiver = new Receiver(() => Date.parse("2026-11-01T09:00:00Z"));
const serverWith = (tokenSecret: Uint8Array, ...acceptedTokenSecrets: Uint8Array[]) =>
  new TestServer({
    driver,
    tokenSecret,
    acceptedTokenSecrets,
    postWebhook: receiver.post,
    systemNow: () => performance.timeOrigin + performance.now(),
  });
const records = async ({ operator }: TestServer) => {
  const { items } = await operator.get<{ items: WebhookEndpointRecord[] }>("/v1/webhook-endpoints/endpoint-1/events");
  return items.flatMap(({ by, events }) => events.map(({ type }) => `${by.type} ${type}`));
};
const isSignedWell = async ({ operator }: TestServer) =>
  (await operator.post<{ delivered: boolean }>("/v1/webhook-endpoints/endpoint-1/test")).delivered;
const statusFor = async (server: TestServer, token: string) =>
  (await server.request("GET", "/v1/workspaces/acme", { headers: { Authorization: `Bearer ${token}` } })).status;

const publicUrl = () => "https://billing.example";

describe("a token secret is changed", () => {
  test("sessions and webhooks go on while the old one is accepted, and webhooks after that too", async () => {
    const before = serverWith(old);
    await before.operator.put("/v1/workspaces/acme", workspaceBody);
    const { token } = await before.operator.post<Session>("/v1/sessions", {
      workspace: "acme",
      member: "kim",
      role: "admin",
    });
    const endpoint = await before.operator.post<WebhookEndpointWithSecret>("/v1/webhook-endpoints", { url });
    receiver.secrets.set(url, endpoint.secret);
    const { secret: rotated } = await before.operator.post<WebhookEndpointWithSecret>(
      "/v1/webhook-endpoints/endpoint-1/rotate-secret",
      {},
    );

    const meanwhile = serverWith(next, old);
    expect(await statusFor(meanwhile, token)).toBe(200);
    for (const secret of [endpoint.secret, rotated]) {
      receiver.secrets.set(url, secret);
      expect(await isSignedWell(meanwhile)).toBe(true);
    }
    await meanwhile.resealSecrets();
    await meanwhile.resealSecrets();
    expect(await records(meanwhile)).toEqual([
      "operator WebhookEndpointCreated",
      "operator WebhookSecretRotated",
      "system WebhookSecretResealed",
      "system WebhookSecretResealed",
    ]);

    const after = serverWith(next);
    expect(await statusFor(after, token)).toBe(401);
    for (const secret of [endpoint.secret, rotated]) {
      receiver.secrets.set(url, secret);
      expect(await isSignedWell(after)).toBe(true);
    }
    expect((await verifyStore(driver, { begin: () => {}, advance: () => {} })).findings).toEqual([]);
  });

  test("what is new is signed with the new one alone", async () => {
    const { token } = await serverWith(next, old).operator.post<Session>("/v1/sessions", {
      workspace: "acme",
      member: "kim",
      role: "admin",
    });
    expect(await statusFor(serverWith(old), token)).toBe(401);
    expect(await statusFor(serverWith(old, next), token)).toBe(200);
  });

  test("links in mails are good while the old one is accepted", async () => {
    const confirmation = { workspace: "acme", change: 3, address: "ap@acme.example", expiresAt: 1_800_000_000_000 };
    const link = await new ConfirmationLinks(old, [], publicUrl).write(confirmation);
    const token = new URL(link).searchParams.get("token") ?? "";
    expect(await new ConfirmationLinks(next, [old], publicUrl).read(token)).toEqual(confirmation);
    expect(await new ConfirmationLinks(next, [], publicUrl).read(token)).toBeUndefined();
  });
});
