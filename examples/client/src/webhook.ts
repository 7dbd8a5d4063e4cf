import type { WebhookPayload } from "@seatbook/client";
import { Webhook } from "standardwebhooks";

const { SEATBOOK_WEBHOOK_SECRET = "" } = process.env;

/** A route of your own, which Seatbook calls. It may be called twice: `webhook-id` is the same then. */
export async function POST(request: Request): Promise<Response> {
  const webhook = new Webhook(SEATBOOK_WEBHOOK_SECRET);
  // Throws for what is not Seatbook's. The signature is of the body as it came.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what it verified, Seatbook wrote
  const event = webhook.verify(await request.text(), Object.fromEntries(request.headers)) as WebhookPayload;
  switch (event.type) {
    case "member.removed":
      console.log(`${event.data.member} has left ${event.data.workspace}.`);
      break;
    case "invoice.issued":
      console.log(`Invoice ${event.data.number} is due on ${event.data.dueOn}.`);
      break;
    default:
    // Newer servers tell of more.
  }
  return new Response(null, { status: 204 });
}
