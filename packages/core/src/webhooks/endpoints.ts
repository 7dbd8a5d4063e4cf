import { Refusal } from "../refusals.ts";
import { type WebhookEvent, webhookEvents } from "./messages.ts";

/** What may be set of an endpoint. Without `workspaces` it is told of all; without `events`, everything. */
export type WebhookSettings = {
  url: string;
  description?: string;
  workspaces?: string[];
  events?: WebhookEvent[];
};

/** The log of the endpoints. `secret` is sealed, see the server. Instants in epoch ms. */
export type WebhookEndpointEvent =
  | { type: "WebhookEndpointCreated"; endpoint: string; settings: WebhookSettings; secret: string }
  | { type: "WebhookEndpointChanged"; endpoint: string; settings: WebhookSettings }
  | { type: "WebhookEndpointEnabled"; endpoint: string }
  /** `reason`: one sentence, where it was not somebody who did it. */
  | { type: "WebhookEndpointDisabled"; endpoint: string; reason?: string }
  /** The secret before it signs too, until `overlapUntil`. */
  | { type: "WebhookSecretRotated"; endpoint: string; secret: string; overlapUntil: number }
  /** The same secret as `sealed`, sealed anew. */
  | { type: "WebhookSecretResealed"; endpoint: string; sealed: string; secret: string }
  | { type: "WebhookEndpointDeleted"; endpoint: string };

export type WebhookEndpoint = {
  readonly id: string;
  readonly settings: WebhookSettings;
  /** It is told of what happened from this instant on: when it was created, or enabled last. */
  readonly since: number;
  readonly createdAt: number;
  /** Since when it is told of such events: of what was added later, nothing from before. */
  readonly eventsSince: ReadonlyMap<WebhookEvent, number>;
  /** Since when it is told of a workspace, and of those that are not named; Infinity where it is not. */
  readonly workspacesSince: ReadonlyMap<string, number>;
  readonly othersSince: number;
  readonly disabled: { readonly at: number; readonly reason?: string } | undefined;
  /** The newest first; the others sign until `until`. */
  readonly secrets: readonly { readonly sealed: string; readonly until: number }[];
};

/** All endpoints, by id. */
export type WebhookEndpoints = Map<string, WebhookEndpoint>;

export type WebhookEndpointCommand =
  | { type: "create"; endpoint: string; settings: WebhookSettings; secret: string }
  | { type: "change"; endpoint: string; settings: Partial<Nullable<WebhookSettings>>; enabled?: boolean }
  | { type: "disable"; endpoint: string; reason: string; since: number }
  | { type: "rotate-secret"; endpoint: string; secret: string; overlapMs: number }
  | { type: "reseal-secret"; endpoint: string; sealed: string; secret: string }
  | { type: "delete"; endpoint: string };

/** Null takes a setting away. */
type Nullable<T> = { [K in keyof T]: T[K] | null };

/** Each is told of everything, and each costs a look at every workspace. */
export const mostWebhookEndpoints = 100;

/** The events that a command comes to; none where it changes nothing.
 *  @param at epoch ms.
 *  @throws Refusal `webhook-endpoint-not-found`, `too-many-webhook-endpoints`. */
export function decideWebhookEndpoint(
  endpoints: WebhookEndpoints,
  command: WebhookEndpointCommand,
  at: number,
): WebhookEndpointEvent[] {
  const { endpoint: id } = command;
  if (command.type === "create") {
    if (endpoints.size >= mostWebhookEndpoints) throw new Refusal("too-many-webhook-endpoints");
    const { settings, secret } = command;
    return [{ type: "WebhookEndpointCreated", endpoint: id, settings, secret }];
  }
  const endpoint = endpoints.get(id);
  if (!endpoint) throw new Refusal("webhook-endpoint-not-found");
  switch (command.type) {
    case "change":
      return change(endpoint, command.settings, command.enabled);
    case "disable": {
      // Whoever enabled it since knows better.
      const isOutdated = endpoint.disabled !== undefined || endpoint.since > command.since;
      return isOutdated ? [] : [{ type: "WebhookEndpointDisabled", endpoint: id, reason: command.reason }];
    }
    case "rotate-secret": {
      const overlapUntil = at + command.overlapMs;
      return [{ type: "WebhookSecretRotated", endpoint: id, secret: command.secret, overlapUntil }];
    }
    case "reseal-secret": {
      const { sealed, secret } = command;
      // Another server may have been first.
      const isThere = endpoint.secrets.some((each) => each.sealed === sealed);
      return isThere ? [{ type: "WebhookSecretResealed", endpoint: id, sealed, secret }] : [];
    }
    case "delete":
      return [{ type: "WebhookEndpointDeleted", endpoint: id }];
  }
}

