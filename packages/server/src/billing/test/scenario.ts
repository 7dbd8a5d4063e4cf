import { memory } from "@seatbook/storage";
import type { Invoice, MonthItem, PendingRun } from "../../contract/types.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../../test/test-server.ts";
import { type Ledger, standingNumbers, workspaceIn } from "./ledger.ts";

/** What a server is asked to do. That it says it did is a promise that no crash may take back. */
export type Action = {
  /** Absent where it is what a server's scheduler does by itself. `key`: Idempotency-Key. */
  request?: { method: "POST" | "PUT"; path: string; body?: unknown; key?: string };
  /** What of the promise does not hold, as a sentence. @param answer JSON. */
  broken: (answer: string, ledger: Ledger) => string | undefined;
};

/** What is asked at about the same time. `to`: which server gets it, where there are fewer it goes around. */
export type Phase = { at: string; requests: (ledger: Ledger) => { to: number; action: Action }[] };

/** `unbilled`: what `unbilledIn` the ledger says in the end. */
export type Scenario = { start: ReadonlyMap<string, string>; phases: readonly Phase[]; unbilled: string[] };

/** December of five workspaces, closed around the turn of the year: by itself, with all others and by the scheduler, often
 *  by several servers at once. Two canceled invoices are issued again; one waits for details, and is canceled for good. */
export async function wholeStory(): Promise<Scenario> {
  const start = new Map<string, string>();
  await create(start, "2026-11-05T09:00:00Z", {
    york: { ...billedBody, licenseModel: "team", timeZone: "America/New_York" },
  });
  const server = await create(start, "2026-12-05T09:00:00Z", {
    berlin: billedBody,
    duo: { ...billedBody, mailbox: ["ap@duo.example", "slow@duo.example"], timeZone: "Europe/Paris" },
    late: { mailbox: ["ap@late.example"], timeZone: "Europe/London" },
    idle: billedBody,
  });
  await server.operator.post("/v1/invoices/2026-000001/cancel", { reason: "Wrong address" });
  await server.idle();
  return {
    start,
    phases: [
      {
        // In Berlin and Paris the year has ended. In New York it has not, where November is invoiced again.
        at: "2026-12-31T23:30:00Z",
        requests: () => [
          { to: 0, action: close("berlin", "2026-12", "close berlin") },
          { to: 1, action: closeAll("2026-12") },
          { to: 2, action: invoiceAgain("york", "2026-11") },
          { to: 2, action: close("duo", "2026-12", "close duo") },
        ],
      },
      { at: "2027-01-01T12:00:00Z", requests: () => everyScheduler },
      {
        at: "2027-01-02T09:00:00Z",
        requests: () => [
          { to: 0, action: run },
          { to: 1, action: giveDetails("late") },
          { to: 2, action: schedule },
        ],
      },
      {
        at: "2027-01-03T09:00:00Z",
        // Who got no answer asks another server, while the first one is still at it.
        requests: (ledger) =>
          [0, 1].map((to) => ({ to, action: cancel("berlin", numberIn(ledger, "berlin", "2026-12")) })),
      },
      {
        at: "2027-01-04T09:00:00Z",
        requests: (ledger) => {
          const number = numberIn(ledger, "duo", "2026-12");
          return [
            { to: 0, action: invoiceAgain("berlin", "2026-12") },
            { to: 1, action: pay("duo", number) },
            { to: 2, action: sendAgain("duo", number) },
            { to: 0, action: shrinkMailbox("duo", "ap@duo.example") },
            { to: 1, action: invoiceAgain("berlin", "2026-12") },
            { to: 0, action: cancel("late", numberIn(ledger, "late", "2026-12")) },
          ];
        },
      },
    ],
    unbilled: ["late: 2026-12 has no invoice"],
  };
}

