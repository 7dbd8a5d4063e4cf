import { setImmediate as nextTurn } from "node:timers/promises";
import { type Command, decide, Refusal, type State, type WorkspaceEvent } from "@seatbook/core";
import type { Context } from "hono";
import * as v from "valibot";
import type { scimList } from "../contract/queries.ts";
import * as responses from "../contract/scim-responses.ts";
import { id } from "../contract/values.ts";
import { type AppEnv, authorOf } from "../middleware/authenticate.ts";
import type { ProblemForm } from "../openapi.ts";
import { ProblemError } from "../problem.ts";
import { isKnown, onceOf, untilStill } from "../respond.ts";
import { send, sendNotModified } from "../send.ts";
import type { Services } from "../services.ts";
import type { Listed, ScimQuery } from "./list.ts";
import { attributeNames, project, type Projection } from "./projection.ts";
import { scimMediaType } from "./scim-error.ts";
import type { TakeTurn } from "./steps.ts";
import { isRecord } from "./user.ts";

type Resource = { readonly meta: { readonly version: string; readonly location: string } };

/** How SCIM's routes write problems. */
export const scimForm: ProblemForm = {
  mediaType: scimMediaType,
  schema: responses.error,
  statusOf: (status) => (status === 422 ? 400 : status),
};

/** The address that those of SCIM's resources begin with. */
export function baseOf(services: Services, c: Context<AppEnv>): string {
  return `${services.publicUrl().replace(/\/$/, "")}/v1/workspaces/${encodeURIComponent(c.req.param("ws") ?? "")}/scim/v2`;
}

export function projectionOf({
  attributes,
  excludedAttributes,
}: {
  attributes?: string | undefined;
  excludedAttributes?: string | undefined;
}): Projection {
  return {
    attributes: attributeNames(attributes?.split(",") ?? []),
    excludedAttributes: attributeNames(excludedAttributes?.split(",") ?? []),
  };
}

export function listQueryOf({ filter, startIndex, count, ...projection }: v.InferOutput<typeof scimList>): ScimQuery {
  return { filter, startIndex, count, projection: projectionOf(projection) };
}

/** The ids that what is added may get, the first that is free. */
export function idsFor(services: Services, externalId: string | undefined): string[] {
  return [...(v.is(id, externalId) ? [externalId] : []), services.newId()];
}

/** The body of a request. @throws ProblemError */
export async function readBody(c: Context<AppEnv>): Promise<Record<string, unknown>> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch {
    throw new ProblemError("malformed-json", "The body is not valid JSON.");
  }
  if (isRecord(body)) return body;
  throw new ProblemError("malformed-body", "Send a JSON object. Nothing was changed.");
}

export function sendScim(
  c: Context<AppEnv>,
  body: unknown,
  headers: Record<string, string> = {},
  status: 200 | 201 = 200,
) {
  return send(c, JSON.stringify(body), scimMediaType, status, headers);
}

/** Answers a GET of one resource, with what is asked for of it. */
export async function answerResource(
  services: Services,
  c: Context<AppEnv>,
  projection: Projection,
  read: (state: State, base: string) => Resource,
): Promise<Response> {
  const { state } = await services.workspaces.get(c.req.param("ws") ?? "");
  const resource = read(state, baseOf(services, c));
  const { version } = resource.meta;
  if (isKnown(c, version)) return sendNotModified(c, version);
  return sendScim(c, project(resource, projection), { ETag: version });
}

/** Answers a list or a search. */
export async function answerList(
  services: Services,
  c: Context<AppEnv>,
  query: ScimQuery,
  list: (state: State, query: ScimQuery, base: string, takeTurn?: TakeTurn) => Promise<Listed | undefined>,
): Promise<Response> {
  const { page, resources } = await untilStill(async (turns) => {
    const { workspace, state } = await services.workspaces.get(c.req.param("ws") ?? "");
    const { journal } = workspace;
    const { version } = journal;
    const takeTurn = async () => {
      await nextTurn();
      return journal.version === version;
    };
    return list(state, query, baseOf(services, c), turns ? takeTurn : undefined);
  });
  return send(c, `${JSON.stringify(page).slice(0, -1)},"Resources":[${resources.join(",")}]}`, scimMediaType);
}

/** The way of a write: what is wanted is made of the state that the command finds, so that a PATCH is one command too.
 *  @param toCommand throws what the request is refused with.
 *  @param answer plain data, read off the state right after. */
export async function runCommand<A>(
  services: Services,
  c: Context<AppEnv>,
  toCommand: (state: State, base: string) => Command,
  answer: (state: State, events: readonly WorkspaceEvent[], base: string) => A,
): Promise<A> {
  const once = await onceOf(c);
  const base = baseOf(services, c);
  const workspace = await services.workspaces.forCommand(c.req.param("ws") ?? "");
  const outcome = await workspace.journal.run({
    by: authorOf(c),
    ...(once && { once }),
    decide: (state, at) => {
      if (state.version === 0) throw new Refusal("workspace-not-found");
      const events = decide(state, toCommand(state, base), at);
      if (events instanceof Refusal) throw events;
      return { events, answer: (after: State) => answer(after, events, base) };
    },
  });
  return outcome.answer;
}

/** Refuses a write with an `If-Match` that is not the resource's version. @throws ProblemError `stale-version`. */
export function checkVersion(c: Context<AppEnv>, { meta: { version } }: Resource): void {
  const wanted = c.req.header("If-Match");
  if (wanted === undefined) return;
  const tags = wanted.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (tags.includes("*") || tags.includes(version)) return;
  throw new ProblemError("stale-version", "The resource changed since you looked. Nothing was changed. Read it again.");
}

/** Answers a write with the resource as it is then. */
export function sendResource(c: Context<AppEnv>, resource: Resource, projection: Projection, status: 200 | 201 = 200) {
  const { version, location } = resource.meta;
  const headers = { ETag: version, ...(status === 201 && { Location: location }) };
  return sendScim(c, project(resource, projection), headers, status);
}

export function sendNoContent(c: Context<AppEnv>, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 204, headers: { "X-Request-Id": c.get("requestId"), ...headers } });
}
