import { type Permission, permissionsOf, Refusal } from "@seatbook/core";
import type { Context, MiddlewareHandler } from "hono";
import { type Grant, type Scope, scopeOf } from "../api-keys/scopes.ts";
import { type Documentation, documents } from "../openapi.ts";
import { ProblemError } from "../problem.ts";
import type { AppEnv, Principal } from "./authenticate.ts";

/** For the operator's routes: lets API keys through that have `scope`. To everyone else another workspace's things are not
 *  there. @param isNarrowed the handler itself keeps a key that is bound to a workspace to that; otherwise such a key is refused
 *  where the address names no workspace. */
export function requiresScope(scope: Scope, { isNarrowed = false } = {}): MiddlewareHandler<AppEnv> {
  return authorization({ apiKey: [scope] }, (c) => {
    const principal = c.get("principal");
    const workspace = c.req.param("ws");
    if (principal.type === "session") {
      if (workspace !== undefined && workspace !== principal.workspace) throw new Refusal("workspace-not-found");
      throw new ProblemError("forbidden", "Only an API key of the operator allows that.");
    }
    requireScope(principal.grant, scope);
    if (principal.grant.workspace === undefined) return;
    if (workspace !== undefined) requireWorkspace(principal.grant, workspace);
    else if (!isNarrowed) {
      throw new ProblemError("forbidden", "This API key is bound to one workspace, and this is about all of them.");
    }
  });
}

/** Lets sessions of the workspace through that have `permission`, and API keys that have the scope which is as much. */
export function requires(permission: Permission): MiddlewareHandler<AppEnv> {
  const scope = scopeOf[permission];
  return authorization({ apiKey: [scope], session: permission }, (c) => {
    const principal = c.get("principal");
    const workspace = c.req.param("ws") ?? "";
    if (principal.type === "operator") {
      requireWorkspace(principal.grant, workspace);
      requireScope(principal.grant, scope);
    } else {
      if (workspace !== principal.workspace) throw new Refusal("workspace-not-found");
      if (!permissionsOf[principal.role].includes(permission)) {
        throw new ProblemError("forbidden", `The role "${principal.role}" does not allow that. Ask an administrator.`);
      }
    }
  });
}

/** @throws ProblemError `forbidden` for a key that lacks the scope. */
export function requireScope(grant: Grant, scope: Scope): void {
  if (!grant.scopes.includes(scope)) {
    throw new ProblemError("forbidden", `This API key lacks the scope "${scope}".`);
  }
}

/** To a key that is bound to a workspace, no other is there. @throws Refusal `workspace-not-found`. */
export function requireWorkspace(grant: Grant, workspace: string): void {
  if (grant.workspace !== undefined && grant.workspace !== workspace) throw new Refusal("workspace-not-found");
}

export function permissionsFor(principal: Principal): readonly Permission[] {
  if (principal.type === "session") return permissionsOf[principal.role];
  return permissionsOf.admin.filter((permission) => principal.grant.scopes.includes(scopeOf[permission]));
}

/** What whoever is not let through is answered. */
const refusalsAt = ({ path }: { path: string }) =>
  path.includes("/:ws") ? (["forbidden", "workspace-not-found"] as const) : (["forbidden"] as const);

function authorization(
  access: NonNullable<Documentation["access"]>,
  check: (c: Context<AppEnv>) => void,
): MiddlewareHandler<AppEnv> {
  const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
    check(c);
    await next();
  };
  return documents({ access, problems: refusalsAt }, middleware);
}
