import { type Command, Refusal } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { listMembers } from "../contract/queries.ts";
import { putMember } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requires, requiresScope } from "../middleware/authorize.ts";
import { memberParam, takesNoFields, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { compareAnchors, pageOf } from "../paging.ts";
import { answerCommand, answerView, type View } from "../respond.ts";
import type { Services } from "../services.ts";
import { memberViews } from "../views/member.ts";
import { memberLicenses } from "../views/member-licenses.ts";

export function memberRoutes(services: Services) {
  const give = (c: Context<AppEnv>, member: string, command: Command) =>
    answerCommand(services, c, command, (view) => memberView(view, member));

  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/members",
      documented({
        id: "listMembers",
        tag: "Members",
        summary: "List, search, filter and sort the members",
        answer: responses.memberPage,
        problems: ["team-not-found", "malformed-cursor"],
      }),
      requires("members.read"),
      validate("param", workspaceParam),
      validate("query", listMembers),
      async (c) => {
        const { query, status, team, sort, limit, cursor } = c.req.valid("query");
        const descending = sort.startsWith("-");
        const by = sort.endsWith("name") ? "name" : sort.endsWith("email") ? "email" : "joined";
        return answerView(services, c, async (view, turns) => {
          const { state, workspace } = view;
          if (turns && !workspace.memberIndex.isReady(state, by)) {
            await workspace.memberIndex.getReady(() => workspace.journal.state, by);
            return undefined;
          }
          if (team !== undefined && !state.teams.has(team)) throw new Refusal("team-not-found", "team");
          const list = workspace.memberIndex.list(state, { by, descending }, { query, status, team });
          const page = pageOf(list, {
            order: sort,
            limit,
            cursor,
            keyOf: (entry) => entry[by],
            compare: compareAnchors(descending ? -1 : 1),
          });
          const toView = memberViews(view);
          return { ...page, items: page.items.flatMap(({ id }) => memberOf(view, id)).map(toView) };
        });
      },
    )
    .get(
      "/v1/workspaces/:ws/members/:member",
      documented({
        id: "getMember",
        tag: "Members",
        summary: "A member, and why billed, month by month",
        answer: responses.memberDetail,
        problems: ["member-not-found"],
      }),
      requires("members.read"),
      validate("param", memberParam),
      async (c) => {
        const { member: id } = c.req.valid("param");
        return answerView(services, c, (view) => {
          const [member] = memberOf(view, id);
          if (!member) throw new Refusal("member-not-found");
          return { ...memberViews(view)(member), licenses: memberLicenses(view, member) };
        });
      },
    )
    .put(
      "/v1/workspaces/:ws/members/:member",
      documented({
        id: "putMember",
        tag: "Members",
        summary: "Add or change a member",
        description:
          "With `teams` the member is in exactly these; without, the teams stay as they are. A removed member is added again.",
        answer: responses.member,
        problems: ["team-unknown", "since-in-future", "since-month-closed", "since-overlaps"],
      }),
      requiresScope("write"),
      validate("param", memberParam),
      validate("json", putMember),
      async (c) => {
        const { member } = c.req.valid("param");
        return give(c, member, { type: "put-member", id: member, ...c.req.valid("json") });
      },
    )
    .delete(
      "/v1/workspaces/:ws/members/:member",
      documented({
        id: "removeMember",
        tag: "Members",
        summary: "Remove a member, who loses access at once",
        description:
          "Billed for the month in which it happens, and free from the next one on. A member who was removed stays so: a repeat changes nothing.",
        answer: responses.member,
        problems: ["member-not-found"],
      }),
      requires("members.remove"),
      validate("param", memberParam),
      takesNoFields,
      async (c) => {
        const { member } = c.req.valid("param");
        return give(c, member, { type: "remove-member", member });
      },
    )
    .post(
      "/v1/workspaces/:ws/members/:member/restore",
      documented({
        id: "restoreMember",
        tag: "Members",
        summary: "Restore a removed member, in no team, within 30 days",
        answer: responses.member,
        problems: ["member-not-found", "restore-expired", "member-erased"],
      }),
      requires("members.remove"),
      validate("param", memberParam),
      takesNoFields,
      async (c) => {
        const { member } = c.req.valid("param");
        return give(c, member, { type: "restore-member", member });
      },
    );
}

function memberOf({ state }: View, id: string) {
  const member = state.members.get(id);
  return member ? [member] : [];
}

function memberView(view: View, id: string) {
  return memberOf(view, id).map(memberViews(view))[0];
}
