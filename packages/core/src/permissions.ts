export const permissions = [
  "members.read",
  "members.remove",
  "teams.read",
  "teams.archive",
  "billing.read",
  "billing.manage",
  "licenses.export",
] as const;

export type Permission = (typeof permissions)[number];

export type SessionRole = "admin" | "billing" | "viewer";

/** What each role of a session may do in its workspace. */
export const permissionsOf: Record<SessionRole, readonly Permission[]> = {
  admin: [
    "members.read",
    "members.remove",
    "teams.read",
    "teams.archive",
    "billing.read",
    "billing.manage",
    "licenses.export",
  ],
  billing: ["members.read", "teams.read", "billing.read", "billing.manage", "licenses.export"],
  viewer: ["members.read", "teams.read", "billing.read"],
};
