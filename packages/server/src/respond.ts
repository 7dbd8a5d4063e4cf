import { createHash, type Hash, hash } from "node:crypto";
import {
  type Actor,
  type Command,
  dayOf,
  decide,
  instantOf,
  isPresent,
  type Month,
  monthOf,
  Refusal,
  type State,
  toIso,
  type WorkspaceEvent,
} from "@seatbook/core";
import type { Context } from "hono";
import { openStream } from "./export/body.ts";
import { actorOf, type AppEnv, authorOf, type Principal } from "./middleware/authenticate.ts";
import { requireWorkspace } from "./middleware/authorize.ts";
import { ProblemError } from "./problem.ts";
import type { CachedBody } from "./read-cache.ts";
import { attachment, send, sendJson, sendNotModified } from "./send.ts";
import type { Services } from "./services.ts";
import type { Guard, Opened, Workspace } from "./workspaces.ts";

/** What an answer is read off: one version of a workspace, at one instant (epoch ms). */
export type View = {
  readonly services: Services;
  readonly workspace: Workspace;
  readonly state: State;
  readonly principal: Principal;
  readonly at: number;
  readonly month: Month;
};

/** The path parameter `ws`, already checked. */
export function workspaceId(c: Context<AppEnv>): string {
  return c.req.param("ws") ?? "";
}

export async function openView(services: Services, c: Context<AppEnv>, id = workspaceId(c)): Promise<View> {
  return viewOf(services, c, await services.workspaces.get(id));
}

/** What the principal may see of an open workspace. @throws ProblemError `forbidden`. */
export function viewOf(services: Services, c: Context<AppEnv>, { workspace, state }: Opened): View {
  const principal = c.get("principal");
  if (principal.type === "operator") requireWorkspace(principal.grant, state.id);
  refuseRemoved(state, principal);
  const at = instantOf(state, services.now());
  return { services, workspace, state, principal, at, month: monthOf(state, at) };
}

/** How long an answer stays as it is while nothing is written: some change with the day. */
type Freshness = "month" | "day" | "minute";

/** A removed member loses access at once, whatever tokens are still out (R9). Who was never a member, such as the host's
 *  own staff, is not concerned. */
function refuseRemoved(state: State, principal: Principal): void {
  const member = principal.type === "session" ? state.members.get(principal.member) : undefined;
  if (member && !isPresent(member)) {
    throw new ProblemError("forbidden", "You were removed from this workspace. Ask an administrator to restore you.");
  }
}

/** Answers a GET with what `compute` reads off the workspace. The answer carries an ETag and is made once per version.
 *  @param compute gives undefined where it has waited and the workspace has moved on. */
export async function answerView(
  services: Services,
  c: Context<AppEnv>,
  compute: (view: View, turns: boolean) => unknown,
  freshness: Freshness = "month",
): Promise<Response> {
  const toBody = async (view: View, turns: boolean) => {
    const body = await compute(view, turns);
    return body === undefined
      ? undefined
      : { contentType: "application/json", body: JSON.stringify(body), headers: {} };
  };
  return answerCached(services, c, toBody, freshness);
}

/** As `answerView`, for an answer that is not JSON. */
export async function answerCached(
  services: Services,
  c: Context<AppEnv>,
  compute: (view: View, turns: boolean) => CachedBody | undefined | Promise<CachedBody | undefined>,
  freshness: Freshness = "month",
): Promise<Response> {
  return untilStill(async (turns) => {
    const view = await openView(services, c);
    const { principal, workspace } = view;
    const stamp = stampOf(view.state.version, periodOf(view, freshness), services);
    const etag = etagOf(stamp, principal);
    if (isKnown(c, etag)) return sendNotModified(c, etag);
    const key = `${etag} ${c.req.url}`;
    let answer = workspace.cache.get(stamp, key);
    if (!answer) {
      answer = await compute(view, turns);
      if (!answer) return undefined;
      workspace.cache.set(stamp, key, answer);
    }
    return send(c, answer.body, answer.contentType, 200, { ...answer.headers, ETag: etag });
  });
}

function periodOf({ state, month, at }: View, freshness: Freshness): string {
  if (freshness === "month") return month;
  return freshness === "day" ? dayOf(state, at) : toIso(at).slice(0, 16);
}

