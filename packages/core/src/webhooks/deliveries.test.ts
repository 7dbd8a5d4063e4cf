import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeWebhookDeliveries,
  encodeWebhookDeliveries,
  endAttempt,
  evolveWebhookDeliveries,
  noWebhookDeliveries,
  requestResend,
  startAttempt,
  type WebhookDeliveries,
  type WebhookDeliveryEvent,
  webhookLeaseMs,
  type WebhookMessage,
  type WebhookOutcome,
} from "./deliveries.ts";
import { mostWebhookAttempts, webhookRetryDelayMs } from "./retries.ts";

const message = (version: number, workspace = "acme"): WebhookMessage => ({
  workspace,
  version,
  index: 0,
  event: "team.archived",
  occurredAt: version,
});
const attempt = { at: 0, durationMs: 1 };
const failed: WebhookOutcome = { type: "failed", jitter: 0 };

/** The state after each of the given decisions, one record each. */
function after(...decisions: ((state: WebhookDeliveries) => WebhookDeliveryEvent[])[]): WebhookDeliveries {
  const state = noWebhookDeliveries();
  for (const [index, decide] of decisions.entries()) {
    evolveWebhookDeliveries(state, decide(state), 100 + index, index + 1);
  }
  return state;
}

const begun = (state: WebhookDeliveries) => startAttempt(state, message(5), undefined, 100);
const stop = (state: WebhookDeliveries) => endAttempt(state, message(5), 1, attempt, { type: "stopped" }, 101);

describe("an attempt", () => {
  test("is begun once, and again when its server is taken for dead", () => {
    const state = after(begun);
    expect(startAttempt(state, message(5), undefined, 101)).toEqual([]);
    expect(startAttempt(state, message(5), undefined, 100 + webhookLeaseMs)).toMatchObject([{ attempt: 2 }]);
  });

  test("of a later message waits; of another workspace it does not", () => {
    const state = after(begun);
    expect(startAttempt(state, message(6), undefined, 999)).toEqual([]);
    expect(startAttempt(state, message(6, "beta"), undefined, 999)).toHaveLength(1);
  });

  test("is not begun by who has found the message before another server got further", () => {
    const state = after(begun, (now) => endAttempt(now, message(5), 1, attempt, { type: "delivered" }, 101));
    expect(startAttempt(state, message(5), undefined, 102)).toEqual([]);
    expect(startAttempt(state, message(6), { version: 5, index: 1 }, 102)).toHaveLength(1);
  });

  test("that ends late counts only if it was delivered", () => {
    const state = after(begun, () => [{ type: "WebhookAttemptStarted", ...message(5), attempt: 2 }]);
    expect(endAttempt(state, message(5), 1, attempt, failed, 102)).toEqual([]);
    expect(endAttempt(state, message(5), 1, attempt, { type: "delivered" }, 102)).toHaveLength(1);
  });

  test("that the server's stop broke off uses up none of the ten", () => {
    expect(after(begun, stop).open.get("acme")).toMatchObject({ counted: 0, dueAt: 101 });
  });
});

test("a message fails for good after the last attempt, and the endpoint with it if nothing else was delivered meanwhile", () => {
  const state = noWebhookDeliveries();
  let at = 0;
  let version = 0;
  const run = (events: WebhookDeliveryEvent[]) => evolveWebhookDeliveries(state, events, at, ++version);
  for (let count = 1; count <= mostWebhookAttempts; count++) {
    at += 25 * 3_600_000;
    run(startAttempt(state, message(5), undefined, at));
    run(endAttempt(state, message(5), count, { ...attempt, at }, failed, at));
    expect(state.open.size).toBe(count < mostWebhookAttempts ? 1 : 0);
  }
  expect(state.condemned).toMatchObject({ at });
  expect(state.next.get("acme")).toEqual({ version: 5, index: 1 });
});

test("delays grow, and what the endpoint asks for is heard within bounds", () => {
  const hours = Array.from({ length: 10 }, (_, index) => webhookRetryDelayMs(index + 1, { jitter: 0 }) ?? Infinity);
  expect(hours.map((ms) => ms / 60_000)).toEqual([5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440, Infinity]);
  expect(webhookRetryDelayMs(1, { jitter: 1 })).toBe(6000);
  expect(webhookRetryDelayMs(1, { jitter: 0, retryAfterMs: 60_000 })).toBe(60_000);
  expect(webhookRetryDelayMs(2, { jitter: 0, retryAfterMs: 1 })).toBe(300_000);
  expect(webhookRetryDelayMs(1, { jitter: 0, retryAfterMs: 1e12 })).toBe(86_400_000);
});

test("in any history one message of a workspace is under way, places never go back, and a snapshot is the state", () => {
  const workspace = fc.constantFrom("acme", "beta");
  const step = fc.record({
    workspace,
    what: fc.constantFrom("start", "deliver", "fail", "gone", "stop", "again", "pass"),
    version: fc.integer({ min: 1, max: 6 }),
    wait: fc.constantFrom(1, 10_000, webhookLeaseMs),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const state = noWebhookDeliveries();
      let at = 1;
      let record = 0;
      for (const { workspace: id, what, version, wait } of steps) {
        at += wait;
        const before = state.next.get(id);
        const open = state.open.get(id);
        const next = state.again.get(id)?.[0] ?? message((before?.version ?? 0) + 1, id);
        const end = (outcome: WebhookOutcome) =>
          open ? endAttempt(state, open.message, open.attempt, { ...attempt, at }, outcome, at) : [];
        const decide = {
          start: () => startAttempt(state, open?.message ?? next, before, at),
          deliver: () => end({ type: "delivered" }),
          fail: () => end(failed),
          gone: () => end({ type: "gone" }),
          stop: () => end({ type: "stopped" }),
          again: () => requestResend(state, [message(version, id)]),
          pass: (): WebhookDeliveryEvent[] =>
            open ? [] : [{ type: "WebhookRecordsPassed", workspaces: [[id, (before?.version ?? 0) + 1]] }],
        };
        const events = decide[what]();
        evolveWebhookDeliveries(state, events, at, ++record);
        const later = state.next.get(id);
        if (before && later) {
          expect(later.version * 1000 + later.index).toBeGreaterThanOrEqual(before.version * 1000 + before.index);
        }
      }
      const pieces = Array.from(encodeWebhookDeliveries(state), (piece) => JSON.parse(JSON.stringify(piece)));
      const read = pieces.reduce(decodeWebhookDeliveries, noWebhookDeliveries());
      // A field without a value is left out.
      expect(read).toEqual(state);
    }),
  );
});
