import { permissionsOf } from "@seatbook/core";

/** In the order of the reference page. */
export const tags = {
  Workspaces: "A workspace is one customer of yours: who is billed, by which license model, at which price.",
  Directory: "Your directory is the truth about who is there. Send it as a whole, or each change as it happens.",
  Teams: "A team is active unless it is archived.",
  Members: "A member who is in at least one active team is active, any other is inactive.",
  Months:
    "Every month's licenses with the reasons, what a command would change, the files for spreadsheets, and the close.",
  Invoices: "Invoices and credit notes, as data, PDF and XML; their numbers have no gaps.",
  Mailbox: "Whom the invoices are addressed to and where they are mailed, and what became of each mail.",
  Sessions: "What your server asks for: tokens for the widgets, and who has access.",
  Webhooks: "Your server is told of what happens in workspaces, by signed requests in the form of Standard Webhooks.",
  "API keys": "What each of your systems identifies itself by, with no more than it needs.",
  SCIM: "An identity provider (Entra ID, Okta) feeds the directory by SCIM 2.0: its users are members, its groups teams.",
  Operations: "For whoever runs the server: what waits, what was mailed, whether it is well.",
} as const;

export type Tag = keyof typeof tags;

export const description = `
Seatbook counts the licenses of your workspaces, closes each month, and writes the invoices. The number on the screen, in the
export, in the preview and on the invoice is the same number, from one function over one history.

Requests and answers are JSON in UTF-8. Only a file is what the end of its address says (PDF, XML, CSV or XLSX), \`/metrics\` is
plain text, and SCIM has a media type of its own, \`application/scim+json\`. Instants are ISO 8601 in UTC, months \`YYYY-MM\` in the
workspace's time zone, and money is \`{ "currency": "EUR", "minor": 4900 }\`: an integer in the currency's minor unit. An unknown
field in a body is an error; an answer may get fields that are not here yet.

**Authentication.** \`Authorization: Bearer …\` carries an API key, which belongs on your server alone, or a session token, which
your server creates for one workspace, one member and one role, for at most an hour. An API key has scopes, and each operation
names the one that it asks for; a key may be bound to one workspace. Another workspace's things answer 404.

**Problems** are RFC 9457 problem details. \`code\` is stable, and what to switch on; \`detail\` is a sentence for people; \`errors\`
names the fields. A request that is refused has changed nothing.

**Versions.** A GET answers an \`ETag\`; with \`If-None-Match\` it answers 304 while that is current. A write with \`If-Match\` is
refused with 412 where the workspace has changed since. A write with an \`Idempotency-Key\` takes effect once, however often it
is sent.

**Lists** come in pages: pass \`nextCursor\` as \`cursor\` for the next one; it is absent on the last.
`.trim();

const roles = Object.entries(permissionsOf).map(([role, permissions]) => `\`${role}\`: ${permissions.join(", ")}`);

export const securitySchemes = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    description: `An API key, for every workspace or bound to one. It belongs on your server, never in a page. Its scopes:

- \`read\`: to read everything but API keys and the outbox
- \`write\`: teams, members and the directory
- \`billing\`: what a workspace pays, months, invoices, mails and the mailbox; and to erase who was removed, whose name is in them
- \`webhooks\`: where webhooks go, which tell of every workspace
- \`keys\`: API keys that may do no more than the key itself`,
  },
  sessionToken: {
    type: "http",
    scheme: "bearer",
    description: `A token from \`createSession\`, for one workspace, one member and one role, which allows:\n\n- ${roles.join("\n- ")}`,
  },
};
