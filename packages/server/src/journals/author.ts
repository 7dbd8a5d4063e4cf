import type { Actor } from "@seatbook/core";

/** By which way a command came: a request with an API key, one of an identity provider, one with a session's token, the link of a
 *  mail, or the `seatbook` command. What the server does by itself came no way. */
export const ways = ["api", "scim", "session", "link", "command-line"] as const;

type Way = (typeof ways)[number];

/** Who gave a command, and by which way: what the records of the logs keep. `key` is the id of the API key, also of the one
 *  that made the session; none for those of SEATBOOK_API_KEYS. `request` is the id that the server's log has. No address: those are
 *  personal data, and nothing here needs them. */
export type Author = Actor & { key?: string; via?: Way; request?: string };
