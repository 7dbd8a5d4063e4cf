import type { MailOutcome, MailSubject, NumberGiven, WorkspaceEvent } from "@seatbook/core";

type LogEntry<E> = { version: number; at: number; events: E[] };
type Issued = { number: string; issuedOn: string };

export type LedgerDraft = {
  version: number;
  type: "invoice" | "credit-note";
  month: string;
  licenseModel: "team" | "user";
  gross: number;
  corrects: string | undefined;
  issued: (Issued & { version: number })[];
};

export type LedgerMail = {
  id: string;
  version: number;
  to: string;
  about: MailSubject;
  started: number[];
  /** `isLast`: no other attempt follows by itself. */
  ended: { attempt: number; outcome: MailOutcome; isLast: boolean }[];
};

/** One workspace as its raw log tells it. */
export type WorkspaceLedger = {
  id: string;
  closed: { month: string; isBilled: boolean }[];
  drafts: LedgerDraft[];
  /** Numbers, as often as they were canceled or paid. */
  canceled: string[];
  paid: string[];
  mails: LedgerMail[];
  /** The addresses at each version. */
  mailboxAt: string[][];
  mailboxChanges: number;
};

/** What is in a store, read off the raw keys by nothing but this file: a second opinion on what the servers make of it. */
export type Ledger = {
  /** In the order of the register's log. */
  numbers: NumberGiven[];
  workspaces: WorkspaceLedger[];
  /** What makes the logs no logs. */
  mistakes: string[];
};

export function readLedger(data: ReadonlyMap<string, string>): Ledger {
  const mistakes: string[] = [];
  const logs = readLogs(data, mistakes);
  const ledger: Ledger = { numbers: [], workspaces: [], mistakes };
  for (const [name, entries] of logs) {
    const [kind, id] = name.split(":");
    // oxlint-disable typescript/no-unsafe-type-assertion -- the events that the servers write to these logs
    if (kind === "register") ledger.numbers = (entries as LogEntry<NumberGiven>[]).flatMap(({ events }) => events);
    if (kind === "workspace" && id !== undefined) {
      ledger.workspaces.push(foldWorkspace(id, entries as LogEntry<WorkspaceEvent>[]));
    }
    // oxlint-enable typescript/no-unsafe-type-assertion
  }
  return ledger;
}

/** All logs by name, each from version 1 on. */
function readLogs(data: ReadonlyMap<string, string>, mistakes: string[]): Map<string, LogEntry<unknown>[]> {
  const logs = new Map<string, LogEntry<unknown>[]>();
  for (const key of [...data.keys()].toSorted()) {
    const [, name, version] = /^(.*):(\d{12})$/.exec(key) ?? [];
    if (name === undefined) continue;
    const log = logs.get(name) ?? [];
    logs.set(name, log);
    const record = parse(data.get(key) ?? "");
    if (Number(version) !== log.length + 1) mistakes.push(`${name} has no version ${log.length + 1}`);
    if (record.at < (log.at(-1)?.at ?? 0)) mistakes.push(`${name} goes back in time at ${version}`);
    log.push({ version: Number(version), ...record });
  }
  return logs;
}

const parsed = new Map<string, { at: number; events: unknown[] }>();

const mostParsed = 20_000;

/** Thousands of histories have most of their records in common. */
function parse(text: string): { at: number; events: unknown[] } {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= mostParsed) parsed.clear();
  const record: { at: number; events: unknown[] } = JSON.parse(text);
  parsed.set(text, record);
  return record;
}

function foldWorkspace(id: string, entries: readonly LogEntry<WorkspaceEvent>[]): WorkspaceLedger {
  const ledger: WorkspaceLedger = {
    id,
    closed: [],
    drafts: [],
    canceled: [],
    paid: [],
    mails: [],
    mailboxAt: [[]],
    mailboxChanges: 0,
  };
  for (const { version, events } of entries) {
    ledger.mailboxAt[version] = ledger.mailboxAt[version - 1] ?? [];
    for (const event of events) foldEvent(ledger, version, event);
  }
  return ledger;
}

