import { type CountingRule, encodeState } from "@seatbook/core";
import { memory } from "@seatbook/storage";
import {
  type Ledger,
  mistakesIn,
  readLedger,
  standingNumbers,
  workspaceIn,
} from "../packages/server/src/billing/test/ledger.ts";
import type {
  Invoice,
  MonthItem,
  MonthLicenses,
  PendingItem,
  WorkspaceSummary,
} from "../packages/server/src/contract/types.ts";
import { noProgress } from "../packages/server/src/store/progress.ts";
import { verifyStore } from "../packages/server/src/verify/verify.ts";
import { Answers, tell } from "./answers.ts";
import type { Cluster, Server } from "./cluster.ts";
import { countMistakes } from "./counts.ts";
import type { History } from "./history.ts";
import { mailMistakes, outboxMistakes } from "./mails.ts";
import type { PostOffice } from "./post-office.ts";
import type { Random } from "./random.ts";
import { ask } from "./request.ts";
import type { SimulatedStore } from "./store.ts";
import type { WallClock } from "./wall-clock.ts";

type SellerInvoices = { items: { number: string; workspace: string }[] };

export type InvariantsOptions = {
  random: Random;
  history: History;
  /** The store as it is. */
  data: ReadonlyMap<string, string>;
  cluster: Cluster;
  store: SimulatedStore;
  clock: WallClock;
  office: PostOffice | undefined;
  customers: readonly string[];
  rule: CountingRule;
};

/** What must hold, whatever went wrong. */
export class Invariants {
  readonly #options: InvariantsOptions;
  readonly #answers: Answers;
  /** What was seen of what never changes, by path. */
  readonly #frozen = new Map<string, string>();
  /** The first answer of each idempotency key. */
  readonly #byKey = new Map<string, string>();
  #looked = 0;

  private constructor(options: InvariantsOptions, answers: Answers) {
    this.#options = options;
    this.#answers = answers;
  }

  static async start(options: InvariantsOptions): Promise<Invariants> {
    return new Invariants(options, await Answers.start(options.history, options.rule));
  }

