import type { Command, MailboxSetup } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { senderOf } from "../billing/seller.ts";
import { putMailbox } from "../contract/requests.ts";
import * as responses from "../contract/billing-responses.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requires } from "../middleware/authorize.ts";
import { takesNoFields, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerCommand, answerView } from "../respond.ts";
import type { Services } from "../services.ts";
import { toMailbox } from "../views/mailbox.ts";

export function mailboxRoutes(services: Services) {
  const { billing } = services;

  const give = async (c: Context<AppEnv>, ws: string, command: Command) => {
    const answer = await answerCommand(services, c, command, toMailbox);
    billing.scheduler.wake(ws);
    return answer;
  };

  const setupFor = (c: Context<AppEnv>): MailboxSetup => {
    const { seller: setup } = billing;
    const isForOperator = setup?.mailboxApproval === true && c.get("principal").type === "session";
    return { ...(setup && { sender: senderOf(setup.seller) }), isForOperator };
  };

  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/mailbox",
      documented({
        id: "getMailbox",
        tag: "Mailbox",
        summary: "Where the invoices are mailed to, and the change that waits for confirmation",
        answer: responses.mailbox,
      }),
      requires("billing.read"),
      validate("param", workspaceParam),
      // A change that nobody confirms expires without a write.
      async (c) => answerView(services, c, toMailbox, "minute"),
    )
    .put(
      "/v1/workspaces/:ws/mailbox",
      documented({
        id: "putMailbox",
        tag: "Mailbox",
        summary: "Ask for another mailbox: it is in force once every new address is confirmed",
        description:
          "A link is mailed to each new address, and a notice to the old ones. Until all are confirmed the old mailbox stays in force.",
        answer: responses.mailbox,
        problems: ["mailbox-by-operator", "seller-missing", "too-many-confirmations"],
      }),
      requires("billing.manage"),
      validate("param", workspaceParam),
      validate("json", putMailbox),
      async (c) => {
        const { mailbox } = c.req.valid("json");
        return give(c, c.req.valid("param").ws, { type: "request-mailbox", mailbox, ...setupFor(c) });
      },
    )
    .post(
      "/v1/workspaces/:ws/mailbox/resend",
      documented({
        id: "resendMailboxConfirmation",
        tag: "Mailbox",
        summary: "Mail the confirmation links again",
        answer: responses.mailbox,
        problems: ["mailbox-by-operator", "seller-missing", "mailbox-change-not-found", "too-many-confirmations"],
      }),
      requires("billing.manage"),
      validate("param", workspaceParam),
      takesNoFields,
      async (c) => give(c, c.req.valid("param").ws, { type: "resend-mailbox-confirmation", ...setupFor(c) }),
    )
    .post(
      "/v1/workspaces/:ws/mailbox/withdraw",
      documented({
        id: "withdrawMailboxChange",
        tag: "Mailbox",
        summary: "Withdraw the change that waits for confirmation",
        answer: responses.mailbox,
        problems: ["mailbox-by-operator", "seller-missing"],
      }),
      requires("billing.manage"),
      validate("param", workspaceParam),
      takesNoFields,
      async (c) => give(c, c.req.valid("param").ws, { type: "withdraw-mailbox", ...setupFor(c) }),
    );
}
