import { invoiceByDraft, type Mail, Refusal, type State } from "@seatbook/core";
import { Hono } from "hono";
import { listPage } from "../contract/queries.ts";
import { postBounce } from "../contract/requests.ts";
import * as responses from "../contract/billing-responses.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { mailParam, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { newestFirst } from "../paging.ts";
import { answerCommand, answerView } from "../respond.ts";
import type { Services } from "../services.ts";
import { toMail } from "../views/invoice.ts";

export function mailRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/mails",
      documented({
        id: "listMails",
        tag: "Mailbox",
        summary: "Every mail of a workspace and how far it came, newest first",
        answer: responses.workspaceMailPage,
        problems: ["malformed-cursor"],
      }),
      requiresScope("read"),
      validate("param", workspaceParam),
      validate("query", listPage),
      async (c) => {
        const { limit, cursor } = c.req.valid("query");
        return answerView(services, c, ({ state }) => {
          const page = newestFirst(state.mails, { order: "mails", limit, cursor });
          return { ...page, items: page.items.map((mail) => toWorkspaceMail(state, mail)) };
        });
      },
    )
    .post(
      "/v1/workspaces/:ws/mails/:mail/bounce",
      documented({
        id: "reportBounce",
        tag: "Mailbox",
        summary: "Report that a mail came back",
        answer: responses.workspaceMail,
        problems: ["mail-not-found", "mail-not-sent"],
      }),
      requiresScope("billing"),
      validate("param", mailParam),
      validate("json", postBounce),
      async (c) => {
        const { mail: id } = c.req.valid("param");
        const { detail } = c.req.valid("json");
        return answerCommand(services, c, { type: "report-bounce", mail: id, detail }, ({ state }) => {
          const mail = state.mails.find((candidate) => candidate.id === id);
          if (!mail) throw new Refusal("mail-not-found");
          return toWorkspaceMail(state, mail);
        });
      },
    );
}

function toWorkspaceMail(state: State, mail: Mail) {
  const { about } = mail;
  const entry = about.kind === "invoice" ? invoiceByDraft(state, about.draft) : undefined;
  return {
    ...toMail(mail),
    about: about.kind,
    ...(entry?.issued && { number: entry.issued.number }),
    ...(mail.cause !== undefined && { cause: mail.cause }),
  };
}
