import { type Context, Hono } from "hono";
import * as requests from "../contract/scim-requests.ts";
import * as responses from "../contract/scim-responses.ts";
import type { AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import { scimSchemaParam, validate, workspaceParam } from "../middleware/validate.ts";
import { documented } from "../openapi.ts";
import { ProblemError } from "../problem.ts";
import { providerConfigAt, resourceTypesAt, schemasAt, toList } from "../scim/discovery.ts";
import { takesScim } from "../scim/documentation.ts";
import { listResources, toSearchQuery } from "../scim/list.ts";
import * as respond from "../scim/respond.ts";
import { scimMediaType } from "../scim/scim-error.ts";
import type { Services } from "../services.ts";

const described = { tag: "SCIM", problemForm: respond.scimForm, takes: [] } as const;
const one = { schema: responses.description, mediaType: scimMediaType } as const;
const list = { schema: responses.descriptions, mediaType: scimMediaType } as const;

/** What SCIM says of itself, and the search over everything. */
export function scimDiscoveryRoutes(services: Services) {
  return new Hono<AppEnv>()
    .get(
      "/v1/workspaces/:ws/scim/v2/ServiceProviderConfig",
      documented({ ...described, id: "getScimConfig", summary: "What of SCIM the server can do", answers: [one] }),
      requiresScope("read"),
      validate("param", workspaceParam),
      async (c) => respond.sendScim(c, providerConfigAt(await baseOf(c))),
    )
    .get(
      "/v1/workspaces/:ws/scim/v2/ResourceTypes",
      documented({ ...described, id: "listScimResourceTypes", summary: "The types of resources", answers: [list] }),
      requiresScope("read"),
      validate("param", workspaceParam),
      async (c) => respond.sendScim(c, toList(resourceTypesAt(await baseOf(c)))),
    )
    .get(
      "/v1/workspaces/:ws/scim/v2/ResourceTypes/:schema",
      documented({
        ...described,
        id: "getScimResourceType",
        summary: "A type of resources",
        answers: [one],
        problems: ["route-not-found"],
      }),
      requiresScope("read"),
      validate("param", scimSchemaParam),
      async (c) => respond.sendScim(c, byId(resourceTypesAt(await baseOf(c)), c.req.valid("param").schema)),
    )
    .get(
      "/v1/workspaces/:ws/scim/v2/Schemas",
      documented({
        ...described,
        id: "listScimSchemas",
        summary: "The attributes of users and groups",
        answers: [list],
      }),
      requiresScope("read"),
      validate("param", workspaceParam),
      async (c) => respond.sendScim(c, toList(schemasAt(await baseOf(c)))),
    )
    .get(
      "/v1/workspaces/:ws/scim/v2/Schemas/:schema",
      documented({
        ...described,
        id: "getScimSchema",
        summary: "The attributes of one type of resources",
        answers: [one],
        problems: ["route-not-found"],
      }),
      requiresScope("read"),
      validate("param", scimSchemaParam),
      async (c) => respond.sendScim(c, byId(schemasAt(await baseOf(c)), c.req.valid("param").schema)),
    )
    .post(
      "/v1/workspaces/:ws/scim/v2/.search",
      documented({
        ...described,
        id: "searchScimResources",
        summary: "Filter users and groups, with the filter in the body",
        answers: [{ schema: responses.resources, mediaType: scimMediaType }],
      }),
      requiresScope("read"),
      validate("param", workspaceParam),
      takesScim(requests.search),
      async (c) => respond.answerList(services, c, toSearchQuery(await respond.readBody(c)), listResources),
    );

  /** Of a workspace that there is. */
  async function baseOf(c: Context<AppEnv>): Promise<string> {
    await services.workspaces.get(c.req.param("ws") ?? "");
    return respond.baseOf(services, c);
  }
}

function byId<T extends { id: string }>(all: readonly T[], id: string): T {
  const found = all.find((each) => each.id === id);
  if (!found) throw new ProblemError("route-not-found", "There is no such schema or type.");
  return found;
}