/** Whatever an answer depends on besides who asks: the version, the running month, day or minute, and how the server counts. */
function stampOf(version: number, period: string, { rule }: Services): string {
  return `${version}.${period}.${rule}`;
}

/** What tells the version that was looked at, for an answer that is no GET's. */
export function tagOf({ state, month, services, principal }: View): { ETag: string } {
  return { ETag: etagOf(stampOf(state.version, month, services), principal) };
}

/** Tells viewers apart, too: browsers revalidate with a tag that they got for another token. */
function etagOf(stamp: string, principal: Principal): string {
  const who =
    principal.type === "operator"
      ? principal.grant.scopes.toSorted().join(" ")
      : `${principal.role} ${principal.member}`;
  const viewer =
    principal.type === "operator" && principal.key === undefined ? "operator" : hash("sha256", who).slice(0, 16);
  return `"${stamp}.${viewer}"`;
}

/** Whether the client has what it asks for. Proxies that compress make a tag weak. */
export function isKnown(c: Context, etag: string): boolean {
  const known = c.req.header("If-None-Match");
  return (
    known !== undefined &&
    (known === etag || known.split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim())))
  );
}

/** A file that never changes. `identity` tells it from the workspace's other files. */
export type FileAnswer = {
  name: string;
  contentType: string;
  identity: string;
  make: () => Promise<Uint8Array<ArrayBuffer>>;
};

/** Answers a GET with a file to save; who has it already is told so without it being made again. */
export async function answerFile(
  services: Services,
  c: Context<AppEnv>,
  find: (view: View) => Promise<FileAnswer>,
): Promise<Response> {
  const view = await openView(services, c);
  const { name, contentType, identity, make } = await find(view);
  const etag = `"${hash("sha256", `${identity} ${view.state.id}`).slice(0, 32)}"`;
  if (isKnown(c, etag)) return sendNotModified(c, etag);
  const headers = { ETag: etag, ...attachment(name) };
  return send(c, await make(), contentType, 200, headers);
}

/** A file that is made while it is sent. */
export type FileStream = { name: string; contentType: string; chunks: AsyncGenerator<Uint8Array> };

/** How often what takes its time is begun again because the workspace has moved on; then it keeps others waiting. */
const mostBeginnings = 3;

/** What `read` gives once it gives something. @param read is told whether others may get their turn in between, and gives
 *  undefined where the workspace has moved on then. */
export async function untilStill<T>(read: (turns: boolean) => Promise<T | undefined>): Promise<T> {
  for (let beginning = 1; ; beginning++) {
    const result = await read(beginning < mostBeginnings);
    if (result !== undefined) return result;
  }
}

/** As `answerView`, for a file that may be too large to be held: it is made for each who has not got it yet.
 *  @param open as in `untilStill`. */
export async function answerStream(
  services: Services,
  c: Context<AppEnv>,
  open: (view: View, turns: boolean) => FileStream | undefined | Promise<FileStream | undefined>,
  freshness: Freshness = "month",
): Promise<Response> {
  return untilStill(async (turns) => {
    const view = await openView(services, c);
    const etag = etagOf(stampOf(view.state.version, periodOf(view, freshness), services), view.principal);
    if (isKnown(c, etag)) return sendNotModified(c, etag);
    const file = await open(view, turns);
    return file && sendFile(c, file, { ETag: etag });
  });
}

/** Sends a file to save while it is made. */
export async function sendFile(
  c: Context<AppEnv>,
  { name, contentType, chunks }: FileStream,
  headers: Record<string, string> = {},
): Promise<Response> {
  return send(c, await openStream(chunks), contentType, 200, { ...headers, ...attachment(name) });
}

/** A GET's answer that does not depend on one workspace. */
export function answerJson(c: Context<AppEnv>, value: unknown): Response {
  const body = JSON.stringify(value);
  const etag = `"${hash("sha256", body, "base64url").slice(0, 22)}"`;
  if (isKnown(c, etag)) return sendNotModified(c, etag);
  return send(c, body, "application/json", 200, { ETag: etag });
}

/** The way of a write: decide on the current state, append, answer what `answer` reads off the state right after (plain
 *  data). */
