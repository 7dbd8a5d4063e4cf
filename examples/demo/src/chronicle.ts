import type { InactiveMembers } from "@seatbook/server";
import type { Person } from "./people.ts";
import type { SeatbookApi } from "./seatbook-api.ts";

/** Someone at the company, in the teams of the moment that is being told. */
export type Colleague = Person & { role: "owner" | "admin" | "member"; teams: string[] };

/** One thing that happens, at an instant (epoch ms). */
export type Step = { at: number; run: (api: SeatbookApi) => Promise<unknown> };

type Beginning = {
  contractStart: string;
  price: object;
  tax: object;
  customer: object;
  mailbox?: string[];
  teams: { id: string; name: string }[];
  members: Colleague[];
};

/** Writes down what happens in one workspace: first when (`on`, `lately`), then what. Of one person, tell it in order. */
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

  /** A day of the month that was `monthsAgo` (1 to 6) before the running one, in office hours. */
  on(monthsAgo: number, day: number): this {
    return this.#setDay(this.#now.toPlainDate().with({ day: 1 }).subtract({ months: monthsAgo }).with({ day }));
  }

  /** In the running month, after this part (0 to below 1) of what has passed of it. */
  lately(part: number): this {
    const firstDay = this.#now.toPlainDate().with({ day: 1 });
    const daysPassed = this.#now.day - 1;
    if (daysPassed > 0) return this.#setDay(firstDay.add({ days: Math.floor(part * daysPassed) }), part);
    // On the first, all of it happens since midnight.
    const midnight = firstDay.toZonedDateTime(this.#workspace.timeZone).epochMilliseconds;
    this.#at = Math.floor(midnight + part * (this.#now.epochMilliseconds - midnight));
    return this;
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
  #as(administrator: Colleague, method: string, path: string): this {
    return this.#tell(async (api) => {
      const { token } = await api.session(this.#workspace.id, administrator.id, "admin");
      return api.send(method, this.#path + path, {}, token);
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
}
