import { Hono } from "hono";
import { eraseQuery } from "../contract/queries.ts";
import * as responses from "../contract/responses.ts";
import type { AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { memberParam, takesNoFields, validate } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerSteps } from "../respond.ts";
import type { Services } from "../services.ts";
import { toErasure } from "../views/erasure.ts";

export function erasureRoutes(services: Services) {
  const { billing, workspaces } = services;

  return new Hono<AppEnv>().post(
    "/v1/workspaces/:ws/members/:member/erase",
    documented({
      id: "eraseMember",
      tag: "Members",
      summary: "Erase the personal data of a removed member",
      description:
        "Name and addresses are overwritten everywhere in the store, closed months included; ids, counts and amounts stay. It cannot be undone. " +
        "The answer tells what is kept, and why. What a crash has interrupted is gone on with by itself.",
      answer: responses.erasure,
      problems: ["member-not-found", "member-present", "mailbox-has-address", "mail-under-way"],
    }),
    requiresScope("billing"),
    validate("param", memberParam),
    validate("query", eraseQuery),
    takesNoFields,
    async (c) => {
      const { ws, member } = c.req.valid("param");
      const keepMailbox = c.req.valid("query").keepMailbox === "true";
      return answerSteps(
        services,
        c,
        ws,
        async (by, guard) => {
          const { workspace } = await workspaces.get(ws);
          await billing.erasing.erase(workspace, { member, keepMailbox }, by, guard);
        },
        ({ state }) => toErasure(state, member),
      );
    },
  );
}
