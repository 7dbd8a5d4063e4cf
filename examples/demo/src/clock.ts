import type { InvoiceItem, Page } from "@seatbook/server";
import type { SeatbookApi } from "./seatbook-api.ts";
import { type DemoWorkspace, setClock } from "./story.ts";

/** A month that moving the clock has closed, and the invoices that it ended in; `workspace` is the name of one. */
export type ClosedMonth = {
  month: string;
  invoices: { workspace: string; number: string; isMailed: boolean }[];
};

/** The demo's clock, as a visitor moves it. */
export class Clock {
  readonly #api: SeatbookApi;
  readonly #workspaces: readonly DemoWorkspace[];
  /** Epoch ms. */
  #now: number;
  #moving: Promise<unknown> = Promise.resolve();

  /** @param now where the clock stands, epoch ms. */
  constructor(api: SeatbookApi, workspaces: readonly DemoWorkspace[], now: number) {
    this.#api = api;
    this.#workspaces = workspaces;
    this.#now = now;
  }

  get iso(): string {
    return new Date(this.#now).toISOString();
  }

  /** Moves to the same time tomorrow, or to 09:00 on the first of next month, in `timeZone`, and has the server do what is
   *  due then. */
  move(to: "next-day" | "next-month", timeZone: string): Promise<ClosedMonth[]> {
    // A second click waits for the first.
    const moved = this.#moving.then(async () => this.#move(to, timeZone));
    this.#moving = moved.catch(() => {});
    return moved;
  }

  async #move(to: "next-day" | "next-month", timeZone: string): Promise<ClosedMonth[]> {
    const from = Temporal.Instant.fromEpochMilliseconds(this.#now).toZonedDateTimeISO(timeZone);
    const target =
      to === "next-day"
        ? from.add({ days: 1 })
        : from.toPlainDate().with({ day: 1 }).add({ months: 1 }).toZonedDateTime({ timeZone, plainTime: "09:00" });
    await setClock(this.#api, target.epochMilliseconds);
    this.#now = target.epochMilliseconds;
    // The scheduler would do it within seconds; who moves the clock need not wait for it.
    await this.#api.send("POST", "/v1/pending/run", {});
    return from.month === target.month ? [] : [await this.#closed(from.toPlainDate().toPlainYearMonth().toString())];
  }

  async #closed(month: string): Promise<ClosedMonth> {
    const invoices = await Promise.all(
      this.#workspaces.map(async ({ id, name }) => {
        const { items } = await this.#api.send<Page<InvoiceItem>>("GET", `/v1/workspaces/${id}/invoices?limit=1`);
        return items
          .filter((latest) => latest.month === month)
          .map(({ number, mails }) => ({
            workspace: name,
            number,
            isMailed: mails.some(({ status }) => status === "sent"),
          }));
      }),
    );
    return { month, invoices: invoices.flat() };
  }
}
