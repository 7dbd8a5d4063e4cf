import type { Actor } from "@seatbook/core";

/** By which way a command came: a request with an API key, one with a session's token, a request that needs neither (the link
 *  of a mail), the `seatbook` command, or the server by itself. */
export const ways = ["api", "session", "link", "command-line", "scheduler"] as const;

export type Way = (typeof ways)[number];

/** Who gave a command, and by which way: what the records of the logs keep. `key` is the id of the API key, also of the one
 *  that made the session; none for those of SEATBOOK_API_KEYS. `request` is the id that the server's log has. */
export type Author = Actor & { key?: string; via?: Way; request?: string };
