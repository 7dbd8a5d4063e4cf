import * as v from "valibot";
import { described, money } from "./values.ts";

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const month = v.pipe(v.string(), v.metadata({ pattern: "^\\d{4}-\\d{2}$", examples: ["2026-11"] }));
/** ISO 8601 in UTC. */
export const instant = v.pipe(v.string(), v.metadata({ format: "date-time", examples: ["2026-11-03T09:00:00.000Z"] }));
/** YYYY-MM-DD in the workspace's time zone. */
const date = v.pipe(v.string(), v.metadata({ format: "date", examples: ["2026-11-03"] }));

// The usual kinds of field, with what each of them says.
export const textOf = (what: string) => described(what, v.string());
export const flagOf = (what: string) => described(what, v.boolean());
export const countOf = (what: string) => described(what, count);
export const monthOf = (what: string) => described(what, month);
export const instantOf = (what: string) => described(what, instant);
export const dayOf = (what: string) => described(what, date);
export const moneyOf = (what: string) => described(what, money);

export const workspaceId = textOf("The workspace's id, as the host gave it.");
export const teamId = textOf("The team's id, as the host gave it.");
export const memberId = textOf("The member's id, as the host gave it.");
export const teamName = textOf("The team's name.");
export const memberName = textOf("The member's name.");
export const aMonth = monthOf("The month, in the workspace's time zone.");

export const nextCursor = v.optional(textOf("Pass it as `cursor` for the next page; absent on the last."));

export const idsOf = (what: string) => described(what, v.array(v.string()));
export const page = <T extends v.GenericSchema>(item: T) =>
  v.object({
    items: described("The items of this page.", v.array(item)),
    total: countOf("How many items there are on all pages."),
    nextCursor,
  });
