import { isDeepStrictEqual } from "node:util";
import { type Actor, type Redaction, redactEvent, type WorkspaceEvent } from "@seatbook/core";
import type { LogRecord } from "@seatbook/storage";
import { redactAnswer } from "./redact-answer.ts";

type WorkspaceLogRecord = LogRecord<WorkspaceEvent, Actor>;

/** A record of a workspace without what `redactions` take out of it; undefined where it has nothing of that. */
export function redactRecord(
  record: WorkspaceLogRecord,
  redactions: readonly Redaction[],
): WorkspaceLogRecord | undefined {
  const redacted = redactions.reduce(redactOnce, record);
  return isDeepStrictEqual(redacted, record) ? undefined : redacted;
}

function redactOnce({ once, events, ...record }: WorkspaceLogRecord, redaction: Redaction): WorkspaceLogRecord {
  return {
    ...record,
    events: events.map((event) => redactEvent(event, redaction)),
    ...(once && { once: { ...once, answer: redactAnswer(once.answer, redaction) } }),
  };
}
