import { allAtOnce, type CountingRule } from "@seatbook/core";
import { toDirectoryChanges } from "../packages/server/src/views/directory.ts";
import type { Attempt, History, Written } from "./history.ts";
import { Reference } from "./reference.ts";
import type { Told } from "./request.ts";

type List = { items: { id?: string; number?: string }[]; unreadable?: string[] };

/** Holds every answer against the logs: each record is what a server that is alone writes for the same request at the same
 *  instant, and each answer is what it answers then; what was only looked at, or refused, is so at a version that the log had
 *  between question and answer. So the history of each workspace is one that happened one after the other, in real time. */
export class Answers {
  readonly #history: History;
  readonly reference: Reference;
  /** By workspace, how far the reference has come. */
  readonly #versions = new Map<string, number>();
  /** How many attempts were looked at. */
  #looked = 0;
  #open: readonly Attempt[] = [];

  private constructor(history: History, reference: Reference) {
    this.#history = history;
    this.reference = reference;
  }

  static async start(history: History, rule: CountingRule): Promise<Answers> {
    return new Answers(history, await Reference.start(rule));
  }

  /** Looks at what was answered since the last time. Nothing is under way meanwhile.
   *  @returns where an answer or a record is not what it should be. */
  async check(workspaces: readonly string[]): Promise<string[]> {
    const { attempts } = this.#history;
    const answered = attempts.slice(this.#looked).filter(({ answer }) => answer !== undefined);
    this.#looked = attempts.length;
    const mistakes = answered.flatMap((attempt) => [
      ...unexplained(attempt),
      ...this.#listMistakes(attempt, workspaces),
    ]);
    this.#open = answered.filter(({ answer }) => answer !== undefined && answer.status < 500);
    for (const workspace of workspaces) mistakes.push(...(await this.#checkWorkspace(workspace)));
    return mistakes;
  }

  /** A list of all invoices has the first numbers of the register, as many as there were at some instant between question and
   *  answer; one of all workspaces has them all, since they were there from the start. What the store failed to give is named. */
  #listMistakes(attempt: Attempt, workspaces: readonly string[]): string[] {
    const { action, answer, from } = attempt;
    if (action.kind !== "list" || answer?.status !== 200) return [];
    const { items, unreadable = [] }: List = JSON.parse(answer.text);
    if (unreadable.length > 0 && answer.errors === 0) return [`${tell(attempt)}: no fault explains what is unreadable`];
    const told = [...items.map(({ number, id = "" }) => number ?? id), ...unreadable].toSorted();
    const known = action.path.startsWith("/v1/invoices")
      ? this.#history.numbers.map(({ number }) => number).slice(0, Math.min(Math.max(told.length, from), answer.to))
      : workspaces;
    return told.join() === known.toSorted().join() ? [] : [`${tell(attempt)}: that should be ${known.join()}`];
  }

  async #checkWorkspace(workspace: string): Promise<string[]> {
    const mistakes: string[] = [];
    const log = this.#history.workspace(workspace);
    const asked = this.#open.filter(({ action }) => action.workspace === workspace && action.kind !== "steps");
    const writers = new Set(log.map(({ attempt }) => attempt));
    const looks = asked.filter((attempt) => !writers.has(attempt) && isLook(attempt));
    for (const attempt of asked) {
      if (!writers.has(attempt) && !isLook(attempt)) mistakes.push(...this.#checkRepeated(attempt, log));
    }
    let version = this.#versions.get(workspace) ?? 0;
    const unseen = new Set(looks);
    for (;;) {
      for (const attempt of unseen) if (await this.#holdsAt(attempt, version)) unseen.delete(attempt);
      const next = log[version];
      if (next === undefined) break;
      mistakes.push(...(await this.#replay(workspace, next)));
      version++;
    }
    this.#versions.set(workspace, version);
    for (const attempt of unseen)
      mistakes.push(`${tell(attempt)}: that was so at no version from ${attempt.from} to ${attempt.answer?.to}`);
    return mistakes;
  }

  /** Whether the log at `version` answers what was answered. */
  async #holdsAt({ action, from, clocks, answer, ...guard }: Attempt, version: number): Promise<boolean> {
    if (answer === undefined || version < from || version > answer.to) return false;
    const told = versionOf(answer);
    if (told !== undefined && told !== version) return false;
    for (const clock of new Set(clocks)) {
      this.reference.now = clock;
      const expected = await this.reference.look(action, guard);
      if (isSame(expected, answer, action.kind === "read")) return true;
    }
    return false;
  }

  /** Has the reference write the next record by itself, where a request wrote it. */
  async #replay(workspace: string, { version, value, record, attempt }: Written): Promise<string[]> {
    const { reference } = this;
    const key = `workspace:${workspace}:${String(version).padStart(12, "0")}`;
    if (attempt?.action.kind !== "command" || record.by.type === "system") {
      reference.set(key, value);
      return [];
    }
    reference.now = record.at;
    const expected = await reference.ask(attempt.action, attempt);
    const written = reference.get(key);
    if (written !== value) {
      reference.set(key, value);
      return [`${tell(attempt)}: ${key} is ${value}, not ${written ?? `${expected.status} ${expected.text}`}`];
    }
    const { answer } = attempt;
    if (answer === undefined || answer.status >= 500) return [];
    if (answer.to < version) return [`${tell(attempt)}: that was answered before version ${version} was written`];
    if (isSame(expected, answer, false) && versionOf(answer) === version) return [];
    return [`${tell(attempt)}: version ${version} was answered ${expected.text}`];
  }

  /** An idempotency key that was used before gets the answer that was pinned then. */
  #checkRepeated(attempt: Attempt, log: readonly Written[]): string[] {
    const { action, answer } = attempt;
    const key = action.session === undefined ? attempt.key : `${action.session.member} ${attempt.key}`;
    const first = log.find(({ record }) => record.once?.key === key);
    if (first === undefined) return [`${tell(attempt)}: the record of its key is not there`];
    const isAsFirst = pinnedIn(first.record, action.path) === answer?.text && versionOf(answer) === first.version;
    return isAsFirst ? [] : [`${tell(attempt)}: its key was answered otherwise at version ${first.version}`];
  }
}

/** What the record keeps as the answer to its key. The lists of what a directory has changed are read off its events. */
function pinnedIn({ once, events }: Written["record"], path: string): string {
  if (!path.endsWith("/directory")) return JSON.stringify(once?.answer);
  return JSON.stringify({ dryRun: false, changes: allAtOnce(toDirectoryChanges(events)), effect: once?.answer });
}

/** Whether nothing was written for it: a read, a refusal, and a command without a key that changed nothing. */
function isLook({ action, key, answer }: Attempt): boolean {
  return action.kind === "read" || (answer?.status ?? 0) >= 400 || key === undefined;
}

function isSame(expected: Told, answer: Told, withTag: boolean): boolean {
  return (
    expected.status === answer.status && expected.text === answer.text && (!withTag || expected.etag === answer.etag)
  );
}

/** The version that an answer is of; undefined where it has none. */
export function versionOf({ etag }: Told): number | undefined {
  const version = /^"(\d+)\.\d{4}-\d{2}/.exec(etag)?.[1];
  return version === undefined ? undefined : Number(version);
}

/** What no answer may be: an error that nothing explains. */
function unexplained(attempt: Attempt): string[] {
  const { answer } = attempt;
  if (answer === undefined || answer.status < 500) return [];
  const isExplained = answer.errors > 0 && answer.status === 503 && answer.text.includes("store-unavailable");
  return isExplained ? [] : [`${tell(attempt)}: no fault explains that`];
}

export function tell({ id, action: { method, path }, process, answer }: Attempt): string {
  return `#${id} ${method} ${path} at ${process.name} was answered ${answer?.status} ${answer?.text.slice(0, 300)}`;
}
