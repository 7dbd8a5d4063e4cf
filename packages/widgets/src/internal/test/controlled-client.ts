import { createFakeClient, type FakeClientOptions } from "../../client/fake-client.ts";
import type { SeatbookClient } from "../../client/client.ts";

export type Method = keyof SeatbookClient;

interface Waiting {
  method: Method;
  answer: () => void;
}

/** A fake client whose answers a test holds back, lets through or replaces by failures. */
export class ControlledClient {
  /** Without the signals: one that was aborted knows who did it, and would keep a widget in memory. */
  readonly calls: { method: Method; args: unknown[] }[] = [];
  readonly #held = new Set<Method>();
  readonly #failing = new Map<Method, unknown>();
  #waiting: Waiting[] = [];
  readonly client: SeatbookClient;

  constructor(options?: FakeClientOptions, fake = createFakeClient(options)) {
    const control = <A extends unknown[], R>(method: Method, run: (...args: A) => Promise<R>) => {
      return (...args: A): Promise<R> => {
        this.calls.push({ method, args: args.filter((each) => !(each instanceof AbortSignal)) });
        if (this.#failing.has(method)) return Promise.reject(this.#failing.get(method));
        if (!this.#held.has(method)) return run(...args);
        return new Promise<R>((resolve) => {
          const call: Waiting = {
            method,
            answer: () => {
              this.#waiting = this.#waiting.filter((each) => each !== call);
              resolve(run(...args));
            },
          };
          this.#waiting.push(call);
        });
      };
    };
    this.client = {
      summary: control("summary", fake.summary.bind(fake)),
      members: control("members", fake.members.bind(fake)),
      member: control("member", fake.member.bind(fake)),
      removeMember: control("removeMember", fake.removeMember.bind(fake)),
      restoreMember: control("restoreMember", fake.restoreMember.bind(fake)),
      inactiveMembers: control("inactiveMembers", fake.inactiveMembers.bind(fake)),
      removeInactiveMembers: control("removeInactiveMembers", fake.removeInactiveMembers.bind(fake)),
      teams: control("teams", fake.teams.bind(fake)),
      archiveTeam: control("archiveTeam", fake.archiveTeam.bind(fake)),
      unarchiveTeam: control("unarchiveTeam", fake.unarchiveTeam.bind(fake)),
      preview: control("preview", fake.preview.bind(fake)),
      months: control("months", fake.months.bind(fake)),
      exportLicenses: control("exportLicenses", fake.exportLicenses.bind(fake)),
      invoices: control("invoices", fake.invoices.bind(fake)),
      invoiceFile: control("invoiceFile", fake.invoiceFile.bind(fake)),
      sendInvoice: control("sendInvoice", fake.sendInvoice.bind(fake)),
      billingDetails: control("billingDetails", fake.billingDetails.bind(fake)),
      saveBillingDetails: control("saveBillingDetails", fake.saveBillingDetails.bind(fake)),
      mailbox: control("mailbox", fake.mailbox.bind(fake)),
      changeMailbox: control("changeMailbox", fake.changeMailbox.bind(fake)),
      resendMailboxConfirmation: control("resendMailboxConfirmation", fake.resendMailboxConfirmation.bind(fake)),
      withdrawMailboxChange: control("withdrawMailboxChange", fake.withdrawMailboxChange.bind(fake)),
    };
  }

  /** From now on these wait for the test. */
  hold(...methods: Method[]): void {
    for (const method of methods) this.#held.add(method);
  }

  /** The calls of `method` that wait, oldest first. */
  waiting(method: Method): Waiting[] {
    return this.#waiting.filter((call) => call.method === method);
  }

  /** Answers everything that waits, and holds nothing any more. */
  release(): void {
    this.#held.clear();
    for (const { answer } of this.#waiting) answer();
  }

  fail(method: Method, error: unknown): void {
    this.#failing.set(method, error);
  }

  recover(): void {
    this.#failing.clear();
  }

  count(method: Method): number {
    return this.calls.filter((call) => call.method === method).length;
  }
}
