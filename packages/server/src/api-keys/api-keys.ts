import { toIso } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { type ApiKey, type ApiKeyEvent, type ApiKeyJournal, openApiKeyJournal } from "../journals/api-key-journal.ts";
import type { Author } from "../journals/author.ts";
import type { SnapshotPace } from "../journals/snapshot-pace.ts";
import { ProblemError } from "../problem.ts";
import { digestOf, isKey, makeKey, makeKeyId } from "./key-text.ts";
import { covers, type Grant } from "./scopes.ts";

/** A key as it is kept, and the text of it, which is told this once. */
export type MadeKey = { apiKey: ApiKey; text: string };

/** A record of the keys' log, with the events of one key. */
export type ApiKeyRecord = { version: number; at: number; by: Author; events: ApiKeyEvent[] };

type Once = { key: string; request: string };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const keptDigests = 1_000;

/** The API keys of a store, over all servers. What is kept of a key is its hash. */
export class ApiKeys {
  readonly #journal: ApiKeyJournal;
  readonly #now: () => number;
  readonly #random: (bytes: number) => Uint8Array;
  /** Of keys that were found to be some, so that neither checksum nor hash is computed with each request. */
  readonly #digests = new Map<string, string>();
  /** The day (since 1970) of which a key's use was looked at last. */
  readonly #days = new Map<string, number>();
  /** Keys whose first use of the day is just being written. */
  readonly #noting = new Set<string>();

  /** @param now the server's clock, epoch ms. @param random gives so many random bytes. */
  constructor(
    driver: CreateDriver,
    now: () => number,
    random: (bytes: number) => Uint8Array,
    snapshots: SnapshotPace = {},
  ) {
    this.#journal = openApiKeyJournal(driver, now, snapshots);
    this.#now = now;
    this.#random = random;
  }

  /** The key that `text` is. One look-up in the store, so that a key which any server has revoked is refused.
   *  @throws ProblemError `token-invalid`, `token-stale`. */
  async authenticate(text: string): Promise<ApiKey> {
    const { byId, byDigest } = await this.#journal.current();
    const digest = this.#digests.get(text) ?? this.#digest(text);
    const apiKey = byId.get(byDigest.get(digest) ?? "");
    if (!apiKey) throw new ProblemError("token-invalid", "This API key is not one of this server.");
    const { until = Infinity } = apiKey.secrets.find((secret) => secret.digest === digest) ?? {};
    if (until <= this.#now()) {
      throw new ProblemError("token-stale", "This API key was rotated. Use the one that has replaced it.");
    }
    this.#requireLive(apiKey);
    this.#digests.set(text, digest);
    this.#noteUse(apiKey);
    return apiKey;
  }

  #digest(text: string): string {
    if (!isKey(text)) {
      throw new ProblemError("token-invalid", "This is no API key: some of its characters are missing or wrong.");
    }
    if (this.#digests.size >= keptDigests) this.#digests.clear();
    return digestOf(text);
  }

