import type { Actor, SessionRole } from "@seatbook/core";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiKeys } from "../api-keys/api-keys.ts";
import { looksLikeKey } from "../api-keys/key-text.ts";
import { everything, type Grant } from "../api-keys/scopes.ts";
import type { Author } from "../journals/author.ts";
import { documents } from "../openapi.ts";
import { ProblemError } from "../problem.ts";
import { isScimPath } from "../scim/scim-error.ts";
import { apiKeyCheck, type SessionClaims, type Tokens } from "../tokens.ts";

/** Who asks: the operator, by an API key and what that may do (`key` is the id of one that the store keeps), or a session (one
 *  workspace, one role). */
export type Principal =
  | { type: "operator"; grant: Grant; key?: string }
  | ({ type: "session"; role: SessionRole } & SessionClaims);

/** `requestHash`: see `onceOf`, of a request whose body was read while it came in. */
export type AppEnv = {
  Variables: {
    principal: Principal;
    requestId: string;
    requestHash?: string;
    rateLimit: Record<string, string> | undefined;
  };
};

/** Reads `Authorization: Bearer …`: an API key, or a session token. @param configured the keys of SEATBOOK_API_KEYS. */
export function authenticate(configured: readonly string[], apiKeys: ApiKeys, tokens: Tokens, now: () => number) {
  const isConfigured = apiKeyCheck(configured);

  const principalOf = async (credentials: string): Promise<Principal> => {
    if (isConfigured(credentials)) return { type: "operator", grant: everything };
    if (looksLikeKey(credentials)) {
      const grant = await apiKeys.authenticate(credentials);
      return { type: "operator", grant, key: grant.id };
    }
    const claims = await tokens.verify(credentials, now());
    if (claims.key !== undefined) await apiKeys.requireUsable(claims.key, claims.issuedAt);
    return { type: "session", ...claims };
  };

  const middleware = createMiddleware<AppEnv>(async (c, next) => {
    const [scheme, credentials, ...rest] = (c.req.header("Authorization") ?? "").split(" ");
    if (scheme?.toLowerCase() !== "bearer" || !credentials || rest.length > 0) {
      throw new ProblemError("token-missing", 'Send "Authorization: Bearer" with an API key or a session token.');
    }
    c.set("principal", await principalOf(credentials));
    await next();
  });
  return documents({ problems: ["token-missing", "token-invalid", "token-stale"] }, middleware);
}

/** The API key that asks, of routes that ask for one. */
export function operatorOf(c: Context<AppEnv>): Extract<Principal, { type: "operator" }> {
  const principal = c.get("principal");
  if (principal.type !== "operator") throw new TypeError("this route lets others than the operator through");
  return principal;
}

/** The principal as the rules know it. */
export function actorOf(principal: Principal): Actor {
  return principal.type === "operator" ? { type: "operator" } : { type: "member", id: principal.member };
}

/** Who asks, and by which way, as the logs keep it. */
export function authorOf(c: Context<AppEnv>): Author {
  const principal = c.get("principal");
  return {
    ...actorOf(principal),
    ...(principal.key !== undefined && { key: principal.key }),
    via: principal.type === "session" ? "session" : isScimPath(c.req.path) ? "scim" : "api",
    request: c.get("requestId"),
  };
}
