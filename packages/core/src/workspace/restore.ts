import { dayMs } from "../month.ts";
import type { Member } from "./state.ts";

/** For how long a removed member can be restored. Source: R9. */
export const restoreDays = 30;

/** The last instant (epoch milliseconds) at which the removed member can be restored. */
export function restorableUntil(member: Member): number {
  return (member.presence.at(-1)?.to ?? -Infinity) + restoreDays * dayMs;
}
