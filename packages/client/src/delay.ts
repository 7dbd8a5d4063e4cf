import type { SeatbookError } from "./errors.ts";

/** What may go well a moment later; in none of these cases has a rule been judged. */
const passingStatuses: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);
const passingCodes: ReadonlySet<string> = new Set(["connection-failed", "timed-out", "contended"]);

const firstDelayMs = 500;
const longestDelayMs = 8_000;
/** A server that wants more time is not waited for: the caller hears of it at once. */
const longestRetryAfterSeconds = 30;

/** Milliseconds to wait before a request that failed is tried again; undefined where that is of no use. Doubles each time, and half
 *  of it is random, so that clients that failed together do not come back together.
 *  @param retries how often it has been tried again. */
export function delayAfter(error: SeatbookError, retries: number, random: number): number | undefined {
  if (!passingStatuses.has(error.status) && !passingCodes.has(error.code)) return undefined;
  const { retryAfterSeconds = 0 } = error;
  if (retryAfterSeconds > longestRetryAfterSeconds) return undefined;
  const backoff = Math.min(firstDelayMs * 2 ** retries, longestDelayMs) * (1 - random / 2);
  return Math.max(backoff, retryAfterSeconds * 1000);
}
