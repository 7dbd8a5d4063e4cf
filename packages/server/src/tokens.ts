import { hash, timingSafeEqual } from "node:crypto";
import type { SessionRole } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { errors, SignJWT } from "jose";
import * as v from "valibot";
import { sessionRole } from "./contract/values.ts";
import { ProblemError } from "./problem.ts";
import { verifyToken } from "./verify-token.ts";

/** What a session token says; instants in epoch seconds. */
export type SessionClaims = {
  workspace: string;
  member: string;
  role: SessionRole;
  /** The id of the API key that made it, and which it ends with; none for those of SEATBOOK_API_KEYS. */
  key?: string;
  issuedAt: number;
  expiresAt: number;
};

const audience = "seatbook";
const keptClaims = 10_000;

const payloadSchema = v.object({
  workspace: v.string(),
  sub: v.string(),
  role: sessionRole,
  key: v.exactOptional(v.string()),
  iat: v.number(),
  exp: v.number(),
});

/** Session tokens: JWTs signed with HS256, one workspace and one role each. */
export class Tokens {
  readonly #secret: Uint8Array;
  readonly #accepted: readonly Uint8Array[];
  /** Tokens whose signature was checked already. */
  readonly #verified = new Map<string, SessionClaims>();

  /** @param accepted other secrets whose tokens are as good; none is signed with them. */
  constructor(secret: Uint8Array, accepted: readonly Uint8Array[] = []) {
    this.#secret = secret;
    this.#accepted = accepted;
  }

  /** The same claims always give the same token. */
  async sign({ workspace, member, role, key, issuedAt, expiresAt }: SessionClaims): Promise<string> {
    return new SignJWT({ workspace, role, ...(key !== undefined && { key }) })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(member)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.#secret);
  }

  /** @param now epoch ms. @throws ProblemError `token-invalid`, `token-stale`. */
  async verify(token: string, now: number): Promise<SessionClaims> {
    const claims = this.#verified.get(token) ?? (await this.#check(token));
    if (now >= claims.expiresAt * 1000) throw stale();
    return claims;
  }

  async #check(token: string): Promise<SessionClaims> {
    try {
      // Only the signature and the form: when a token expires is told by the server's own clock.
      const options = { algorithms: ["HS256"], audience, currentDate: new Date(0) };
      const payload = await verifyToken(token, [this.#secret, ...this.#accepted], options);
      const { sub, iat, exp, ...rest } = v.parse(payloadSchema, payload);
      const claims = { ...rest, member: sub, issuedAt: iat, expiresAt: exp };
      if (this.#verified.size >= keptClaims) this.#verified.clear();
      this.#verified.set(token, claims);
      return claims;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw stale();
      throw new ProblemError("token-invalid", "The token is not one of this server. Ask your host for a new session.");
    }
  }
}

function stale(): ProblemError {
  return new ProblemError("token-stale", "The session has expired. Ask your host for a new session.");
}

/** Tells whether a key is one of `apiKeys`, in a time that does not depend on where they differ. A key that was found to be
 *  one is remembered, and not hashed again. */
export function apiKeyCheck(apiKeys: readonly string[]): (key: string) => boolean {
  const digests = apiKeys.map((apiKey) => hash("sha256", apiKey, "buffer"));
  const known = new Set<string>();
  return (key) => {
    if (known.has(key)) return true;
    const digest = hash("sha256", key, "buffer");
    const isKey = digests.reduce((found, apiKey) => timingSafeEqual(apiKey, digest) || found, false);
    if (isKey) known.add(key);
    return isKey;
  };
}

/** The secret that the store keeps; made at the first start, by whichever server is first. */
export async function storedSecret(driver: CreateDriver, random: () => Uint8Array): Promise<Uint8Array> {
  const key = "secrets:session-tokens";
  const secret = Buffer.from(random()).toString("base64url");
  await driver.createItem(key, JSON.stringify({ secret }));
  const stored = await driver.getItem(key);
  const parsed = v.parse(v.object({ secret: v.string() }), typeof stored === "string" ? JSON.parse(stored) : stored);
  return Buffer.from(parsed.secret, "base64url");
}
