const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long after a failed attempt the next one follows, attempt by attempt: three days in all. */
const delaysMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/** So many attempts are made of a message. */
export const mostWebhookAttempts = delaysMs.length + 1;

/** Up to this part of a delay is added to it, so that what failed together does not come back together. */
const mostJitter = 0.2;

/** An endpoint that asks for more gets no more. */
const longestRetryAfterMs = 24 * hourMs;

/** How long after the attempt that failed as the `failed`-th the next one follows, ms; undefined when it was the last one.
 *  @param retryAfterMs what the endpoint asked for: it may ask for later, not for sooner. @param jitter from 0 to 1. */
export function webhookRetryDelayMs(
  failed: number,
  { retryAfterMs = 0, jitter }: { retryAfterMs?: number; jitter: number },
): number | undefined {
  const delayMs = delaysMs[failed - 1];
  if (delayMs === undefined) return undefined;
  return Math.round(Math.max(delayMs, Math.min(retryAfterMs, longestRetryAfterMs)) * (1 + mostJitter * jitter));
}
