import { isDeepStrictEqual } from "node:util";
import type { AuditEntry, Counts } from "@seatbook/server";
import { Model } from "./model.ts";
import type { Attempt, Effect, Operation } from "./operations.ts";

/** When the store was down, in milliseconds on the clock of the operations. */
export type Outage = { from: number; to: number };

/** How long after an outage a server may still answer that the store is out of reach. */
const graceMs = 5_000;

/** What a history must not have, one sentence each; none when all is well. `logs`: workspace → its whole audit trail. */
export function checkHistory(
  operations: readonly Operation[],
  attempts: readonly Attempt[],
  logs: ReadonlyMap<string, readonly AuditEntry[]>,
  outages: readonly Outage[],
): string[] {
  return [
    ...attempts.flatMap((attempt) => checkAttempt(attempt, outages)),
    ...[...logs].flatMap(([workspace, log]) => {
      const own = operations.filter((operation) => operation.workspace === workspace);
      return [...checkDense(log), ...checkWrites(own, log), ...checkOrder(own), ...checkReads(own, log)].map(
        (violation) => `${workspace}: ${violation}`,
      );
    }),
  ];
}

function checkAttempt(attempt: Attempt, outages: readonly Outage[]): string[] {
  const { at, method, path, status, code, retryAfter } = attempt;
  const what = `${method} ${path} was answered ${status} ${code ?? ""}`;
  // 409: others were first too often; the client tries again.
  if (status === 0 || status === 200 || (status === 409 && code === "contended")) return [];
  if (status !== 503) return [what];
  return [
    ...(retryAfter === undefined ? [`${what} without Retry-After`] : []),
    ...(outages.some(({ from, to }) => at >= from && at <= to + graceMs) ? [] : [`${what} while the store was up`]),
  ];
}

function checkDense(log: readonly AuditEntry[]): string[] {
  return log.flatMap(({ version }, index) =>
    version === index + 1 ? [] : [`record ${index + 1} is version ${version}`],
  );
}

/** Every acknowledged write is in the log, once, as the version that it was told; and nothing is in the log that nobody wrote. */
function checkWrites(operations: readonly Operation[], log: readonly AuditEntry[]): string[] {
  const violations: string[] = [];
  const writes = operations.filter(({ effect }) => effect !== undefined);
  const claimed = new Set<number>();
  for (const { effect, version } of writes) {
    if (effect === undefined || version === undefined) continue;
    const what = `the acknowledged write ${JSON.stringify(effect)}`;
    if (claimed.has(version)) violations.push(`${what} has version ${version}, as has another`);
    claimed.add(version);
    if (!has(log[version - 1], effect)) violations.push(`${what} is not in version ${version}`);
  }
  // The rest must be of those who were never told.
  const open = writes.filter(({ version }) => version === undefined);
  for (const entry of log) {
    if (claimed.has(entry.version)) continue;
    const index = open.findIndex(({ effect }) => effect !== undefined && has(entry, effect));
    if (index === -1) violations.push(`version ${entry.version} is nobody's, or somebody's for the second time`);
    else open.splice(index, 1);
  }
  return violations;
}

function has(entry: AuditEntry | undefined, effect: Effect): boolean {
  return (
    entry?.events.some((event: Record<string, unknown>) =>
      Object.entries(effect).every(([field, value]) => event[field] === value),
    ) === true
  );
}

/** What began after something had ended comes after it in the log: a write behind it, a read with it in view. */
function checkOrder(operations: readonly Operation[]): string[] {
  const told = operations.flatMap((one) => (one.version === undefined ? [] : [{ ...one, version: one.version }]));
  const byEnd = told.toSorted((a, b) => a.endedAt - b.endedAt);
  const violations: string[] = [];
  let ended = 0;
  let latest = 0;
  for (const { startedAt, version, effect } of told.toSorted((a, b) => a.startedAt - b.startedAt)) {
    for (let next = byEnd[ended]; next !== undefined && next.endedAt < startedAt; next = byEnd[++ended]) {
      latest = Math.max(latest, next.version);
    }
    if (effect === undefined ? version < latest : version <= latest) {
      const what = effect === undefined ? "a read" : `the write ${JSON.stringify(effect)}`;
      violations.push(`${what} has version ${version}, though version ${latest} was known before it began`);
    }
  }
  return violations;
}

/** A read answers what the log amounts to at its version. */
function checkReads(operations: readonly Operation[], log: readonly AuditEntry[]): string[] {
  const model = new Model();
  const amounts: Counts[] = [model.counts];
  for (const entry of log) {
    model.apply(entry);
    amounts.push(model.counts);
  }
  return operations.flatMap(({ counts, version }) => {
    if (counts === undefined || version === undefined) return [];
    const expected = amounts[version];
    if (isDeepStrictEqual(counts, expected)) return [];
    return [`a read of version ${version} has ${JSON.stringify(counts)}, the log ${JSON.stringify(expected)}`];
  });
}
