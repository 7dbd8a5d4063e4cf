import type { OperationObject } from "./document-types.ts";

const header = (name: string, description: string) =>
  ({ name, in: "header", required: true, description, schema: { type: "string" } }) as const;

/** What the server itself asks of webhook endpoints. Source: Standard Webhooks. */
export const webhooks: Record<string, Record<string, OperationObject>> = {
  message: {
    post: {
      operationId: "receiveWebhook",
      tags: ["Webhooks"],
      summary: "What happened in a workspace, sent to your endpoint",
      description:
        "Signed in the form of Standard Webhooks: verify it with their library before you read it. Any status from 200 to 299 takes " +
        "it; after any other it is sent again, with the same `webhook-id`.",
      security: [],
      parameters: [
        header("webhook-id", "The same each time that the message is sent."),
        header("webhook-timestamp", "When it was sent, in seconds since 1970."),
        header("webhook-signature", "One or more signatures, by the secret and the one before it."),
      ],
      requestBody: {
        required: true,
        content: { "application/json": { schema: { $ref: "#/components/schemas/WebhookPayload" } } },
      },
      responses: { "2XX": { description: "Taken" } },
    },
  },
};
