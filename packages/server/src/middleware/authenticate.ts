import { type Actor, type Permission, permissionsOf, Refusal } from "@seatbook/core";
import { createMiddleware } from "hono/factory";
import { documents } from "../openapi.ts";
import { ProblemError } from "../problem.ts";
import { apiKeyCheck, type SessionClaims, type Tokens } from "../tokens.ts";

/** Who asks: the operator (an API key, everything allowed) or a session (one workspace, one role). */
export type Principal = { type: "operator" } | ({ type: "session" } & SessionClaims);

export type AppEnv = { Variables: { principal: Principal; requestId: string } };

/** Reads `Authorization: Bearer …`: an API key of the operator, or a session token. */
export function authenticate(apiKeys: readonly string[], tokens: Tokens, now: () => number) {
  const isApiKey = apiKeyCheck(apiKeys);
  return documents(
    { problems: ["token-missing", "token-invalid", "token-stale"] },
    createMiddleware<AppEnv>(async (c, next) => {
      const [scheme, credentials, ...rest] = (c.req.header("Authorization") ?? "").split(" ");
      if (scheme?.toLowerCase() !== "bearer" || !credentials || rest.length > 0) {
        throw new ProblemError("token-missing", 'Send "Authorization: Bearer" with an API key or a session token.');
      }
      c.set(
        "principal",
        isApiKey(credentials)
          ? { type: "operator" }
          : { type: "session", ...(await tokens.verify(credentials, now())) },
      );
      await next();
    }),
  );
}

/** What whoever is not let through is answered. */
const refusalsAt = ({ path }: { path: string }) =>
  path.includes("/:ws") ? (["forbidden", "workspace-not-found"] as const) : (["forbidden"] as const);

/** Lets the operator through; everyone else is refused, as if another workspace's things were not there. */
export const operatorOnly = documents(
  { access: { apiKey: [] }, problems: refusalsAt },
  createMiddleware<AppEnv>(async (c, next) => {
    const principal = c.get("principal");
    if (principal.type !== "operator") {
      const workspace = c.req.param("ws");
      if (workspace !== undefined && workspace !== principal.workspace) throw new Refusal("workspace-not-found");
      throw new ProblemError("forbidden", "Only the operator's API key allows that.");
    }
    await next();
  }),
);

/** Lets through whoever has `permission` in the workspace of the path. */
export function requires(permission: Permission) {
  return documents(
    { access: { apiKey: [], session: permission }, problems: refusalsAt },
    createMiddleware<AppEnv>(async (c, next) => {
      const principal = c.get("principal");
      if (principal.type === "session") {
        if (c.req.param("ws") !== principal.workspace) throw new Refusal("workspace-not-found");
        if (!permissionsOf[principal.role].includes(permission)) {
          throw new ProblemError(
            "forbidden",
            `The role "${principal.role}" does not allow that. Ask an administrator.`,
          );
        }
      }
      await next();
    }),
  );
}

export function permissionsFor(principal: Principal): readonly Permission[] {
  return permissionsOf[principal.type === "operator" ? "admin" : principal.role];
}

/** The principal as the log names it. */
export function actorOf(principal: Principal): Actor {
  return principal.type === "operator" ? { type: "operator" } : { type: "member", id: principal.member };
}
