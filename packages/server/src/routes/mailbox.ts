import type { Command, MailboxSetup } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { senderOf } from "../billing/seller.ts";
import { putMailbox } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv, requires } from "../middleware/authenticate.ts";
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
      documented("Where the invoices are mailed to, and the change that waits for confirmation", responses.mailbox),
      requires("billing.read"),
      validate("param", workspaceParam),
      // A change that nobody confirms expires without a write.
      async (c) => answerView(services, c, toMailbox, "minute"),
    )
    .put(
      "/v1/workspaces/:ws/mailbox",
      documented("Ask for another mailbox: it is in force once every new address is confirmed", responses.mailbox),
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
      documented("Mail the confirmation links again", responses.mailbox),
      requires("billing.manage"),
      validate("param", workspaceParam),
      takesNoFields,
      async (c) => give(c, c.req.valid("param").ws, { type: "resend-mailbox-confirmation", ...setupFor(c) }),
    )
    .post(
      "/v1/workspaces/:ws/mailbox/withdraw",
      documented("Withdraw the change that waits for confirmation", responses.mailbox),
      requires("billing.manage"),
      validate("param", workspaceParam),
      takesNoFields,
      async (c) => give(c, c.req.valid("param").ws, { type: "withdraw-mailbox", ...setupFor(c) }),
    );
}
