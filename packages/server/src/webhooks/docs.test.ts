import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { webhookEvents } from "@seatbook/core";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createReceiver } from "./test/docs/with-library.ts";
import { isGenuine } from "./test/docs/by-hand.ts";
import { webhookPost } from "./post.ts";
import { webhookPayload } from "../contract/webhook-responses.ts";
import { readAllowance } from "./addresses.ts";
import { WebhookSecrets } from "./secrets.ts";

const page = readFileSync(new URL("../../../../docs/webhooks.md", import.meta.url), "utf8");
const now = () => Math.floor((performance.timeOrigin + performance.now()) / 1000) * 1000;

function signed(secret: string, body: string, at: number, id = "msg_5_0_abc") {
  const webhook = new Webhook(secret);
  const signature = `v1a,nothing ${webhook.sign(id, new Date(at), body)}`;
  return { "webhook-id": id, "webhook-timestamp": String(at / 1000), "webhook-signature": signature };
}

const { secret } = new WebhookSecrets(new Uint8Array(32)).make();
const { secret: other } = new WebhookSecrets(new Uint8Array(32)).make();
const body = '{"type":"team.archived","data":{"team":"ü"}}';

test("the receiver of docs/webhooks.md takes each message once, and none that is not signed", async () => {
  const handled: object[] = [];
  let fails = 1;
  const server = createReceiver(secret, async (message) => {
    if (fails-- > 0) throw new Error("for the moment");
    handled.push(message);
  });
  const url = await listening(server);
  const post = webhookPost(readAllowance(["private"]));
  const send = async (headers: Record<string, string>, sent = body) =>
    (await post({ url, headers, body: sent }, new AbortController().signal)).status;
  try {
    expect(await send(signed(secret, body, now()))).toBe(500);
    expect(await send(signed(secret, body, now()))).toBe(204);
    expect(await send(signed(secret, body, now()))).toBe(204);
    expect(await send(signed(other, body, now()))).toBe(401);
    expect(await send(signed(secret, body, now()), `${body} `)).toBe(401);
    expect(handled).toEqual([JSON.parse(body)]);
  } finally {
    server.close();
  }
});

test("the check by hand of docs/webhooks.md is the library's", () => {
  const at = now();
  const headers = signed(secret, body, at);
  expect(isGenuine(secret, new Headers(headers), body, at)).toBe(true);
  const wrong: [string, Headers, string, number][] = [
    [other, new Headers(headers), body, at],
    [secret, new Headers(headers), `${body} `, at],
    [secret, new Headers(headers), body, at + 301_000],
    [secret, new Headers({ ...headers, "webhook-id": "msg_5_1_abc" }), body, at],
    [secret, new Headers(), body, at],
  ];
  for (const given of wrong) expect(isGenuine(...given)).toBe(false);
});

test("docs/webhooks.md has every event, with what it carries", () => {
  const rows = [...page.matchAll(/^\| `([a-z]+\.[a-z]+)` +\|[^|]+\|([^|]+)\|$/gm)];
  expect(rows.map(([, name]) => name)).toEqual([...webhookEvents]);
  for (const [, name = "", cell = ""] of rows) {
    const option = webhookPayload.options.find(({ entries }) => entries.type.literal === name);
    const details = Object.keys(option?.entries.data.entries ?? {}).filter(
      (each) => !["workspace", "version"].includes(each),
    );
    const listed = [...cell.replaceAll(/\(.*?\)/g, "").matchAll(/`(\w+)`/g)].map(([, field]) => field);
    expect([name, ...listed]).toEqual([name, ...details]);
  }
});

async function listening(server: Server | ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server listens at a port");
  return `http://127.0.0.1:${address.port}/`;
}
