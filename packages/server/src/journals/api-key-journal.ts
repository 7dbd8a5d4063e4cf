import { type CreateDriver, Journal } from "@seatbook/storage";
import type { Grant, Scope } from "../api-keys/scopes.ts";
import type { Author } from "./author.ts";
import { logNames } from "./log-names.ts";
import type { SnapshotPace } from "./snapshot-pace.ts";

/** `digest`: hex SHA-256 of the key, which is nowhere itself. Instants are epoch ms; `on` is a day, YYYY-MM-DD in UTC. */
export type ApiKeyEvent =
  | {
      type: "ApiKeyCreated";
      key: string;
      name: string;
      scopes: readonly Scope[];
      workspace?: string;
      expiresAt?: number;
      digest: string;
    }
  | { type: "ApiKeyRotated"; key: string; digest: string; overlapUntil: number }
  | { type: "ApiKeyRevoked"; key: string }
  | { type: "ApiKeyUsed"; key: string; on: string };

/** A key as it is kept. `secrets`: what is accepted as this key, until when; the last one has no end of its own. */
export type ApiKey = Grant & {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: Author;
  readonly secrets: readonly { readonly digest: string; readonly until?: number }[];
  readonly lastUsedOn?: string;
  readonly revokedAt?: number;
  /** Sessions that the key made before are over: it was rotated without an overlap, as one that has leaked is. */
  readonly sessionsSince?: number;
};

/** `byDigest` has the id of each key by what is accepted as it. */
export type ApiKeyRing = { readonly byId: Map<string, ApiKey>; readonly byDigest: Map<string, string> };

export type ApiKeyJournal = Journal<ApiKeyRing, ApiKeyEvent, Author>;

/** Of the snapshot. */
const keysPerPiece = 500;

/** The log of the API keys. @param now the server's clock, epoch ms. */
export function openApiKeyJournal(
  driver: CreateDriver,
  now: () => number,
  snapshots: SnapshotPace = {},
): ApiKeyJournal {
  return new Journal<ApiKeyRing, ApiKeyEvent, Author>({
    driver,
    name: logNames.apiKeys,
    now,
    initial: () => ({ byId: new Map(), byDigest: new Map() }),
    evolve: (ring, { at, by, events }) => {
      for (const event of events) put(ring, apply(ring, event, at, by));
      return ring;
    },
    fork: ({ byId, byDigest }) => ({ byId: new Map(byId), byDigest: new Map(byDigest) }),
    snapshot: {
      ...snapshots,
      format: 2,
      *encode({ byId }) {
        const all = [...byId.values()];
        for (let from = 0; from < all.length; from += keysPerPiece)
          yield { keys: all.slice(from, from + keysPerPiece) };
      },
      decode: (ring, piece) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `encode` gave; what does not hold throws
        for (const key of (piece as { keys: ApiKey[] }).keys) put(ring, key);
        return ring;
      },
      sizeOf: ({ byId }) => byId.size,
    },
  });
}

function put({ byId, byDigest }: ApiKeyRing, key: ApiKey): void {
  for (const { digest } of byId.get(key.id)?.secrets ?? []) byDigest.delete(digest);
  byId.set(key.id, key);
  for (const { digest } of key.secrets) byDigest.set(digest, key.id);
}

function apply({ byId }: ApiKeyRing, event: ApiKeyEvent, at: number, by: Author): ApiKey {
  if (event.type === "ApiKeyCreated") {
    const { type: _, key: id, digest, ...rest } = event;
    return { id, ...rest, createdAt: at, createdBy: by, secrets: [{ digest }] };
  }
  const key = byId.get(event.key);
  if (!key) throw new TypeError(`${event.type} is of no key`);
  switch (event.type) {
    case "ApiKeyRotated": {
      const { digest, overlapUntil } = event;
      const earlier = key.secrets
        .map((secret) => ({ ...secret, until: Math.min(secret.until ?? Infinity, overlapUntil) }))
        .filter(({ until }) => until > at);
      return { ...key, secrets: [...earlier, { digest }], ...(overlapUntil <= at && { sessionsSince: at }) };
    }
    case "ApiKeyRevoked":
      return { ...key, revokedAt: at };
    case "ApiKeyUsed":
      return { ...key, lastUsedOn: event.on };
  }
}
