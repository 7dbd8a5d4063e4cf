import type { NumberGiven } from "@seatbook/core";
import { workspaceLog } from "../journals/log-names.ts";
import type { Findings, Problem } from "./findings.ts";

/** What a record of a workspace knows of the number of a draft. */
type Known = { log: string; version: number; workspace: string; draft: number; number: string; issuedOn: string };
type Given = { version: number; workspace: string; draft: number; issuedOn: string };

/** The numbers that the register gave: in order, without gaps, none twice, each to one draft; and the same as the workspaces
 *  know. While servers write: the register is read, then the workspaces, then the rest of the register. */
export class Numbers {
  readonly #log: string;
  readonly #findings: Findings;
  readonly #byNumber = new Map<string, Given>();
  readonly #byDraft = new Map<string, string>();
  readonly #sequences = new Map<string, number>();
  #issuedOn = "";
  /** Of each workspace, the numbers of drafts that must be there. */
  readonly #owed = new Map<string, { number: string; draft: number; version: number }[]>();
  /** What workspaces know of numbers that the register had not given when it was read first. */
  readonly #early: Known[] = [];
  #areWorkspacesRead = false;
  /** Workspaces' logs that could not be read to their end. */
  readonly #unread = new Set<string>();
  #isUnread = false;

  constructor(log: string, findings: Findings) {
    this.#log = log;
    this.#findings = findings;
  }

  get count(): number {
    return this.#byNumber.size;
  }

  /** The next record of the register. */
  give(version: number, { workspace, draft, number, series, sequence, issuedOn }: NumberGiven): void {
    const report = (problem: Problem): void => this.#findings.add(this.#log, version, problem);
    if (this.#byNumber.has(number)) report({ code: "number-repeated", detail: `${number} was given before.` });
    const drafted = draftKey(workspace, draft);
    const other = this.#byDraft.get(drafted);
    if (other !== undefined) {
      report({
        code: "number-repeated",
        detail: `The draft ${draft} of "${workspace}" has ${other}, and was given ${number}.`,
      });
    }
    if (issuedOn < this.#issuedOn) {
      report({
        code: "number-out-of-order",
        detail: `${number} is dated ${issuedOn}, the number before it ${this.#issuedOn}.`,
      });
    }
    const missing = this.#missingBefore(number, series, sequence);
    if (missing !== undefined) {
      const detail = `${number} is number ${sequence} of its series, where ${missing} was next.`;
      report({ code: "number-out-of-order", detail });
    }
    if (!isWrittenSo(number, series, sequence, issuedOn)) {
      const detail = `${number} is not how number ${sequence} of ${issuedOn} is written.`;
      report({ code: "number-out-of-order", detail });
    }
    this.#byNumber.set(number, { version, workspace, draft, issuedOn });
    this.#byDraft.set(drafted, number);
    this.#sequences.set(series, sequence);
    this.#issuedOn = issuedOn;
    // What is given after the workspaces were read may be to a draft that was written after that.
    if (this.#areWorkspacesRead) return;
    const owed = this.#owed.get(workspace) ?? [];
    this.#owed.set(workspace, owed);
    owed.push({ number, draft, version });
  }

  /** The sequence number that is left out before this one. Numbers that an earlier format has written are passed over. */
  #missingBefore(number: string, series: string, sequence: number): number | undefined {
    const last = this.#sequences.get(series) ?? 0;
    if (sequence <= last) return last + 1;
    for (let between = last + 1; between < sequence; between++) {
      const isTaken = writtenInstead(number, sequence, between).some((written) => this.#byNumber.has(written));
      if (!isTaken) return between;
    }
    return undefined;
  }

  /** A workspace knows the number of its draft. */
  know(
    log: string,
    version: number,
    workspace: string,
    issued: { draft: number; number: string; issuedOn: string },
  ): void {
    if (this.#byNumber.has(issued.number)) this.#compare({ log, version, workspace, ...issued });
    else this.#early.push({ log, version, workspace, ...issued });
  }

  /** A workspace was read to its end. @param drafts the versions that drafted an invoice. */
  endWorkspace(workspace: string, drafts: ReadonlySet<number>): void {
    for (const { number, draft, version } of this.#owed.get(workspace) ?? []) {
      if (drafts.has(draft)) continue;
      const detail = `${number} was given to version ${draft} of "${workspace}", which drafted no invoice.`;
      this.#findings.add(this.#log, version, { code: "number-unfounded", detail });
    }
    this.#owed.delete(workspace);
  }

  /** A workspace's log could not be read to its end, so that it is not known which drafts it has. */
  forgive(log: string): void {
    this.#unread.add(log);
  }

  /** The register could not be read to its end, so that it is not known what it gave. */
  forgiveAll(): void {
    this.#isUnread = true;
  }

  /** Every workspace was read: what is still owed will not come. */
  endWorkspaces(): void {
    for (const workspace of this.#owed.keys()) {
      if (!this.#unread.has(workspaceLog(workspace))) this.endWorkspace(workspace, new Set());
    }
    this.#areWorkspacesRead = true;
  }

  /** The register was read to its end again. */
  end(): void {
    if (!this.#isUnread) for (const known of this.#early) this.#compare(known);
  }

  #compare({ log, version, workspace, draft, number, issuedOn }: Known): void {
    const given = this.#byNumber.get(number);
    if (given?.workspace === workspace && given.draft === draft && given.issuedOn === issuedOn) return;
    const detail = `The draft ${draft} bears ${number} of ${issuedOn}, which the register did not give it.`;
    this.#findings.add(log, version, { code: "number-unknown", detail });
  }
}

function draftKey(workspace: string, draft: number): string {
  return `${draft} ${workspace}`;
}

/** Whether the number has its year and sequence number in it. */
function isWrittenSo(number: string, series: string, sequence: number, issuedOn: string): boolean {
  return (
    number.includes(String(sequence)) && (series === "" || (issuedOn.startsWith(series) && number.includes(series)))
  );
}

/** How `number` would read with another sequence number: one reading for each place where its own may stand, with each number
 *  of zeros before it that may belong to it. */
function writtenInstead(number: string, sequence: number, other: number): string[] {
  const digits = String(sequence);
  const readings: string[] = [];
  for (let at = number.indexOf(digits); at !== -1; at = number.indexOf(digits, at + 1)) {
    const after = number.slice(at + digits.length);
    for (let from = at; from === at || number[from] === "0"; from--) {
      readings.push(number.slice(0, from) + String(other).padStart(at + digits.length - from, "0") + after);
    }
  }
  return readings;
}
