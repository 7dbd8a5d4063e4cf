import type { InactiveMembers, InvoiceItem, MonthItem, OutboxMail, Page } from "@seatbook/server";
import type { Person } from "./people.ts";
import type { SeatbookApi } from "./seatbook-api.ts";

/** Someone at the company, in the teams of the moment that is being told. */
export type Colleague = Person & { role: "owner" | "admin" | "member"; teams: string[] };

/** One thing that happens, at an instant (epoch ms). */
export type Step = { at: number; run: (api: SeatbookApi) => Promise<unknown> };

/** Whom the invoices are addressed to, as `PUT …/billing-details` takes it. */
export type Customer = {
  name: string;
  address: { line1: string; postalCode: string; city: string; country: string };
  vatId?: string;
  reference?: string;
  language: "en" | "de" | "fr";
};

type Beginning = {
  contractStart: string;
  price: object;
  tax: object;
  customer: Customer;
  mailbox?: string[];
  teams: { id: string; name: string }[];
  members: Colleague[];
};

/** Writes down what happens in one workspace: first when (`on`, `lately`, `minutesAgo`), then what. Of one person, tell it
 *  in order. */
export class Chronicle {
  readonly steps: Step[] = [];
  readonly #workspace: { id: string; name: string; timeZone: string };
  readonly #now: Temporal.ZonedDateTime;
  #at: number;

  /** @param now where the story ends, epoch ms. */
  constructor(workspace: { id: string; name: string; timeZone: string }, now: number) {
    this.#workspace = workspace;
    this.#now = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(workspace.timeZone);
    this.#at = now;
  }

  /** A day of the month that was `monthsAgo` (1 or more) before the running one, in office hours. */
  on(monthsAgo: number, day: number): this {
    return this.#setDay(this.#firstDay(monthsAgo).with({ day }));
  }

  /** In the running month, after this part (0 to below 1) of what has passed of it. */
  lately(part: number): this {
    const firstDay = this.#firstDay(0);
    const daysPassed = this.#now.day - 1;
    if (daysPassed > 0) return this.#setDay(firstDay.add({ days: Math.floor(part * daysPassed) }), part);
    // On the first, all of it happens since midnight.
    const midnight = firstDay.toZonedDateTime(this.#workspace.timeZone).epochMilliseconds;
    this.#at = Math.floor(midnight + part * (this.#now.epochMilliseconds - midnight));
    return this;
  }

  /** So many minutes before the story ends. */
  minutesAgo(minutes: number): this {
    this.#at = this.#now.subtract({ minutes }).epochMilliseconds;
    return this;
  }

  #firstDay(monthsAgo: number): Temporal.PlainDate {
    return this.#now.toPlainDate().with({ day: 1 }).subtract({ months: monthsAgo });
  }

  #setDay(date: Temporal.PlainDate, part = 0): this {
    // Minutes that look like somebody's day, and always the same: 9:00 to 15:59.
    const minutes = 9 * 60 + Math.floor(((date.day * 0.37 + part + this.steps.length * 0.13) % 1) * 7 * 60);
    const midnight = date.toZonedDateTime(this.#workspace.timeZone);
    this.#at = midnight.withPlainTime("00:00").add({ minutes }).epochMilliseconds;
    return this;
  }

  #tell(run: Step["run"]): this {
    this.steps.push({ at: this.#at, run });
    return this;
  }

  get #path(): string {
    return `/v1/workspaces/${this.#workspace.id}`;
  }

