import type { SessionRole } from "@seatbook/core";
import type { Scope } from "../api-keys/scopes.ts";

/** Who may use a route: API keys with the scope, and sessions with one of the roles. `bound`: of a route whose address names no
 *  workspace, what a key that is bound to one gets: what is its own, or a refusal. */
export type Rule = { scope: Scope; roles?: readonly SessionRole[]; bound?: "its own" };

const everyone = ["admin", "billing", "viewer"] as const;
const money = ["admin", "billing"] as const;
const administrators = ["admin"] as const;

/** Written down by hand, and not read off the routes: a route that declares something else, or is not here, fails. */
export const whoMay: Record<string, Rule> = {
  "GET /v1/workspaces": { scope: "read", bound: "its own" },
  "PUT /v1/workspaces/:ws": { scope: "billing" },
  "GET /v1/workspaces/:ws": { scope: "read", roles: everyone },
  "PUT /v1/workspaces/:ws/directory": { scope: "write" },

  "GET /v1/workspaces/:ws/teams": { scope: "read", roles: everyone },
  "PUT /v1/workspaces/:ws/teams/:team": { scope: "write" },
  "POST /v1/workspaces/:ws/teams/:team/archive": { scope: "write", roles: administrators },
  "POST /v1/workspaces/:ws/teams/:team/unarchive": { scope: "write", roles: administrators },

  "GET /v1/workspaces/:ws/members": { scope: "read", roles: everyone },
  "GET /v1/workspaces/:ws/members/:member": { scope: "read", roles: everyone },
  "PUT /v1/workspaces/:ws/members/:member": { scope: "write" },
  "DELETE /v1/workspaces/:ws/members/:member": { scope: "write", roles: administrators },
  "POST /v1/workspaces/:ws/members/:member/restore": { scope: "write", roles: administrators },
  "POST /v1/workspaces/:ws/members/:member/erase": { scope: "billing" },
  "GET /v1/workspaces/:ws/inactive-members": { scope: "read", roles: everyone },
  "POST /v1/workspaces/:ws/inactive-members/remove": { scope: "write", roles: administrators },
  "POST /v1/workspaces/:ws/preview": { scope: "read", roles: everyone },

  "GET /v1/workspaces/:ws/months": { scope: "read", roles: everyone },
  "GET /v1/workspaces/:ws/months/:month/licenses": { scope: "read", roles: everyone },
  "GET /v1/workspaces/:ws/months/:month/licenses.csv": { scope: "read", roles: money },
  "GET /v1/workspaces/:ws/months/:month/licenses.xlsx": { scope: "read", roles: money },
  "GET /v1/workspaces/:ws/licenses.csv": { scope: "read", roles: money },
  "GET /v1/workspaces/:ws/licenses.xlsx": { scope: "read", roles: money },
  "POST /v1/workspaces/:ws/months/:month/close": { scope: "billing" },
  "POST /v1/workspaces/:ws/months/:month/invoice": { scope: "billing" },
  "POST /v1/months/:month/close": { scope: "billing" },

  "GET /v1/workspaces/:ws/invoices": { scope: "read", roles: everyone },
  "GET /v1/workspaces/:ws/invoices.csv": { scope: "read", roles: everyone },
  "GET /v1/workspaces/:ws/invoices/:number": { scope: "read", roles: everyone },
  "GET /v1/workspaces/:ws/invoices/:pdf{.+\\.pdf}": { scope: "read", roles: everyone },
  "GET /v1/workspaces/:ws/invoices/:xml{.+\\.xml}": { scope: "read", roles: everyone },
  "POST /v1/workspaces/:ws/invoices/:number/send": { scope: "billing", roles: money },
  "GET /v1/invoices": { scope: "read", bound: "its own" },
  "GET /v1/invoices.csv": { scope: "read", bound: "its own" },
  "POST /v1/invoices/:number/cancel": { scope: "billing", bound: "its own" },
  "POST /v1/invoices/:number/payments": { scope: "billing", bound: "its own" },

  "GET /v1/workspaces/:ws/billing-details": { scope: "read", roles: everyone },
  "PUT /v1/workspaces/:ws/billing-details": { scope: "billing", roles: money },
  "GET /v1/workspaces/:ws/mailbox": { scope: "read", roles: everyone },
  "PUT /v1/workspaces/:ws/mailbox": { scope: "billing", roles: money },
  "POST /v1/workspaces/:ws/mailbox/resend": { scope: "billing", roles: money },
  "POST /v1/workspaces/:ws/mailbox/withdraw": { scope: "billing", roles: money },
  "GET /v1/workspaces/:ws/mails": { scope: "read" },
  "POST /v1/workspaces/:ws/mails/:mail/bounce": { scope: "billing" },

  "GET /v1/workspaces/:ws/access/:member": { scope: "read" },
  "GET /v1/workspaces/:ws/events": { scope: "read" },
  "POST /v1/sessions": { scope: "read", bound: "its own" },

  "GET /v1/api-keys": { scope: "keys", bound: "its own" },
  "POST /v1/api-keys": { scope: "keys", bound: "its own" },
  "POST /v1/api-keys/:key/rotate": { scope: "keys", bound: "its own" },
  "DELETE /v1/api-keys/:key": { scope: "keys", bound: "its own" },
  "GET /v1/api-keys/:key/events": { scope: "keys", bound: "its own" },

  "GET /v1/workspaces/:ws/scim/v2/Users": { scope: "read" },
  "POST /v1/workspaces/:ws/scim/v2/Users/.search": { scope: "read" },
  "POST /v1/workspaces/:ws/scim/v2/Users": { scope: "write" },
  "GET /v1/workspaces/:ws/scim/v2/Users/:user": { scope: "read" },
  "PUT /v1/workspaces/:ws/scim/v2/Users/:user": { scope: "write" },
  "PATCH /v1/workspaces/:ws/scim/v2/Users/:user": { scope: "write" },
  "DELETE /v1/workspaces/:ws/scim/v2/Users/:user": { scope: "write" },
  "GET /v1/workspaces/:ws/scim/v2/Groups": { scope: "read" },
  "POST /v1/workspaces/:ws/scim/v2/Groups/.search": { scope: "read" },
  "POST /v1/workspaces/:ws/scim/v2/Groups": { scope: "write" },
  "GET /v1/workspaces/:ws/scim/v2/Groups/:group": { scope: "read" },
  "PUT /v1/workspaces/:ws/scim/v2/Groups/:group": { scope: "write" },
  "PATCH /v1/workspaces/:ws/scim/v2/Groups/:group": { scope: "write" },
  "DELETE /v1/workspaces/:ws/scim/v2/Groups/:group": { scope: "write" },
  "GET /v1/workspaces/:ws/scim/v2/ServiceProviderConfig": { scope: "read" },
  "GET /v1/workspaces/:ws/scim/v2/ResourceTypes": { scope: "read" },
  "GET /v1/workspaces/:ws/scim/v2/ResourceTypes/:schema": { scope: "read" },
  "GET /v1/workspaces/:ws/scim/v2/Schemas": { scope: "read" },
  "GET /v1/workspaces/:ws/scim/v2/Schemas/:schema": { scope: "read" },
  "POST /v1/workspaces/:ws/scim/v2/.search": { scope: "read" },

  "GET /v1/webhook-endpoints": { scope: "read" },
  "POST /v1/webhook-endpoints": { scope: "webhooks" },
  "GET /v1/webhook-endpoints/:endpoint": { scope: "read" },
  "PATCH /v1/webhook-endpoints/:endpoint": { scope: "webhooks" },
  "DELETE /v1/webhook-endpoints/:endpoint": { scope: "webhooks" },
  "POST /v1/webhook-endpoints/:endpoint/rotate-secret": { scope: "webhooks" },
  "POST /v1/webhook-endpoints/:endpoint/test": { scope: "webhooks" },
  "GET /v1/webhook-endpoints/:endpoint/events": { scope: "read" },
  "GET /v1/webhook-endpoints/:endpoint/deliveries": { scope: "read" },
  "POST /v1/webhook-endpoints/:endpoint/deliveries/:delivery/resend": { scope: "webhooks" },
  "POST /v1/webhook-endpoints/:endpoint/recover": { scope: "webhooks" },

  "GET /v1/pending": { scope: "read" },
  "POST /v1/pending/run": { scope: "billing" },
  // Mails in it have links that confirm a mailbox.
  "GET /v1/outbox": { scope: "billing" },
  "PUT /v1/demo/clock": { scope: "billing" },
  "GET /metrics": { scope: "read" },
};

/** Need no token. */
export const publicRoutes: readonly string[] = [
  "GET /:file{widgets[\\w.-]*\\.js}",
  "GET /widgets/:version/:file",
  "GET /openapi.json",
  "GET /",
  "GET /docs",
  "GET /docs/script.js",
  "GET /docs/style.css",
  "GET /healthz",
  "GET /readyz",
  // What is mailed has a token of its own.
  "GET /mailbox/confirm",
  "POST /mailbox/confirm",
];
