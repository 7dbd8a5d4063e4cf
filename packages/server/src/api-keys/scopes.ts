import type { Permission } from "@seatbook/core";

/** What API keys may be allowed: to read; to change teams, members and the directory; to change what is billed and what comes
 *  of it; to say where webhooks go, which tell of every workspace; to make and end API keys. */
export const scopes = ["read", "write", "billing", "webhooks", "keys"] as const;

export type Scope = (typeof scopes)[number];

/** What an API key may do. With a workspace, nothing outside of it. `expiresAt`: epoch ms. */
export type Grant = { readonly scopes: readonly Scope[]; readonly workspace?: string; readonly expiresAt?: number };

/** What the keys of SEATBOOK_API_KEYS may do. */
export const everything: Grant = { scopes };

/** Whether whoever has `own` may hand out `other`. */
export function covers(own: Grant, other: Grant): boolean {
  return (
    other.scopes.every((scope) => own.scopes.includes(scope)) &&
    (own.workspace === undefined || own.workspace === other.workspace) &&
    (own.expiresAt === undefined || (other.expiresAt !== undefined && other.expiresAt <= own.expiresAt))
  );
}

/** The scope that an API key needs for what a session needs the permission for. */
export const scopeOf: Record<Permission, Scope> = {
  "members.read": "read",
  "members.remove": "write",
  "teams.read": "read",
  "teams.archive": "write",
  "billing.read": "read",
  "billing.manage": "billing",
  "licenses.export": "read",
};
