import { Hono } from "hono";
import { putBillingDetails } from "../contract/requests.ts";
import * as responses from "../contract/billing-responses.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requires } from "../middleware/authorize.ts";
import { validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerCommand, answerView } from "../respond.ts";
import type { Services } from "../services.ts";
import { toBillingDetails } from "../views/billing-details.ts";

export function billingDetailsRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/billing-details",
      documented({
        id: "getBillingDetails",
        tag: "Mailbox",
        summary: "Whom the invoices are addressed to, and what is missing for one",
        answer: responses.billingDetails,
      }),
      requires("billing.read"),
      validate("param", workspaceParam),
      async (c) => answerView(services, c, toBillingDetails),
    )
    .put(
      "/v1/workspaces/:ws/billing-details",
      documented({
        id: "putBillingDetails",
        tag: "Mailbox",
        summary: "Change whom the invoices are addressed to, from the next one on",
        description: "Invoices that waited for them are issued now. What was issued stays as it is.",
        answer: responses.billingDetails,
        problems: ["vat-id-missing"],
      }),
      requires("billing.manage"),
      validate("param", workspaceParam),
      validate("json", putBillingDetails),
      async (c) => {
        const command = { type: "set-billing-details", customer: c.req.valid("json") } as const;
        const answer = await answerCommand(services, c, command, toBillingDetails);
        // Invoices that waited for them are issued now.
        services.billing.scheduler.wake(c.req.valid("param").ws);
        return answer;
      },
    );
}