  get ledger(): Ledger {
    return readLedger(this.#options.data);
  }

  /** At any instant, also right after a death. */
  always(): string[] {
    const { history, cluster, store, office } = this.#options;
    const { ledger } = this;
    return [
      ...history.mistakes,
      ...cluster.mistakes,
      ...store.mistakes,
      ...mistakesIn(ledger),
      ...(office ? mailMistakes(ledger, history, office) : outboxMistakes(ledger, history)),
    ];
  }

  /** When nothing is under way and nothing is left to do. */
  async afterRecovery(): Promise<string[]> {
    const { customers, history, cluster, random } = this.#options;
    const mistakes = [...this.always(), ...this.#brokenPromises(), ...unbilled(this.ledger, history)];
    const created = customers.filter((id) => history.workspace(id).length > 0);
    mistakes.push(...(await this.#answers.check(created)));
    for (const server of cluster.living) mistakes.push(...(await this.#stateMistakes(server, created)));
    mistakes.push(...(await this.#figureMistakes(random.pick(cluster.living), created)));
    return mistakes;
  }

  /** `seatbook verify` finds nothing wrong with the store. */
  async inTheEnd(): Promise<string[]> {
    const { findings } = await verifyStore(memory({ data: new Map(this.#options.data) }), noProgress);
    return findings.map((finding) => `the store is found to be wrong: ${JSON.stringify(finding)}`);
  }

  /** What was promised by an answer is there, and a key has one answer. */
  #brokenPromises(): string[] {
    const { history } = this.#options;
    const { ledger } = this;
    const mistakes: string[] = [];
    for (const attempt of history.attempts.slice(this.#looked)) {
      const { action, answer, key } = attempt;
      if (answer?.status !== 200) continue;
      const broken = action.broken?.(answer.text, ledger, history);
      if (broken !== undefined) mistakes.push(`${tell(attempt)}: ${broken}`);
      if (key === undefined) continue;
      const first = this.#byKey.get(key) ?? answer.text;
      this.#byKey.set(key, first);
      if (first !== answer.text) mistakes.push(`${tell(attempt)}: its key was answered ${first} before`);
    }
    this.#looked = history.attempts.length;
    return mistakes;
  }

  /** Every server that lives knows the same, and it is what the logs say. */
  async #stateMistakes(server: Server, workspaces: readonly string[]): Promise<string[]> {
    const { clock } = this.#options;
    const { reference } = this.#answers;
    const { name } = server.process;
    const mistakes: string[] = [];
    const ready = await ask(server, { method: "GET", path: "/readyz" });
    if (ready.status !== 200) mistakes.push(`${name} is well and says that it is not ready: ${ready.text}`);
    reference.now = clock.of(server.process);
    for (const id of workspaces) {
      const ours = JSON.stringify(encodeState((await server.workspaces.open(id)).state));
      const theirs = JSON.stringify(encodeState(await reference.state(id)));
      if (ours !== theirs) mistakes.push(`${name} has ${id} as ${ours}, and a fold of its log gives ${theirs}`);
      for (const rest of ["", "/members?limit=200", "/teams?limit=200", "/months", "/invoices?limit=200"]) {
        const look = { method: "GET", path: `/v1/workspaces/${id}${rest}` } as const;
        const [told, expected] = [await ask(server, look), await reference.look(look)];
        if (told.text === expected.text) continue;
        mistakes.push(`${name} answers ${told.text} to ${look.path}, not ${expected.text}`);
      }
    }
    return mistakes;
  }

  /** What a server tells is what the slow count and the raw logs say, and what is closed stays as it was. */
  async #figureMistakes(server: Server, workspaces: readonly string[]): Promise<string[]> {
    const { clock, history, rule } = this.#options;
    const { ledger } = this;
    const mistakes: string[] = [];
    const get = async (path: string): Promise<string> => {
      const { status, text } = await ask(server, { method: "GET", path });
      if (status !== 200) mistakes.push(`${server.process.name} answers ${status} ${text} to ${path}`);
      return text;
    };
    const listed: SellerInvoices = JSON.parse(await get("/v1/invoices?limit=200"));
    const given = ledger.numbers.map(({ number, workspace }) => `${number} of ${workspace}`).toReversed();
    const told = listed.items.map(({ number, workspace }) => `${number} of ${workspace}`);
    if (told.join() !== given.slice(0, 200).join())
      mistakes.push(`the invoices are ${told.join()}, not ${given.join()}`);
    const pending: { items: PendingItem[] } = JSON.parse(await get("/v1/pending?limit=200"));
    for (const item of pending.items) {
      if (!forPeople.includes(item.kind)) mistakes.push(`something is pending: ${JSON.stringify(item)}`);
    }
    for (const id of workspaces) {
      const path = `/v1/workspaces/${id}`;
      const summary: WorkspaceSummary = JSON.parse(await get(path));
      const months: MonthItem[] = JSON.parse(await get(`${path}/months`));
      const licenses: MonthLicenses[] = [];
      for (const { month, status, invoice } of months) {
        const list: MonthLicenses = JSON.parse(await get(`${path}/months/${month}/licenses`));
        licenses.push(list);
        if (status !== "closed") continue;
        mistakes.push(...this.#changed(`the licenses of ${month} of ${id}`, JSON.stringify(list.items)));
        mistakes.push(
          ...this.#changed(`the export of ${month} of ${id}`, await get(`${path}/months/${month}/licenses.csv`)),
        );
        const [standing] = standingNumbers(workspaceIn(ledger, id), month);
        if (invoice !== standing)
          mistakes.push(`${month} of ${id} is told to have the invoice ${invoice}, not ${standing}`);
      }
      mistakes.push(...countMistakes(history, id, { summary, months, licenses }, rule, clock.of(server.process)));
      for (const { issued } of workspaceIn(ledger, id).drafts) {
        const [first] = issued;
        if (!first) continue;
        const invoice: Invoice = JSON.parse(await get(`${path}/invoices/${first.number}`));
        const { status: _, paidOn: __, creditNote: ___, mails: ____, ...frozen } = invoice;
        mistakes.push(...this.#changed(`the invoice ${first.number}`, JSON.stringify(frozen)));
      }
    }
    return mistakes;
  }

  /** What was said once is said for ever (R10). */
  #changed(what: string, text: string): string[] {
    const before = this.#frozen.get(what) ?? text;
    this.#frozen.set(what, before);
    return before === text ? [] : [`${what} was ${before} and is ${text}`];
  }
}

/** What nobody but a person can bring to its end. */
const forPeople: PendingItem["kind"][] = ["billing-details-missing", "mailbox-missing", "mail-failed"];

/** Closed months that should have an invoice that stands, and have none. */
function unbilled(ledger: Ledger, history: History): string[] {
  return ledger.workspaces.flatMap((workspace) => {
    const { id, closed, drafts, canceled } = workspace;
    if (!hasDetails(history, id)) return [];
    const wasCanceled = (month: string): boolean =>
      drafts.some((each) => each.month === month && canceled.includes(each.issued[0]?.number ?? ""));
    return closed
      .filter(
        ({ month, isBilled }) => isBilled && !wasCanceled(month) && standingNumbers(workspace, month).length === 0,
      )
      .map(({ month }) => `${id}: ${month} has no invoice`);
  });
}

/** Whether it is known by now whom the invoices are for. */
function hasDetails(history: History, id: string): boolean {
  return history
    .workspace(id)
    .some(({ record: { events } }) => events.some((event) => "profile" in event && event.profile.tax !== undefined));
}
