import {
  isPresent,
  isProvisioned,
  type Member,
  membersNamed,
  Refusal,
  type State,
  type WorkspaceEvent,
} from "@seatbook/core";
import { type Context, Hono } from "hono";
import * as queries from "../contract/queries.ts";
import * as requests from "../contract/scim-requests.ts";
import * as responses from "../contract/scim-responses.ts";
import type { AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { scimUserParam, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { takesScim } from "../scim/documentation.ts";
import { listUsers, toSearchQuery } from "../scim/list.ts";
import { canonicalUser, patchUser } from "../scim/patch-user.ts";
import * as respond from "../scim/respond.ts";
import { scimMediaType } from "../scim/scim-error.ts";
import { attributesOf, toProvisionedMember, toUser } from "../scim/user.ts";
import type { Services } from "../services.ts";

const described = { tag: "SCIM", problemForm: respond.scimForm } as const;
const user = { schema: responses.user, mediaType: scimMediaType } as const;
const users = { schema: responses.users, mediaType: scimMediaType } as const;

export function scimUserRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/scim/v2/Users",
      documented({
        ...described,
        id: "listScimUsers",
        summary: "List and filter the users of an identity provider",
        description: "Who was deactivated is there with `active` false. `count` is at most 200.",
        answers: [users],
        takes: [],
      }),
      requiresScope("read"),
      validate("param", workspaceParam),
      validate("query", queries.scimList),
      async (c) => respond.answerList(services, c, respond.listQueryOf(c.req.valid("query")), listUsers),
    )
    .post(
      "/v1/workspaces/:ws/scim/v2/Users/.search",
      documented({
        ...described,
        id: "searchScimUsers",
        summary: "Filter the users, with the filter in the body",
        answers: [users],
        takes: [],
      }),
      requiresScope("read"),
      validate("param", workspaceParam),
      takesScim(requests.search),
      async (c) => respond.answerList(services, c, toSearchQuery(await respond.readBody(c)), listUsers),
    )
    .post(
      "/v1/workspaces/:ws/scim/v2/Users",
      documented({
        ...described,
        id: "createScimUser",
        summary: "Add a member for a user of an identity provider",
        description:
          "A member who was removed and is the same person is restored, or after 30 days added again, in no team. `externalId` becomes the member's id where it is free.",
        answers: [{ ...user, status: 201, headers: ["Location"] }],
        problems: ["identity-taken"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", workspaceParam),
      validate("query", queries.scimProjection),
      takesScim(requests.user),
      async (c) => {
        const entry = toProvisionedMember(canonicalUser(await respond.readBody(c)));
        const { externalId, userName } = entry.identity;
        const ids = respond.idsFor(services, externalId);
        const resource = await respond.runCommand(
          services,
          c,
          () => ({ type: "provision-member", ids, entry }),
          (state, events, base) => toUser(state, addedOf(state, events, userName), base),
        );
        return respond.sendResource(c, resource, respond.projectionOf(c.req.valid("query")), 201);
      },
    )
    .get(
      "/v1/workspaces/:ws/scim/v2/Users/:user",
      documented({
        ...described,
        id: "getScimUser",
        summary: "A user of an identity provider",
        answers: [user],
        problems: ["member-not-found"],
      }),
      requiresScope("read"),
      validate("param", scimUserParam),
      validate("query", queries.scimProjection),
      async (c) =>
        respond.answerResource(services, c, respond.projectionOf(c.req.valid("query")), (state, base) =>
          toUser(state, memberOf(state, c.req.valid("param").user), base),
        ),
    )
    .put(
      "/v1/workspaces/:ws/scim/v2/Users/:user",
      documented({
        ...described,
        id: "replaceScimUser",
        summary: "Change a member to what an identity provider has",
        description: "`active` false removes, true restores or adds again. What is left out is unset, but for `roles`.",
        answers: [user],
        problems: ["member-not-found", "identity-taken"],
        takes: ["If-Match", "Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", scimUserParam),
      validate("query", queries.scimProjection),
      takesScim(requests.user),
      async (c) => {
        const wanted = canonicalUser(await respond.readBody(c));
        return change(c, c.req.valid("param").user, respond.projectionOf(c.req.valid("query")), (member) =>
          toProvisionedMember(wanted, member),
        );
      },
    )
    .patch(
      "/v1/workspaces/:ws/scim/v2/Users/:user",
      documented({
        ...described,
        id: "patchScimUser",
        summary: "Change some attributes of a member",
        description: "`active` false removes, true restores or adds again.",
        answers: [user],
        problems: ["member-not-found", "identity-taken"],
        takes: ["If-Match", "Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", scimUserParam),
      validate("query", queries.scimProjection),
      takesScim(requests.patch),
      async (c) => {
        const body = await respond.readBody(c);
        return change(c, c.req.valid("param").user, respond.projectionOf(c.req.valid("query")), (member) => {
          const patched = patchUser(attributesOf(member), body);
          const roles = patched["roles"];
          const isUnset = !Array.isArray(roles) || roles.length === 0;
          return toProvisionedMember(isUnset ? { ...patched, roles: [{ value: "member" }] } : patched, member);
        });
      },
    )
    .delete(
      "/v1/workspaces/:ws/scim/v2/Users/:user",
      documented({
        ...described,
        id: "deleteScimUser",
        summary: "Remove a member whom an identity provider deleted",
        description:
          "From then on SCIM does not show the user. The member is removed, and can be restored for 30 days.",
        answers: [{ status: 204 }],
        problems: ["member-not-found"],
        takes: ["If-Match", "Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", scimUserParam),
      async (c) => {
        const { user: member } = c.req.valid("param");
        await respond.runCommand(
          services,
          c,
          (state, base) => {
            respond.checkVersion(c, toUser(state, memberOf(state, member), base));
            return { type: "deprovision-member", member };
          },
          () => null,
        );
        return respond.sendNoContent(c);
      },
    );

  async function change(
    c: Context<AppEnv>,
    member: string,
    projection: ReturnType<typeof respond.projectionOf>,
    wanted: (member: Member) => ReturnType<typeof toProvisionedMember>,
  ): Promise<Response> {
    const resource = await respond.runCommand(
      services,
      c,
      (state, base) => {
        const before = memberOf(state, member);
        respond.checkVersion(c, toUser(state, before, base));
        return { type: "change-provisioned-member", member, entry: wanted(before) };
      },
      (state, _, base) => toUser(state, memberOf(state, member), base),
    );
    return respond.sendResource(c, resource, projection);
  }
}

/** @throws Refusal `member-not-found`, also for one whom the provider deleted. */
function memberOf(state: State, member: string): Member {
  const found = state.members.get(member);
  if (!found || !isProvisioned(found)) throw new Refusal("member-not-found");
  return found;
}

/** Whom a POST came to: of a member who was there like that already, inactive, no event tells. */
function addedOf(state: State, events: readonly WorkspaceEvent[], userName: string): Member {
  const told = events.find((event) => "member" in event);
  const namesakes = membersNamed(state, userName);
  const member = told ? memberOf(state, told.member) : (namesakes.find(isPresent) ?? namesakes[0]);
  if (!member) throw new Refusal("member-not-found");
  return member;
}