function change(
  { id, settings: before, disabled }: WebhookEndpoint,
  changes: Partial<Nullable<WebhookSettings>>,
  enabled: boolean | undefined,
): WebhookEndpointEvent[] {
  const events: WebhookEndpointEvent[] = [];
  const url = changes.url ?? before.url;
  const optional = (["description", "workspaces", "events"] as const).flatMap((name) => {
    const value = changes[name] === undefined ? before[name] : changes[name];
    return value === undefined || value === null ? [] : [[name, value]];
  });
  const settings: WebhookSettings = { url, ...Object.fromEntries(optional) };
  if (JSON.stringify(ordered(settings)) !== JSON.stringify(ordered(before))) {
    events.push({ type: "WebhookEndpointChanged", endpoint: id, settings });
  }
  if (enabled === true && disabled) events.push({ type: "WebhookEndpointEnabled", endpoint: id });
  if (enabled === false && !disabled) events.push({ type: "WebhookEndpointDisabled", endpoint: id });
  return events;
}

function ordered({ url, description, workspaces, events }: WebhookSettings): unknown[] {
  return [url, description, workspaces, events];
}

/** Folds events, in place. @param at of their record, epoch ms. */
export function evolveWebhookEndpoints(
  endpoints: WebhookEndpoints,
  events: readonly WebhookEndpointEvent[],
  at: number,
): WebhookEndpoints {
  for (const event of events) {
    const { endpoint: id } = event;
    if (event.type === "WebhookEndpointCreated") {
      const secrets = [{ sealed: event.secret, until: Infinity }];
      const nothing = { eventsSince: new Map(), workspacesSince: new Map(), othersSince: Infinity };
      const since = { since: at, createdAt: at, ...toldSince(nothing, event.settings, at) };
      endpoints.set(id, { id, settings: event.settings, ...since, disabled: undefined, secrets });
      continue;
    }
    const before = endpoints.get(id);
    if (!before) continue;
    if (event.type === "WebhookEndpointDeleted") endpoints.delete(id);
    else endpoints.set(id, { ...before, ...changed(before, event, at) });
  }
  return endpoints;
}

function changed(
  before: WebhookEndpoint,
  event: Exclude<WebhookEndpointEvent, { type: "WebhookEndpointCreated" | "WebhookEndpointDeleted" }>,
  at: number,
): Partial<WebhookEndpoint> {
  switch (event.type) {
    case "WebhookEndpointChanged":
      return { settings: event.settings, ...toldSince(before, event.settings, at) };
    case "WebhookEndpointEnabled":
      return { disabled: undefined, since: at };
    case "WebhookEndpointDisabled":
      return { disabled: { at, ...(event.reason !== undefined && { reason: event.reason }) } };
    case "WebhookSecretRotated": {
      const old = before.secrets
        .map(({ sealed, until }) => ({ sealed, until: Math.min(until, event.overlapUntil) }))
        .filter(({ until }) => until > at);
      return { secrets: [{ sealed: event.secret, until: Infinity }, ...old] };
    }
    case "WebhookSecretResealed":
      return {
        secrets: before.secrets.map(({ sealed, until }) => ({
          sealed: sealed === event.sealed ? event.secret : sealed,
          until,
        })),
      };
  }
}

type ToldSince = Pick<WebhookEndpoint, "eventsSince" | "workspacesSince" | "othersSince">;

function toldSince(
  before: ToldSince,
  { events = [...webhookEvents], workspaces }: WebhookSettings,
  at: number,
): ToldSince {
  const eventsSince = new Map(events.map((event) => [event, before.eventsSince.get(event) ?? at]));
  const since = (workspace: string): number =>
    Math.min(before.workspacesSince.get(workspace) ?? before.othersSince, at);
  if (workspaces) {
    const workspacesSince = new Map(workspaces.map((workspace) => [workspace, since(workspace)]));
    return { eventsSince, workspacesSince, othersSince: Infinity };
  }
  return { eventsSince, workspacesSince: before.workspacesSince, othersSince: Math.min(before.othersSince, at) };
}

/** Whether an endpoint is told of what happens in a workspace. */
export function isToldOf({ workspacesSince, othersSince }: WebhookEndpoint, workspace: string): boolean {
  return (workspacesSince.get(workspace) ?? othersSince) < Infinity;
}

/** Whether an endpoint is told of such an event, of that instant (epoch ms). */
export function isTold(endpoint: WebhookEndpoint, workspace: string, event: WebhookEvent, at: number): boolean {
  const { since, eventsSince, workspacesSince, othersSince } = endpoint;
  const workspaceSince = workspacesSince.get(workspace) ?? othersSince;
  return at >= Math.max(since, eventsSince.get(event) ?? Infinity, workspaceSince);
}

/** The secrets that sign at an instant (epoch ms), sealed, the newest first. */
export function signingSecrets({ secrets }: WebhookEndpoint, at: number): string[] {
  return secrets.filter(({ until }) => until > at).map(({ sealed }) => sealed);
}