/** One month of one workspace, one mail: closed by the scheduler of every server. */
export async function oneMonth(): Promise<Scenario> {
  const start = new Map<string, string>();
  await create(start, "2026-12-05T09:00:00Z", { berlin: billedBody });
  return { start, phases: [{ at: "2027-01-01T09:00:00Z", requests: () => everyScheduler }], unbilled: [] };
}

/** After it, when every scheduler has seen that nothing is left to do, one server alone is asked to cancel the invoice. */
export async function oneCancellation(): Promise<Scenario> {
  const { start, phases } = await oneMonth();
  return {
    start,
    phases: [
      ...phases,
      { at: "2027-01-02T09:00:00Z", requests: () => everyScheduler },
      {
        at: "2027-01-03T09:00:00Z",
        requests: (ledger) => [{ to: 0, action: cancel("berlin", numberIn(ledger, "berlin", "2026-12")) }],
      },
    ],
    unbilled: ["berlin: 2026-12 has no invoice"],
  };
}

/** A closed month waits for details, one server is given them, and the invoice is canceled for good. */
export async function lateDetails(): Promise<Scenario> {
  const start = new Map<string, string>();
  await create(start, "2026-12-05T09:00:00Z", { late: { mailbox: ["ap@late.example"], timeZone: "Europe/London" } });
  return {
    start,
    phases: [
      { at: "2027-01-01T09:00:00Z", requests: () => everyScheduler },
      { at: "2027-01-02T09:00:00Z", requests: () => [{ to: 1, action: giveDetails("late") }] },
      {
        at: "2027-01-03T09:00:00Z",
        requests: (ledger) => [{ to: 0, action: cancel("late", numberIn(ledger, "late", "2026-12")) }],
      },
    ],
    unbilled: ["late: 2026-12 has no invoice"],
  };
}

/** Workspaces with two people in a team, "idle" with nobody. Months that have ended by then are closed first. */
async function create(data: Map<string, string>, now: string, workspaces: Record<string, object>): Promise<TestServer> {
  const server = new TestServer({ driver: memory({ data }), seller: sellerSetup, now });
  await server.scheduler.run();
  for (const [id, differing] of Object.entries(workspaces)) {
    await server.operator.put(`/v1/workspaces/${id}`, { ...workspaceBody, ...differing });
    if (id === "idle") continue;
    const members = ["ana", "bo"].map((name) => ({ id: name, name, email: `${name}@${id}.example`, teams: ["t"] }));
    await server.operator.put(`/v1/workspaces/${id}/directory`, { teams: [{ id: "t", name: "Design" }], members });
  }
  await server.idle();
  return server;
}

const schedule: Action = { broken: brokenRun };

const run: Action = { request: { method: "POST", path: "/v1/pending/run" }, broken: brokenRun };

const everyScheduler = [0, 1, 2].map((to) => ({ to, action: schedule }));

function brokenRun(answer: string, ledger: Ledger): string | undefined {
  const { closed, issued }: PendingRun = JSON.parse(answer);
  const lost = [
    ...closed.filter((each) => !isClosed(ledger, each.workspace, each.month)).map((each) => JSON.stringify(each)),
    ...issued.filter((each) => !isIssued(ledger, each.workspace, each.number)).map((each) => JSON.stringify(each)),
  ];
  return lost.length > 0 ? `what a run did is not there: ${lost.join(", ")}` : undefined;
}

function close(workspace: string, month: string, key: string): Action {
  return {
    request: {
      method: "POST",
      path: `/v1/workspaces/${workspace}/months/${month}/close`,
      key,
    },
    broken(answer, ledger) {
      const { status, invoice = "" }: MonthItem = JSON.parse(answer);
      const holds = status === "closed" && isClosed(ledger, workspace, month) && isIssued(ledger, workspace, invoice);
      return holds ? undefined : `the close of ${month} of ${workspace} with invoice "${invoice}" was lost`;
    },
  };
}

