import { expect } from "vitest";
import * as v from "valibot";
import type { RequestLogEntry } from "../middleware/log.ts";

/** Only what we have made ourselves: patterns instead of addresses, ids, codes, and of errors their name and frames. */
const entry = v.strictObject({
  level: v.picklist(["info", "error"]),
  requestId: v.pipe(v.string(), v.regex(/^[\w-]*$/)),
  method: v.pipe(v.string(), v.regex(/^[A-Z]+$/)),
  route: v.string(),
  status: v.number(),
  durationMs: v.number(),
  key: v.exactOptional(v.pipe(v.string(), v.regex(/^key_[0-9A-Za-z]{13}$/))),
  code: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z-]+$/))),
  error: v.exactOptional(v.pipe(v.string(), v.regex(/^[\w ]+(?:\n {4}at .+)*$/))),
}) satisfies v.GenericSchema<unknown, RequestLogEntry>;

/** Addresses of people, session tokens, API keys, secrets of webhooks, and what they are sent with. */
const secret = /[\w.+-]+@[\w-]+\.\w|eyJ[\w-]+\.|sbk_|whsec_|Bearer/i;

/** Holds entries of the server's log to what may be in them: nobody's name, address, id, token or key. @param routes the patterns
 *  of all routes. */
export function expectNothingPersonal(entries: readonly RequestLogEntry[], routes: ReadonlySet<string>): void {
  for (const each of entries) {
    expect(v.safeParse(entry, each).issues, JSON.stringify(each)).toBeUndefined();
    expect(routes, "the route of an entry is a pattern").toContain(each.route);
    expect(JSON.stringify(each)).not.toMatch(secret);
  }
}
