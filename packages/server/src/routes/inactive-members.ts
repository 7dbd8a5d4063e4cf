import { inactiveMembers } from "@seatbook/core";
import { Hono } from "hono";
import { postRemoveInactive } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { sortedByName } from "../fold-text.ts";
import { type AppEnv, type Principal } from "../middleware/authenticate.ts";
import { requires } from "../middleware/authorize.ts";
import { validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { answerCommand, answerView } from "../respond.ts";
import type { Services } from "../services.ts";
import { memberViews } from "../views/member.ts";

export function inactiveMemberRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/inactive-members",
      documented({
        id: "getInactiveMembers",
        tag: "Members",
        summary: "Who would be removed, who not and why",
        description: "The `fingerprint` stands for exactly this set: `removeInactiveMembers` takes it.",
        answer: responses.inactiveMembers,
      }),
      requires("members.read"),
      validate("param", workspaceParam),
      async (c) =>
        answerView(services, c, (view) => {
          const { removable, kept, fingerprint } = inactiveMembers(view.state, callerOf(view.principal));
          const toView = memberViews(view);
          return {
            members: sortedByName(removable).map(toView),
            protected: kept.map(({ member, reason }) => ({ member: toView(member), reason })),
            fingerprint,
          };
        }),
    )
    .post(
      "/v1/workspaces/:ws/inactive-members/remove",
      documented({
        id: "removeInactiveMembers",
        tag: "Members",
        summary: "Remove exactly the inactive members of that fingerprint",
        description:
          "If the set has changed since, nothing is removed. The caller and owners are never removed by it. The bill does not change, since inactive members are not billed.",
        answer: responses.removed,
        problems: ["inactive-members-changed"],
      }),
      requires("members.remove"),
      validate("param", workspaceParam),
      validate("json", postRemoveInactive),
      async (c) => {
        const caller = callerOf(c.get("principal"));
        const { fingerprint } = c.req.valid("json");
        return answerCommand(
          services,
          c,
          { type: "remove-inactive-members", fingerprint, ...(caller !== undefined && { caller }) },
          (_, events) => ({
            removed: events.flatMap((event) => (event.type === "MemberRemoved" ? [event.member] : [])),
          }),
        );
      },
    );
}

export function callerOf(principal: Principal): string | undefined {
  return principal.type === "session" ? principal.member : undefined;
}
