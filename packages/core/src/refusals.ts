/** Every refusal of a command, with the sentence that a person reads. `kind` says what a server answers:
 *  `absent` 404, `rule` 409, `invalid` 422. */
export const refusals = {
  "workspace-not-found": { kind: "absent", sentence: "There is no such workspace." },
  "team-not-found": { kind: "absent", sentence: "There is no such team in this workspace." },
  "member-not-found": { kind: "absent", sentence: "There is no such member in this workspace." },
  "month-unknown": {
    kind: "absent",
    sentence: "This workspace has no such month. Its months run from the first with any activity to the next one.",
  },
  "inactive-members-changed": {
    kind: "rule",
    sentence: "The inactive members changed since you looked. Nothing was removed. Look again.",
  },
  "restore-expired": {
    kind: "rule",
    sentence: "A member can be restored for 30 days after the removal. Add the member again instead.",
  },
  "month-not-ended": {
    kind: "rule",
    sentence: "This month has not ended in the workspace's time zone. Close it after its last instant.",
  },
  "month-out-of-order": { kind: "rule", sentence: "An earlier month is not closed yet. Close months in order." },
  "since-month-closed": {
    kind: "rule",
    sentence: "The month of `since` is closed and never changes. Give an instant in a month that is not closed.",
  },
  "since-in-future": { kind: "invalid", sentence: "`since` is in the future. Give an instant that has passed." },
  "since-overlaps": {
    kind: "invalid",
    sentence: "`since` is before the member was added, or before an earlier stay ended. Give a later instant.",
  },
  "team-unknown": { kind: "invalid", sentence: "A team of this list does not exist. Add the team first." },
  "duplicate-id": { kind: "invalid", sentence: "An id stands in this list twice. List each team and member once." },
} as const;

export type RefusalCode = keyof typeof refusals;

/** Why a command was not carried out: nothing changed. `field` names the input at fault, where there is one. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly field: string | undefined;

  constructor(code: RefusalCode, field?: string) {
    super(refusals[code].sentence);
    this.name = "Refusal";
    this.code = code;
    this.field = field;
  }
}