export async function answerCommand(
  services: Services,
  c: Context<AppEnv>,
  command: Command,
  answer: (view: View, events: readonly WorkspaceEvent[]) => unknown,
): Promise<Response> {
  const id = workspaceId(c);
  const by = authorOf(c);
  const guard = await guardOf(c);
  // Whoever names a version means a workspace that is there.
  const mayCreate = command.type === "configure-workspace" && c.req.header("If-Match") === undefined;
  const eventsAt = (state: State, at: number) => {
    refuseRemoved(state, c.get("principal"));
    const events = decide(state, command, at);
    if (events instanceof Refusal) throw events;
    return events;
  };
  const workspace = mayCreate
    ? await services.workspaces.getOrRegister(id, by, (state) => eventsAt(state, services.now()))
    : await services.workspaces.forCommand(id);
  const decideAt = (state: State, at: number) => {
    const events = eventsAt(state, at);
    const view = (seen: State): View => ({
      services,
      workspace,
      state: seen,
      principal: c.get("principal"),
      at,
      month: seen.version === 0 ? "0000-01" : monthOf(seen, at),
    });
    return { events, answer: (after: State) => answer(view(after), events) };
  };
  const { answer: body, version, repeated } = await workspace.journal.run({ by, ...guard, decide: decideAt });
  // Nothing was decided anew, and what was answered then is no longer for everybody who knows the key.
  if (repeated) refuseRemoved(await workspace.journal.current(), c.get("principal"));
  return sendJson(c, body, { ETag: etagAfter(services, c, workspace, version) });
}

/** The tag of a workspace right after a command. */
export function etagAfter(services: Services, c: Context<AppEnv>, { journal }: Workspace, version: number): string {
  const month = monthOf(journal.state, instantOf(journal.state, services.now()));
  return etagOf(stampOf(version, month, services), c.get("principal"));
}

/** The way of a write that takes several steps. After a crash among them, whoever comes with the same idempotency key goes on
 *  with the rest: the first step knows the key, the others do no harm twice, and the first answer stands. For the operator.
 *  @param work is given who asks, and what guards its first step. */
export async function answerSteps(
  services: Services,
  c: Context<AppEnv>,
  id: string,
  work: (by: Actor, guard: Guard) => Promise<unknown>,
  answer: (view: View) => unknown,
): Promise<Response> {
  const by = authorOf(c);
  const guard = await guardOf(c);
  const body = await services.workspaces.doOnce(by, guard.once, async () => {
    await work(by, guard);
    return answer(await openView(services, c, id));
  });
  return sendJson(c, body, tagOf(await openView(services, c, id)));
}

/** The request's `Idempotency-Key` and `If-Match`, for a command of a workspace. @throws ProblemError */
export async function guardOf(c: Context<AppEnv>): Promise<Guard> {
  const once = await onceOf(c);
  const expectedVersion = expectedVersionOf(c);
  return { ...(once && { once }), ...(expectedVersion !== undefined && { expectedVersion }) };
}

/** The request's `Idempotency-Key`, and what it is the key of. @throws ProblemError `invalid-input`. */
export async function onceOf(c: Context<AppEnv>): Promise<{ key: string; request: string } | undefined> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    const message = "Give 1 to 200 visible ASCII characters.";
    throw new ProblemError("invalid-input", "The idempotency key is not valid.", [
      { field: "Idempotency-Key", message },
    ]);
  }
  const request =
    c.get("requestHash") ??
    requestHash(c)
      .update(await c.req.text())
      .digest("base64url");
  const principal = c.get("principal");
  // Each member and each API key has keys of their own, so that nobody uses up another's. No key as it is sent has a space in it.
  const owner = principal.type === "session" ? principal.member : principal.key;
  const scoped = owner === undefined ? key : `${owner} ${key}`;
  return { key: scoped, request };
}

/** Tells a request from others with the same idempotency key, once it was given the body. */
export function requestHash(c: Context<AppEnv>): Hash {
  const { pathname, search } = new URL(c.req.url);
  const by = JSON.stringify(actorOf(c.get("principal")));
  return createHash("sha256").update([c.req.method, pathname, search, by, ""].join("\n"));
}

function expectedVersionOf(c: Context): number | undefined {
  const tag = c.req.header("If-Match");
  if (tag === undefined || tag === "*") return undefined;
  const version = /^"(\d{1,15})\.\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2})?)?\.[a-z-]+\.[a-z0-9]+"$/.exec(tag)?.[1];
  if (version === undefined) throw new ProblemError("stale-version", "If-Match is not a tag of this workspace.");
  return Number(version);
}