  /** Refuses a session that a key has made which may not be used itself any more, or was rotated at once since.
   *  @param issuedAt epoch seconds. @throws ProblemError `token-invalid`, `token-stale`. */
  async requireUsable(id: string, issuedAt: number): Promise<void> {
    const apiKey = (await this.#journal.current()).byId.get(id);
    if (!apiKey) throw new ProblemError("token-invalid", "The API key that has made this session is not there.");
    this.#requireLive(apiKey);
    if (issuedAt * 1000 < (apiKey.sessionsSince ?? 0)) {
      throw new ProblemError("token-stale", "The session has ended. Ask your host for a new session.");
    }
  }

  /** The keys that whoever has `own` may know of, newest first. */
  async list(own: Grant): Promise<ApiKey[]> {
    const { byId } = await this.#journal.current();
    return [...byId.values()].filter((apiKey) => isSeenBy(own, apiKey)).toReversed();
  }

  /** Every key, for the names of those that did something. */
  async byId(): Promise<ReadonlyMap<string, ApiKey>> {
    return (await this.#journal.current()).byId;
  }

  /** Makes a key. @param own what the one who asks may do: no more is given. @throws ProblemError */
  async create(own: Grant, by: Author, grant: Grant & { name: string }, once?: Once): Promise<MadeKey> {
    requireCovered(own, grant);
    const text = makeKey(this.#random);
    const id = makeKeyId(this.#random);
    const { name, scopes, workspace, expiresAt } = grant;
    const { answer, repeated } = await this.#journal.run<string>({
      by,
      ...(once && { once }),
      decide: () => ({
        events: [
          {
            type: "ApiKeyCreated",
            key: id,
            name,
            scopes,
            ...(workspace !== undefined && { workspace }),
            ...(expiresAt !== undefined && { expiresAt }),
            digest: digestOf(text),
          },
        ],
        answer: () => id,
      }),
    });
    if (repeated) throw shownBefore(answer);
    return { apiKey: this.#find(own, id), text };
  }

  /** Gives a key another text. @param overlapHours how long the one so far is still accepted. @throws ProblemError */
  async rotate(own: Grant, by: Author, id: string, overlapHours: number, once?: Once): Promise<MadeKey> {
    const text = makeKey(this.#random);
    const { repeated } = await this.#journal.run<null>({
      by,
      ...(once && { once }),
      decide: (_, at) => {
        const apiKey = this.#find(own, id);
        requireCovered(own, apiKey);
        if (apiKey.revokedAt !== undefined) throw new ProblemError("api-key-revoked");
        return {
          events: [
            { type: "ApiKeyRotated", key: id, digest: digestOf(text), overlapUntil: at + overlapHours * hourMs },
          ],
          answer: () => null,
        };
      },
    });
    if (repeated) throw shownBefore(id);
    return { apiKey: this.#find(own, id), text };
  }

  /** Ends a key, at once and on every server, and the sessions that it has made. @throws ProblemError */
  async revoke(own: Grant, by: Author, id: string, once?: Once): Promise<ApiKey> {
    const { answer } = await this.#journal.run<ApiKey>({
      by,
      ...(once && { once }),
      decide: () => {
        const apiKey = this.#find(own, id);
        requireCovered(own, apiKey);
        const events = apiKey.revokedAt === undefined ? [{ type: "ApiKeyRevoked" as const, key: id }] : [];
        return { events, answer: ({ byId }) => byId.get(id) ?? apiKey };
      },
    });
    return answer;
  }

  /** What was done to a key, oldest first, but not its uses. @throws ProblemError `api-key-not-found`. */
  async history(own: Grant, id: string): Promise<ApiKeyRecord[]> {
    await this.#journal.current();
    this.#find(own, id);
    const found: ApiKeyRecord[] = [];
    for await (const [version, { at, by, events }] of this.#journal.log.readFrom(1)) {
      const told = events.filter(({ type, key }) => key === id && type !== "ApiKeyUsed");
      if (told.length > 0) found.push({ version, at, by, events: told });
    }
    return found;
  }

  async flush(): Promise<void> {
    await this.#journal.flush();
  }

  #find(own: Grant, id: string): ApiKey {
    const apiKey = this.#journal.state.byId.get(id);
    if (!apiKey || !isSeenBy(own, apiKey)) throw new ProblemError("api-key-not-found");
    return apiKey;
  }

  #requireLive({ revokedAt, expiresAt = Infinity }: ApiKey): void {
    if (revokedAt !== undefined) throw new ProblemError("token-invalid", "This API key was revoked.");
    if (expiresAt <= this.#now()) throw new ProblemError("token-stale", "This API key has expired.");
  }

  /** Once a day and key. Nobody waits for it, and it may fail: then the next use of the day is noted. */
  #noteUse({ id, lastUsedOn }: ApiKey): void {
    const day = Math.floor(this.#now() / dayMs);
    if (this.#days.get(id) === day && lastUsedOn !== undefined) return;
    const on = toIso(this.#now()).slice(0, "YYYY-MM-DD".length);
    if (lastUsedOn === on) this.#days.set(id, day);
    if (lastUsedOn === on || this.#noting.has(id)) return;
    this.#noting.add(id);
    void this.#journal
      .run({
        by: { type: "system" },
        decide: ({ byId }) => {
          const isNoted = (byId.get(id)?.lastUsedOn ?? "") >= on;
          return { events: isNoted ? [] : [{ type: "ApiKeyUsed", key: id, on }], answer: () => null };
        },
      })
      .catch(() => undefined)
      .finally(() => this.#noting.delete(id));
  }
}

/** A key that is bound to a workspace knows of those that are bound to it too. */
function isSeenBy(own: Grant, apiKey: ApiKey): boolean {
  return own.workspace === undefined || own.workspace === apiKey.workspace;
}

function requireCovered(own: Grant, other: Grant): void {
  if (covers(own, other)) return;
  throw new ProblemError(
    "forbidden",
    "Your key gives and changes only keys that may do no more than itself, nor longer.",
  );
}

function shownBefore(id: string): ProblemError {
  const detail = `This request was carried out before, for the key "${id}", whose text is told once. If you lost it, rotate the key.`;
  return new ProblemError("api-key-told-once", detail);
}