  /** By the host product: a session cannot do it. */
  #put(path: string, body: object): this {
    return this.#tell((api) => api.send("PUT", this.#path + path, body));
  }

  /** By a named administrator, so that the reasons say who it was. */
  #as(administrator: Colleague, method: string, path: string, body: object = {}): this {
    return this.#tell(async (api) => {
      const { token } = await api.session(this.#workspace.id, administrator.id, "admin");
      return api.send(method, this.#path + path, body, token);
    });
  }

  begin({ teams, members, ...contract }: Beginning): this {
    const { name, timeZone } = this.#workspace;
    return this.#put("", { name, timeZone, ...contract }).#put("/directory", structuredClone({ teams, members }));
  }

  found(team: string, name: string): this {
    return this.#put(`/teams/${team}`, { name });
  }

  join(newcomer: Colleague): this {
    const { id, ...entry } = structuredClone(newcomer);
    return this.#put(`/members/${id}`, entry);
  }

  move(colleague: Colleague, teams: string[]): this {
    colleague.teams = teams;
    return this.join(colleague);
  }

  remove({ id }: Colleague, administrator: Colleague): this {
    return this.#as(administrator, "DELETE", `/members/${id}`);
  }

  restore(colleague: Colleague, administrator: Colleague): this {
    colleague.teams = [];
    return this.#as(administrator, "POST", `/members/${colleague.id}/restore`);
  }

  archive(team: string, administrator: Colleague): this {
    return this.#as(administrator, "POST", `/teams/${team}/archive`);
  }

  unarchive(team: string, administrator: Colleague): this {
    return this.#as(administrator, "POST", `/teams/${team}/unarchive`);
  }

  /** As the widget does it: look at the list, then remove exactly these. */
  removeInactive(administrator: Colleague): this {
    return this.#tell(async (api) => {
      const { token } = await api.session(this.#workspace.id, administrator.id, "admin");
      const path = `${this.#path}/inactive-members`;
      const { fingerprint } = await api.send<InactiveMembers>("GET", path, undefined, token);
      return api.send("POST", `${path}/remove`, { fingerprint }, token);
    });
  }

  /** As the server does it by itself: the months that were `monthsAgo` are closed and invoiced at 03:00 of the day after. */
  close(monthsAgo: readonly number[]): this {
    for (const month of monthsAgo) {
      const end = this.#firstDay(month - 1);
      this.#at = end.toZonedDateTime({ timeZone: this.#workspace.timeZone, plainTime: "03:00" }).epochMilliseconds;
      this.#tell(doWhatIsDue);
    }
    return this;
  }

  /** The invoice of the month that was `monthsAgo` is paid. */
  pay(monthsAgo: number): this {
    const paidOn = this.#day();
    return this.#tell(async (api) => {
      const number = await this.#invoiceNumber(api, monthsAgo);
      return api.send("POST", `/v1/invoices/${number}/payments`, { paidOn });
    });
  }

  /** The invoice of the month that was `monthsAgo` was wrong: a credit note cancels it, and a right one is issued. */
  invoiceAnew(monthsAgo: number, reason: string): this {
    return this.#tell(async (api) => {
      const number = await this.#invoiceNumber(api, monthsAgo);
      await api.send("POST", `/v1/invoices/${number}/cancel`, { reason });
      await api.send("POST", `${this.#path}/months/${this.#month(monthsAgo)}/invoice`, {});
      return doWhatIsDue(api);
    });
  }

  /** The mail with the invoice of the month that was `monthsAgo` comes back. */
  bounce(monthsAgo: number, detail: string): this {
    return this.#tell(async (api) => {
      const number = await this.#invoiceNumber(api, monthsAgo);
      const { mails } = await api.send<InvoiceItem>("GET", `${this.#path}/invoices/${number}`);
      return Promise.all(mails.map(({ id }) => api.send("POST", `${this.#path}/mails/${id}/bounce`, { detail })));
    });
  }

  sendAgain(monthsAgo: number, administrator: Colleague): this {
    return this.#tell(async (api) => {
      const number = await this.#invoiceNumber(api, monthsAgo);
      const { token } = await api.session(this.#workspace.id, administrator.id, "admin");
      await api.send("POST", `${this.#path}/invoices/${number}/send`, {}, token);
      return doWhatIsDue(api);
    });
  }

  changeBillingDetails(customer: Customer, administrator: Colleague): this {
    return this.#as(administrator, "PUT", "/billing-details", customer);
  }

  /** Asks for the mailbox; it is in force once each new address has followed the link that it is mailed. */
  askForMailbox(mailbox: string[], administrator: Colleague): this {
    return this.#as(administrator, "PUT", "/mailbox", { mailbox }).#tell(doWhatIsDue);
  }

  /** Whoever reads the mails to `address` follows the link in the last one that has one, and presses the button there. */
  confirmMailbox(address: string): this {
    return this.#tell(async (api) => {
      const { items } = await api.send<Page<OutboxMail>>("GET", "/v1/outbox?limit=10");
      const [token] = items.flatMap(({ to, text }) => (to === address ? (confirmationTokenIn(text) ?? []) : []));
      if (token === undefined) throw new Error(`No mail to ${address} has a link to confirm it.`);
      return api.submitForm("/mailbox/confirm", { token });
    });
  }

  /** YYYY-MM-DD in the workspace. */
  #day(): string {
    const at = Temporal.Instant.fromEpochMilliseconds(this.#at);
    return at.toZonedDateTimeISO(this.#workspace.timeZone).toPlainDate().toString();
  }

  /** YYYY-MM. */
  #month(monthsAgo: number): string {
    return this.#firstDay(monthsAgo).toPlainYearMonth().toString();
  }

  async #invoiceNumber(api: SeatbookApi, monthsAgo: number): Promise<string> {
    const months = await api.send<MonthItem[]>("GET", `${this.#path}/months`);
    const found = months.find(({ month }) => month === this.#month(monthsAgo))?.invoice;
    if (found === undefined) throw new Error(`${this.#month(monthsAgo)} has no invoice.`);
    return found;
  }
}

/** What the server's scheduler does a little later by itself. */
async function doWhatIsDue(api: SeatbookApi): Promise<unknown> {
  return api.send("POST", "/v1/pending/run", {});
}

function confirmationTokenIn(text: string): string | undefined {
  return /\/mailbox\/confirm\?token=(\S+)/.exec(text)?.[1];
}
