import { toIso } from "@seatbook/core";
import type { Actor, State, WorkspaceEvent, WorkspaceRecord } from "@seatbook/core";
import type { Actor as NamedActor, AuditEntry } from "../contract/types.ts";

export function toAuditEntry(version: number, by: AuditEntry["by"], { at, events }: WorkspaceRecord): AuditEntry {
  return { version, at: toIso(at), by, events: events.map(toAuditEvent) };
}

export function toActor(state: State, by: Actor): NamedActor {
  const name = by.type === "member" ? state.members.get(by.id)?.name : undefined;
  return by.type === "member" && name !== undefined ? { ...by, name } : by;
}

/** The event with instants in ISO 8601, and of a closed month the number instead of the list. */
function toAuditEvent(event: WorkspaceEvent): AuditEntry["events"][number] {
  if (event.type === "MonthClosed") return { ...event, licenses: event.licenses.length };
  if (event.type === "MailQueued") return { ...event, about: withIsoInstants(event.about) };
  return withIsoInstants(event);
}

/** Fields that hold an instant (epoch ms). */
const instants = ["since", "expiresAt", "retryAt"];

function withIsoInstants<T extends object>(value: T): T {
  const entries = Object.entries(value).map(([key, part]) => [
    key,
    instants.includes(key) && typeof part === "number" ? toIso(part) : part,
  ]);
  return Object.fromEntries(entries);
}
