import { toIso } from "@seatbook/core";
import type { ApiKeyRecord as KeptRecord } from "../api-keys/api-keys.ts";
import type { ApiKeyEvent, ApiKey as Kept } from "../journals/api-key-journal.ts";
import type { ApiKey, ApiKeyRecord } from "../contract/types.ts";
import { toAuthor } from "./author.ts";

/** @param names the API keys by id. */
export function toApiKey(kept: Kept, names: ReadonlyMap<string, Kept>): ApiKey {
  const { id, name, scopes, workspace, createdAt, createdBy, expiresAt, lastUsedOn, revokedAt, secrets } = kept;
  const overlapUntil = revokedAt === undefined ? secrets.at(-2)?.until : undefined;
  return {
    id,
    name,
    scopes: [...scopes],
    ...(workspace !== undefined && { workspace }),
    createdAt: toIso(createdAt),
    createdBy: toAuthor(createdBy, names),
    ...(expiresAt !== undefined && { expiresAt: toIso(expiresAt) }),
    ...(lastUsedOn !== undefined && { lastUsedOn }),
    ...(revokedAt !== undefined && { revokedAt: toIso(revokedAt) }),
    ...(overlapUntil !== undefined && { overlapUntil: toIso(overlapUntil) }),
  };
}

/** Without what the key is known by. @param names the API keys by id. */
export function toApiKeyRecord(
  { version, at, by, events }: KeptRecord,
  names: ReadonlyMap<string, Kept>,
): ApiKeyRecord {
  return { version, at: toIso(at), by: toAuthor(by, names), events: events.map(toEvent) };
}

function toEvent(event: ApiKeyEvent): ApiKeyRecord["events"][number] {
  switch (event.type) {
    case "ApiKeyCreated": {
      const { type, name, scopes, workspace, expiresAt } = event;
      return {
        type,
        name,
        scopes,
        ...(workspace !== undefined && { workspace }),
        ...(expiresAt !== undefined && { expiresAt: toIso(expiresAt) }),
      };
    }
    case "ApiKeyRotated":
      return { type: event.type, overlapUntil: toIso(event.overlapUntil) };
    case "ApiKeyRevoked":
      return { type: event.type };
    case "ApiKeyUsed":
      return { type: event.type, on: event.on };
  }
}
