import { toIso } from "@seatbook/core";
import type { ApiKey as Kept } from "../journals/api-key-journal.ts";
import type { ApiKey } from "../contract/types.ts";
import { toAuthor } from "./author.ts";

/** @param names the API keys by id. */
export function toApiKey(kept: Kept, names: ReadonlyMap<string, Kept>): ApiKey {
  const { id, name, scopes, workspace, createdAt, createdBy, expiresAt, lastUsedOn, revokedAt, secrets } = kept;
  const overlapUntil = secrets.at(-2)?.until;
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