function foldEvent(ledger: WorkspaceLedger, version: number, event: WorkspaceEvent): void {
  switch (event.type) {
    case "WorkspaceCreated":
    case "WorkspaceChanged":
      ledger.mailboxAt[version] = event.profile.mailbox ?? [];
      break;
    case "MailboxChanged":
      ledger.mailboxAt[version] = event.mailbox;
      ledger.mailboxChanges++;
      break;
    case "MonthClosed":
      ledger.closed.push({ month: event.month, isBilled: event.net.minor > 0 });
      break;
    case "InvoiceDrafted": {
      const { type, month, licenseModel, gross, corrects } = event.invoice;
      ledger.drafts.push({ version, type, month, licenseModel, gross, corrects: corrects?.number, issued: [] });
      break;
    }
    case "InvoiceIssued": {
      const { draft, number, issuedOn } = event;
      ledger.drafts.find((each) => each.version === draft)?.issued.push({ number, issuedOn, version });
      break;
    }
    case "InvoiceCanceled":
      ledger.canceled.push(event.number);
      break;
    case "InvoicePaid":
      ledger.paid.push(event.number);
      break;
    case "MailQueued":
      ledger.mails.push({ id: event.mail, version, to: event.to, about: event.about, started: [], ended: [] });
      break;
    case "MailAttemptStarted":
      mailOf(ledger, event.mail)?.started.push(event.attempt);
      break;
    case "MailAttemptEnded":
      mailOf(ledger, event.mail)?.ended.push({
        attempt: event.attempt,
        outcome: event.outcome,
        isLast: event.retryAt === undefined,
      });
      break;
  }
}

function mailOf({ mails }: WorkspaceLedger, id: string): LedgerMail | undefined {
  return mails.find((mail) => mail.id === id);
}

export function workspaceIn({ workspaces }: Ledger, id: string): WorkspaceLedger {
  const found = workspaces.find((workspace) => workspace.id === id);
  if (!found) throw new Error(`there is no workspace ${id}`);
  return found;
}

/** The numbers of a month's invoices that were not canceled, "" for one that has none yet. */
export function standingNumbers({ drafts, canceled }: WorkspaceLedger, month: string): string[] {
  return drafts
    .filter((draft) => draft.type === "invoice" && draft.month === month)
    .map(({ issued }) => issued[0]?.number ?? "")
    .filter((number) => !canceled.includes(number));
}

export function wasAccepted({ ended }: LedgerMail): boolean {
  return ended.some(({ outcome }) => outcome === "accepted");
}

/** The mail of that id. */
export function mailIn(
  ledger: Ledger,
  { workspace, mail }: { workspace: string; mail: string },
): LedgerMail | undefined {
  const found = ledger.workspaces.find(({ id }) => id === workspace);
  return found && mailOf(found, mail);
}

/** What was begun and has not come to its end. */
export function unfinishedIn(ledger: Ledger): string[] {
  return ledger.workspaces.flatMap((workspace) => [
    ...workspace.drafts
      .filter(({ issued }) => issued.length === 0)
      .map(({ version }) => `${workspace.id}: the workspace does not know the number of draft ${version}`),
    ...workspace.mails
      .filter((mail) => !wasAccepted(mail))
      .map(({ id }) => `${workspace.id}: mail ${id} was not noted as accepted`),
  ]);
}

/** Closed months with something to bill that have no invoice, because details are missing or it was canceled. */
export function unbilledIn(ledger: Ledger): string[] {
  return ledger.workspaces.flatMap((workspace) =>
    workspace.closed
      .filter(({ month, isBilled }) => isBilled && standingNumbers(workspace, month).length === 0)
      .map(({ month }) => `${workspace.id}: ${month} has no invoice`),
  );
}

/** Mails that no attempt follows for, though nobody has accepted them: there are none where no receiving server refuses any. */
export function givenUpIn({ workspaces }: Ledger): string[] {
  return workspaces.flatMap(({ id, mails }) =>
    mails
      .filter((mail) => !wasAccepted(mail) && mail.ended.some(({ isLast }) => isLast))
      .map((mail) => `${id}: mail ${mail.id} was given up`),
  );
}

/** What must hold at every instant, crash or not, as sentences about where it does not. */
export function mistakesIn(ledger: Ledger): string[] {
  return [
    ...ledger.mistakes,
    ...numberMistakes(ledger.numbers),
    ...mappingMistakes(ledger),
    ...ledger.workspaces.flatMap((workspace) =>
      [...monthMistakes(workspace), ...cancelMistakes(workspace), ...mailMistakes(workspace)].map(
        (mistake) => `${workspace.id}: ${mistake}`,
      ),
    ),
  ];
}

/** R11. */
function numberMistakes(numbers: readonly NumberGiven[]): string[] {
  const mistakes: string[] = [];
  const counts = new Map<string, number>();
  let before = "";
  for (const { number, issuedOn } of numbers) {
    const year = issuedOn.slice(0, 4);
    const count = (counts.get(year) ?? 0) + 1;
    counts.set(year, count);
    const expected = `${year}-${String(count).padStart(6, "0")}`;
    if (number !== expected) mistakes.push(`the register gave ${number} where ${expected} was next`);
    if (issuedOn < before) mistakes.push(`${number} is dated before the number before it`);
    before = issuedOn;
  }
  const drafts = numbers.map(({ workspace, draft }) => `draft ${draft} of ${workspace}`);
  return [...mistakes, ...repeated(drafts).map((draft) => `${draft} has two numbers`)];
}

