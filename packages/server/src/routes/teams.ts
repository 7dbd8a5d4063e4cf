import { addMonths, type Command, isTeamActive, type State, type Team } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { listTeams } from "../contract/queries.ts";
import { putTeam } from "../contract/requests.ts";
import * as responses from "../contract/responses.ts";
import { foldText } from "../fold-text.ts";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requires, requiresScope } from "../middleware/authorize.ts";
import { takesNoFields, teamParam, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { compareAnchors, pageOf } from "../paging.ts";
import { answerCommand, answerView, type View } from "../respond.ts";
import type { Services } from "../services.ts";
import { memberCount, toTeam } from "../views/team.ts";

export function teamRoutes(services: Services) {
  const give = (c: Context<AppEnv>, team: string, command: Command) =>
    answerCommand(services, c, command, (view) => teamView(view, team));

  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/teams",
      documented({
        id: "listTeams",
        tag: "Teams",
        summary: "List, search and sort the teams",
        answer: responses.teamPage,
        problems: ["malformed-cursor"],
      }),
      requires("teams.read"),
      validate("param", workspaceParam),
      validate("query", listTeams),
      async (c) => {
        const { query, status, sort, limit, cursor } = c.req.valid("query");
        const words = foldText(query).split(/\s+/);
        const descending = sort.startsWith("-");
        const byName = sort.endsWith("name");
        const keyOf = (state: State, team: Team) => (byName ? foldText(team.name) : memberCount(state, team.id));
        return answerView(services, c, ({ state, month }) => {
          const compare = compareAnchors(descending ? -1 : 1);
          const matches = Array.from(state.teams.values())
            .filter((team) => status === undefined || (status === "active") === isTeamActive(team))
            .map((team) => ({ id: team.id, team, key: keyOf(state, team), name: foldText(team.name) }))
            .filter(({ name }) => words.every((word) => name.includes(word)))
            .toSorted((a, b) => compare({ ...a, order: sort }, { ...b, order: sort }));
          const page = pageOf(matches, { order: sort, limit, cursor, keyOf: ({ key }) => key, compare });
          return { ...page, items: page.items.map(({ team }) => toTeam(state, team, addMonths(month, 1))) };
        });
      },
    )
    .put(
      "/v1/workspaces/:ws/teams/:team",
      documented({
        id: "putTeam",
        tag: "Teams",
        summary: "Add or rename a team",
        answer: responses.team,
        problems: ["since-in-future", "since-month-closed"],
      }),
      requiresScope("write"),
      validate("param", teamParam),
      validate("json", putTeam),
      async (c) => {
        const { team } = c.req.valid("param");
        return give(c, team, { type: "put-team", id: team, ...c.req.valid("json") });
      },
    )
    .post(
      "/v1/workspaces/:ws/teams/:team/archive",
      documented({
        id: "archiveTeam",
        tag: "Teams",
        summary: "Archive a team; it is free from the next month on",
        description: "Its members stay. A team that is archived stays so: a repeat changes nothing.",
        answer: responses.team,
        problems: ["team-not-found"],
      }),
      requires("teams.archive"),
      validate("param", teamParam),
      takesNoFields,
      async (c) => {
        const { team } = c.req.valid("param");
        return give(c, team, { type: "archive-team", team });
      },
    )
    .post(
      "/v1/workspaces/:ws/teams/:team/unarchive",
      documented({
        id: "unarchiveTeam",
        tag: "Teams",
        summary: "Unarchive a team; it is billed from this month on",
        answer: responses.team,
        problems: ["team-not-found"],
      }),
      requires("teams.archive"),
      validate("param", teamParam),
      takesNoFields,
      async (c) => {
        const { team } = c.req.valid("param");
        return give(c, team, { type: "unarchive-team", team });
      },
    );
}

function teamView({ state, month }: View, id: string) {
  const team = state.teams.get(id);
  return team && toTeam(state, team, addMonths(month, 1));
}
