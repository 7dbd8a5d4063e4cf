import { isTeamProvisioned, type ProvisionedTeam, Refusal, type State, type Team } from "@seatbook/core";
import { type Context, Hono } from "hono";
import * as queries from "../contract/queries.ts";
import * as requests from "../contract/scim-requests.ts";
import * as responses from "../contract/scim-responses.ts";
import type { AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { scimGroupParam, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { takesScim } from "../scim/documentation.ts";
import { patchTeam, toProvisionedTeam } from "../scim/group-request.ts";
import { toGroup } from "../scim/group.ts";
import { listGroups, toSearchQuery } from "../scim/list.ts";
import { isAsked } from "../scim/projection.ts";
import * as respond from "../scim/respond.ts";
import { scimMediaType } from "../scim/scim-error.ts";
import type { Services } from "../services.ts";

const described = { tag: "SCIM", problemForm: respond.scimForm } as const;
const group = { schema: responses.group, mediaType: scimMediaType } as const;
const groups = { schema: responses.groups, mediaType: scimMediaType } as const;

export function scimGroupRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/scim/v2/Groups",
      documented({
        ...described,
        id: "listScimGroups",
        summary: "List and filter the groups of an identity provider",
        description: "`count` is at most 200. With `excludedAttributes=members` the answer stays short.",
        answers: [groups],
        takes: [],
      }),
      requiresScope("read"),
      validate("param", workspaceParam),
      validate("query", queries.scimList),
      async (c) => respond.answerList(services, c, respond.listQueryOf(c.req.valid("query")), listGroups),
    )
    .post(
      "/v1/workspaces/:ws/scim/v2/Groups/.search",
      documented({
        ...described,
        id: "searchScimGroups",
        summary: "Filter the groups, with the filter in the body",
        answers: [groups],
        takes: [],
      }),
      requiresScope("read"),
      validate("param", workspaceParam),
      takesScim(requests.search),
      async (c) => respond.answerList(services, c, toSearchQuery(await respond.readBody(c)), listGroups),
    )
    .post(
      "/v1/workspaces/:ws/scim/v2/Groups",
      documented({
        ...described,
        id: "createScimGroup",
        summary: "Add a team for a group of an identity provider",
        description:
          "A team that was archived because its group was deleted is unarchived, with the members of this one. `externalId` becomes the team's id where it is free.",
        answers: [{ ...group, status: 201, headers: ["Location"] }],
        problems: ["identity-taken", "member-unknown"],
        takes: ["Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", workspaceParam),
      validate("query", queries.scimProjection),
      takesScim(requests.group),
      async (c) => {
        const entry = toProvisionedTeam(await respond.readBody(c));
        const { externalId } = entry;
        const ids = respond.idsFor(services, externalId);
        const projection = respond.projectionOf(c.req.valid("query"));
        const resource = await respond.runCommand(
          services,
          c,
          () => ({ type: "provision-team", ids, entry }),
          (state, events, base) => {
            const told = events.find((event) => "team" in event);
            return toGroup(state, teamOf(state, told?.team ?? ""), base, isAsked(projection, "members"));
          },
        );
        return respond.sendResource(c, resource, projection, 201);
      },
    )
    .get(
      "/v1/workspaces/:ws/scim/v2/Groups/:group",
      documented({
        ...described,
        id: "getScimGroup",
        summary: "A group of an identity provider, with its members",
        answers: [group],
        problems: ["team-not-found"],
      }),
      requiresScope("read"),
      validate("param", scimGroupParam),
      validate("query", queries.scimProjection),
      async (c) => {
        const projection = respond.projectionOf(c.req.valid("query"));
        return respond.answerResource(services, c, projection, (state, base) =>
          toGroup(state, teamOf(state, c.req.valid("param").group), base, isAsked(projection, "members")),
        );
      },
    )
    .put(
      "/v1/workspaces/:ws/scim/v2/Groups/:group",
      documented({
        ...described,
        id: "replaceScimGroup",
        summary: "Change a team, and who is in it, to what an identity provider has",
        answers: [group],
        problems: ["team-not-found", "identity-taken", "member-unknown"],
        takes: ["If-Match", "Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", scimGroupParam),
      validate("query", queries.scimProjection),
      takesScim(requests.group),
      async (c) => {
        const entry = toProvisionedTeam(await respond.readBody(c));
        const projection = respond.projectionOf(c.req.valid("query"));
        const withMembers = isAsked(projection, "members");
        return respond.sendResource(
          c,
          await change(c, c.req.valid("param").group, withMembers, () => entry),
          projection,
        );
      },
    )
    .patch(
      "/v1/workspaces/:ws/scim/v2/Groups/:group",
      documented({
        ...described,
        id: "patchScimGroup",
        summary: "Rename a team, or change who is in it",
        description:
          "However many members join and leave, it is one change. The answer has no body, unless `attributes` asks for some.",
        answers: [{ status: 204 }, group],
        problems: ["team-not-found", "identity-taken", "member-unknown"],
        takes: ["If-Match", "Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", scimGroupParam),
      validate("query", queries.scimProjection),
      takesScim(requests.patch),
      async (c) => {
        const body = await respond.readBody(c);
        const projection = respond.projectionOf(c.req.valid("query"));
        const isAnswered = projection.attributes.length > 0;
        const withMembers = isAnswered && isAsked(projection, "members");
        const resource = await change(c, c.req.valid("param").group, withMembers, (state, team) =>
          patchTeam(state, team, body),
        );
        return isAnswered
          ? respond.sendResource(c, resource, projection)
          : respond.sendNoContent(c, { ETag: resource.meta.version });
      },
    )
    .delete(
      "/v1/workspaces/:ws/scim/v2/Groups/:group",
      documented({
        ...described,
        id: "deleteScimGroup",
        summary: "Archive a team whose group an identity provider deleted",
        description: "From then on SCIM does not show the group. A group with the same `externalId` unarchives it.",
        answers: [{ status: 204 }],
        problems: ["team-not-found"],
        takes: ["If-Match", "Idempotency-Key"],
      }),
      requiresScope("write"),
      validate("param", scimGroupParam),
      async (c) => {
        const { group: team } = c.req.valid("param");
        await respond.runCommand(
          services,
          c,
          (state, base) => {
            respond.checkVersion(c, toGroup(state, teamOf(state, team), base, false));
            return { type: "deprovision-team", team };
          },
          () => null,
        );
        return respond.sendNoContent(c);
      },
    );

  function change(
    c: Context<AppEnv>,
    team: string,
    withMembers: boolean,
    wanted: (state: State, team: Team) => ProvisionedTeam,
  ) {
    return respond.runCommand(
      services,
      c,
      (state, base) => {
        const before = teamOf(state, team);
        respond.checkVersion(c, toGroup(state, before, base, false));
        return { type: "change-provisioned-team", team, entry: wanted(state, before) };
      },
      (state, _, base) => toGroup(state, teamOf(state, team), base, withMembers),
    );
  }
}

/** @throws Refusal `team-not-found`, also for one that the provider deleted. */
function teamOf(state: State, team: string): Team {
  const found = state.teams.get(team);
  if (!found || !isTeamProvisioned(found)) throw new Refusal("team-not-found");
  return found;
}
