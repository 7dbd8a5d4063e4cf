import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";

/** @param secret `whsec_…`, as the endpoint's creation showed it. @param handle is given each message once. */
export function createReceiver(secret: string, handle: (message: { type: string; data: object }) => Promise<void>) {
  const webhook = new Webhook(secret);
  // In production: a table with the ids of at least the last month, in the same transaction as what you do.
  const done = new Set<string>();
  return createServer(async (request, response) => {
    try {
      // The body as it came: parsed and written again it may be other bytes.
      const body = await text(request);
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      webhook.verify(body, headers);
      const id = headers["webhook-id"] ?? "";
      if (!done.has(id)) await handle(JSON.parse(body));
      done.add(id);
      response.writeHead(204).end();
    } catch (error) {
      // Whatever is not 2xx is sent again.
      response.writeHead(error instanceof Error && error.name === "WebhookVerificationError" ? 401 : 500).end();
    }
  });
}