/** What the register gave and what the workspaces know is the same. A number that a workspace does not know yet is none. */
function mappingMistakes({ numbers, workspaces }: Ledger): string[] {
  const given = new Map(
    numbers.map(({ number, workspace, draft, issuedOn }) => [number, [workspace, draft, issuedOn]]),
  );
  const mistakes: string[] = [];
  for (const { id, drafts } of workspaces) {
    for (const { version, issued } of drafts) {
      if (issued.length > 1) mistakes.push(`${id}: draft ${version} was issued ${issued.length} times`);
      for (const { number, issuedOn } of issued) {
        if (JSON.stringify(given.get(number)) === JSON.stringify([id, version, issuedOn])) continue;
        mistakes.push(`${id}: draft ${version} bears ${number} of ${issuedOn}, which the register did not give it`);
      }
    }
  }
  for (const { number, workspace, draft } of numbers) {
    const owner = workspaces.find(({ id }) => id === workspace);
    if (!owner?.drafts.some(({ version }) => version === draft)) mistakes.push(`${number} was given to no draft`);
  }
  return mistakes;
}

/** R10: a month is closed once, in order, and has one invoice that stands; one without licenses has none. */
function monthMistakes(workspace: WorkspaceLedger): string[] {
  const months = workspace.closed.map(({ month }) => month);
  const mistakes = repeated(months).map((month) => `${month} was closed twice`);
  if (months.join() !== months.toSorted().join()) mistakes.push("months were closed out of order");
  for (const { month, isBilled } of workspace.closed) {
    const standing = standingNumbers(workspace, month);
    if (standing.length > 1) mistakes.push(`${month} has the invoices ${standing.join(" and ")}`);
    if (!isBilled && standing.length > 0) mistakes.push(`${month} has an invoice over nothing`);
  }
  for (const { month } of workspace.drafts) {
    if (!months.includes(month)) mistakes.push(`${month} has an invoice and is not closed`);
  }
  return mistakes;
}

function cancelMistakes({ drafts, canceled, paid }: WorkspaceLedger): string[] {
  const mistakes = [
    ...repeated(canceled).map((number) => `${number} was canceled twice`),
    ...repeated(paid).map((number) => `${number} was paid twice`),
  ];
  const creditNotes = drafts.filter(({ type }) => type === "credit-note");
  for (const number of canceled) {
    const invoice = drafts.find(({ issued }) => issued[0]?.number === number);
    const corrections = creditNotes.filter(({ corrects }) => corrects === number);
    if (corrections.length !== 1) mistakes.push(`${number} is canceled by ${corrections.length} credit notes`);
    if (corrections[0]?.gross !== invoice?.gross) mistakes.push(`${number} is not canceled as a whole`);
  }
  for (const { version, corrects } of creditNotes) {
    if (!canceled.includes(corrects ?? "")) mistakes.push(`credit note ${version} cancels what is not canceled`);
  }
  return mistakes;
}

/** R12: whatever is billed by user license goes to each address of the mailbox, once, as it is issued. */
function mailMistakes({ drafts, mails, mailboxAt }: WorkspaceLedger): string[] {
  const mistakes: string[] = [];
  for (const { version: draft, licenseModel, issued } of drafts) {
    const [first] = issued;
    if (!first) continue;
    const expected = licenseModel === "user" ? mailboxAt[first.version] : [];
    const queued = mails.filter(
      ({ version, about }) => about.kind === "invoice" && about.draft === draft && version === first.version,
    );
    if (queued.map(({ to }) => to).join() === expected?.join()) continue;
    mistakes.push(`${first.number} is not mailed to ${expected?.join(" and ")}`);
  }
  mistakes.push(...repeated(mails.map(({ id }) => id)).map((id) => `two mails are known as ${id}`));
  for (const mail of mails) mistakes.push(...attemptMistakes(mail));
  return mistakes;
}

function attemptMistakes({ id, started, ended }: LedgerMail): string[] {
  const mistakes: string[] = [];
  if (started.some((attempt, index) => attempt !== index + 1))
    mistakes.push(`mail ${id} was tried as ${started.join()}`);
  const attempts = ended.map(({ attempt }) => attempt);
  mistakes.push(...repeated(attempts).map((attempt) => `attempt ${attempt} of mail ${id} ended twice`));
  if (attempts.some((attempt) => !started.includes(attempt))) mistakes.push(`mail ${id} ended what was not begun`);
  const accepted = ended.filter(({ outcome }) => outcome === "accepted").length;
  if (accepted > 1) mistakes.push(`mail ${id} was noted as accepted ${accepted} times`);
  return mistakes;
}

/** Each value that occurs more than once. */
function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