function closeAll(month: string): Action {
  return {
    request: {
      method: "POST",
      path: `/v1/months/${month}/close`,
      key: `close ${month}`,
    },
    broken(answer, ledger) {
      const { closed }: { closed: string[] } = JSON.parse(answer);
      const lost = closed.filter((id) => !isClosed(ledger, id, month));
      return lost.length > 0 ? `the close of ${month} of ${lost.join(" and ")} was lost` : undefined;
    },
  };
}

function giveDetails(workspace: string): Action {
  const { tax, customer } = billedBody;
  return {
    request: {
      method: "PUT",
      path: `/v1/workspaces/${workspace}`,
      body: { ...workspaceBody, mailbox: ["ap@late.example"], timeZone: "Europe/London", tax, customer },
      key: "details",
    },
    // That they are there shows in the invoices.
    broken: () => undefined,
  };
}

function cancel(workspace: string, number: string): Action {
  return {
    request: {
      method: "POST",
      path: `/v1/invoices/${number}/cancel`,
      body: { reason: "Wrong address" },
      key: `cancel ${number}`,
    },
    broken(answer, ledger) {
      const { number: creditNote, corrects }: Invoice = JSON.parse(answer);
      const { drafts } = workspaceIn(ledger, workspace);
      const found = drafts.find(({ issued }) => issued[0]?.number === creditNote);
      const holds = corrects === number && found?.type === "credit-note" && found.corrects === number;
      return holds ? undefined : `the credit note ${creditNote} of ${number} was lost`;
    },
  };
}

function invoiceAgain(workspace: string, month: string): Action {
  return {
    request: {
      method: "POST",
      path: `/v1/workspaces/${workspace}/months/${month}/invoice`,
      key: `invoice ${workspace} again`,
    },
    broken(answer, ledger) {
      const { number }: Invoice = JSON.parse(answer);
      const holds = standingNumbers(workspaceIn(ledger, workspace), month).join() === number;
      return holds ? undefined : `the second invoice ${number} of ${month} was lost`;
    },
  };
}

function pay(workspace: string, number: string): Action {
  return {
    request: {
      method: "POST",
      path: `/v1/invoices/${number}/payments`,
      body: { paidOn: "2027-01-03" },
      key: "pay",
    },
    broken: (_, ledger) =>
      workspaceIn(ledger, workspace).paid.join() === number ? undefined : `the payment of ${number} was lost`,
  };
}

function sendAgain(workspace: string, number: string): Action {
  return {
    request: {
      method: "POST",
      path: `/v1/workspaces/${workspace}/invoices/${number}/send`,
      key: "send again",
    },
    broken(_, ledger) {
      const { drafts, mails } = workspaceIn(ledger, workspace);
      const draft = drafts.find(({ issued }) => issued[0]?.number === number);
      const records = new Set(
        mails
          .filter(({ about }) => about.kind === "invoice" && about.draft === draft?.version)
          .map(({ version }) => version),
      );
      return records.size === 2 ? undefined : `${number} was mailed ${records.size} times, not twice`;
    },
  };
}

function shrinkMailbox(workspace: string, address: string): Action {
  return {
    request: {
      method: "PUT",
      path: `/v1/workspaces/${workspace}/mailbox`,
      body: { mailbox: [address] },
      key: "mailbox",
    },
    broken: (_, ledger) =>
      workspaceIn(ledger, workspace).mailboxChanges === 1 ? undefined : "the mailbox was not changed once",
  };
}

function numberIn(ledger: Ledger, workspace: string, month: string): string {
  const [number = ""] = standingNumbers(workspaceIn(ledger, workspace), month);
  if (number === "") throw new Error(`${month} of ${workspace} has no number`);
  return number;
}

function isClosed(ledger: Ledger, workspace: string, month: string): boolean {
  return workspaceIn(ledger, workspace).closed.some((closed) => closed.month === month);
}

function isIssued(ledger: Ledger, workspace: string, number: string): boolean {
  return workspaceIn(ledger, workspace).drafts.some(({ issued }) => issued.some((each) => each.number === number));
}
