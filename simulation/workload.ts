import type { Command, MemberRole, NumberGiven, Price } from "@seatbook/core";
import { monthAfter } from "../packages/core/src/test/slow-count.ts";
import { billedBody } from "../packages/server/src/test/fixtures.ts";
import type { Action, Attempt, History } from "./history.ts";
import type { PostOffice } from "./post-office.ts";
import * as promises from "./promises.ts";
import type { Random } from "./random.ts";
import type { Session } from "./request.ts";
import type { WallClock } from "./wall-clock.ts";

type Body = Extract<Command, { type: "configure-workspace" }>;
type Entry = { name: string; since?: string };
type MemberBody = Entry & { email: string; role?: MemberRole; teams?: string[] };

/** A workspace of a simulation. `hasDetails`: its first invoice does not wait for billing details. `sessions`: of those who
 *  may ask besides the operator. */
export type Customer = { id: string; hasDetails: boolean; sessions: readonly Session[] };

/** Those who have a session, one of them in no directory. */
export const administrators = ["m1", "m2", "host"];

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
const tiers = [
  { upTo: 1, unitMinor: 1000 },
  { upTo: 3, unitMinor: 700 },
  { upTo: null, unitMinor: 90 },
];
const prices: Price[] = [
  { currency: "EUR", unitMinor: 4900 },
  { currency: "EUR", unitMinor: 1, minimumLicenses: 3 },
  { currency: "EUR", tierMode: "volume", tiers },
  { currency: "EUR", tierMode: "graduated", minimumLicenses: 2, tiers },
];
const teams = ["t1", "t2", "T 3", "a/b"];
const members = ["m1", "m2", "m3", "Ünï", "x:y", "__proto__"];
const legacyContractsBefore = "2023-03-01";

const hourMs = 3_600_000;

/** Where the links of mails lead; it takes no keys. */
export const confirmation = "/mailbox/confirm";

export type WorkloadOptions = {
  random: Random;
  clock: WallClock;
  history: History;
  office: PostOffice | undefined;
  customers: readonly Customer[];
};

/** Everything that is due. */
export const runPending: Action = {
  kind: "steps",
  method: "POST",
  path: "/v1/pending/run",
  broken: promises.ranPending,
};

/** What clients ask for, at random. */
export class Workload {
  readonly #options: WorkloadOptions;
  /** How often what is asked for, in this simulation. */
  readonly #actions: readonly (() => Action | undefined)[];
  /** By workspace, the inactive members that somebody saw last. */
  readonly #seen = new Map<string, { fingerprint: string; session: Session | undefined }>();
  #names = 0;

  constructor(options: WorkloadOptions) {
    this.#options = options;
    const { random } = options;
    const weighted: [weight: number, action: () => Action | undefined][] = [
      [4, () => this.configure(this.#workspace())],
      [8, () => this.#putTeam()],
      [16, () => this.#putMember()],
      [4, () => this.#putDirectory()],
      [6, () => this.#changeTeam("archive")],
      [5, () => this.#changeTeam("unarchive")],
      [5, () => this.#removeMember()],
      [4, () => this.#restoreMember()],
      [3, () => this.#removeInactive()],
      [4, () => this.#closeMonth()],
      [2, () => this.#closeMonths()],
      [2, () => runPending],
      [2, () => this.#cancel()],
      [2, () => this.#pay()],
      [2, () => this.#invoiceAgain()],
      [2, () => this.#sendInvoice()],
      [3, () => this.#requestMailbox()],
      [3, () => this.#confirmMailbox()],
      [1, () => this.#mailbox("resend")],
      [1, () => this.#mailbox("withdraw")],
      [4, () => this.#preview()],
      [30, () => this.read(this.#workspace())],
      [2, () => this.#list()],
    ];
    // Swarm testing: what one seed does all the time, another never does.
    this.#actions = weighted.flatMap(([weight, action]) => {
      const times = random.chance(0.15) ? 0 : Math.ceil(weight * random.magnitude(0.3, 3));
      return Array.from({ length: times }, () => action);
    });
  }

  /** What is asked for next. */
  next(): Action {
    for (let tries = 0; tries < 20; tries++) {
      const action = this.#actions.length > 0 ? this.#options.random.pick(this.#actions)() : undefined;
      if (action) return this.#byAnybody(action);
    }
    return this.read(this.#workspace());
  }

  /** What an administrator of the workspace may ask for, now and then by one. */
  #byAnybody(action: Action): Action {
    const { random, customers } = this.#options;
    const { workspace, path } = action;
    const customer = customers.find(({ id }) => id === workspace);
    if (!customer || !forAdministrators.test(path) || random.chance(0.6)) return action;
    return { ...action, session: random.pick(customer.sessions) };
  }

  /** Remembers what the next requests need to know of an answer. */
  learn({ action: { path, workspace, session }, answer }: Attempt): void {
    if (workspace === undefined || answer?.status !== 200 || !path.endsWith("/inactive-members")) return;
    const { fingerprint }: { fingerprint: string } = JSON.parse(answer.text);
    this.#seen.set(workspace, { fingerprint, session });
  }

  /** @param isFirst whether the workspace is created by it. */
  configure(id: string, isFirst = false): Action {
    const { random, customers } = this.#options;
    const hasDetails = !isFirst || customers.some((each) => each.id === id && each.hasDetails);
    const { tax, customer } = billedBody;
    const body = {
      name: isFirst ? `Workspace ${id}` : this.#name("Workspace"),
      contractStart: random.pick(["2023-02-28", "2023-03-01"]),
      timeZone: random.pick(zones),
      price: random.pick(prices),
      ...(random.chance(0.3) && { contract: random.pick(["standard", "enterprise"] as const) }),
      ...(random.chance(0.5) && { licenseModel: random.pick(["team", "user"] as const) }),
      ...(hasDetails && { tax, customer }),
      ...((isFirst || random.chance(0.3)) && { mailbox: this.#addresses(id) }),
    };
    const command: Body = { type: "configure-workspace", workspace: id, legacyContractsBefore, ...body, mailbox: [] };
    return { kind: "command", method: "PUT", path: pathOf(id), body, workspace: id, command };
  }

  putWholeDirectory(id: string): Action {
    const { random } = this.#options;
    const listed = random.some(teams, 0.7);
    const teamBodies = listed.map((team) => ({
      id: team,
      ...this.#entry("Team"),
      ...(random.chance(0.2) && { archived: random.chance(0.5) }),
    }));
    const memberBodies = random.some(members, 0.7).map((member) => ({ id: member, ...this.#memberBody(listed) }));
    const body = { teams: teamBodies, members: memberBodies };
    return {
      kind: "command",
      method: "PUT",
      path: pathOf(id, "directory"),
      body,
      workspace: id,
      command: {
        type: "sync-directory",
        teams: teamBodies.map(withInstant),
        members: memberBodies.map(withInstant),
      },
    };
  }

  /** A look at one workspace. */
  read(id: string): Action {
    const { random } = this.#options;
    const months = `months/${this.#month()}/licenses`;
    const rest = random.pick([
      "",
      "",
      "",
      "members?limit=200",
      "members?limit=2&sort=-joined",
      "members?status=inactive",
      `members/${encodeURIComponent(random.pick(members))}`,
      "teams?limit=200",
      "months",
      "months",
      months,
      `${months}.csv`,
      "events?limit=200",
      `events?after=${random.integer(0, 60)}&limit=${random.integer(1, 20)}`,
      "invoices?limit=200",
      "invoices.csv",
      "mailbox",
      "inactive-members",
      "inactive-members",
    ]);
    return { kind: "read", method: "GET", path: pathOf(id, rest), workspace: id };
  }

  #putTeam(): Action {
    const [id, team, body] = [this.#workspace(), this.#team(), this.#entry("Team")];
    const command: Command = { type: "put-team", ...withInstant({ id: team, ...body }) };
    return this.#command("PUT", id, `teams/${encodeURIComponent(team)}`, { body, command });
  }

  #putMember(): Action {
    const [id, member, body] = [this.#workspace(), this.#member(), this.#memberBody(teams)];
    const command: Command = { type: "put-member", ...withInstant({ id: member, ...body }) };
    return this.#command("PUT", id, `members/${encodeURIComponent(member)}`, { body, command });
  }

  #putDirectory(): Action {
    const action = this.putWholeDirectory(this.#workspace());
    if (this.#options.random.chance(0.8)) return action;
    const { command: _, ...look } = action;
    return { ...look, kind: "read", path: `${action.path}?dryRun=true` };
  }

  #changeTeam(change: "archive" | "unarchive"): Action {
    const team = this.#team();
    const command: Command = { type: `${change}-team`, team };
    return this.#command("POST", this.#workspace(), `teams/${encodeURIComponent(team)}/${change}`, { command });
  }

  #removeMember(): Action {
    const member = this.#member();
    const command: Command = { type: "remove-member", member };
    return this.#command("DELETE", this.#workspace(), `members/${encodeURIComponent(member)}`, { command });
  }

  #restoreMember(): Action {
    const member = this.#member();
    const command: Command = { type: "restore-member", member };
    return this.#command("POST", this.#workspace(), `members/${encodeURIComponent(member)}/restore`, { command });
  }

  #removeInactive(): Action | undefined {
    const workspace = this.#workspace();
    const seen = this.#seen.get(workspace);
    if (!seen) return undefined;
    const { fingerprint, session } = seen;
    const caller = session && { caller: session.member };
    return {
      ...this.#command("POST", workspace, "inactive-members/remove", {
        body: { fingerprint },
        command: { type: "remove-inactive-members", fingerprint, ...caller },
      }),
      ...(session && { session }),
    };
  }

  #closeMonth(): Action {
    const [workspace, month] = [this.#workspace(), this.#month()];
    const broken = promises.closedMonth(workspace, month);
    return { kind: "steps", method: "POST", path: pathOf(workspace, `months/${month}/close`), workspace, broken };
  }

  #closeMonths(): Action {
    const month = this.#month();
    return { kind: "steps", method: "POST", path: `/v1/months/${month}/close`, broken: promises.closedMonths(month) };
  }

  #invoiceAgain(): Action {
    const [workspace, month] = [this.#workspace(), this.#month()];
    const broken = promises.invoicedAgain(workspace, month);
    return { kind: "steps", method: "POST", path: pathOf(workspace, `months/${month}/invoice`), workspace, broken };
  }

  #cancel(): Action | undefined {
    const given = this.#given();
    if (!given) return undefined;
    const { number, workspace } = given;
    const path = `/v1/invoices/${number}/cancel`;
    return {
      kind: "steps",
      method: "POST",
      path,
      body: { reason: "Wrong address" },
      workspace,
      broken: promises.canceled(number),
    };
  }

  #pay(): Action | undefined {
    const given = this.#given();
    if (!given) return undefined;
    const { number, workspace, issuedOn } = given;
    const path = `/v1/invoices/${number}/payments`;
    return {
      kind: "steps",
      method: "POST",
      path,
      body: { paidOn: issuedOn },
      workspace,
      broken: promises.paid(number),
    };
  }

  #sendInvoice(): Action | undefined {
    const given = this.#given();
    return given && this.#command("POST", given.workspace, `invoices/${given.number}/send`, {});
  }

  #requestMailbox(): Action {
    const id = this.#workspace();
    return this.#command("PUT", id, "mailbox", { body: { mailbox: this.#addresses(id) } });
  }

  #mailbox(what: "resend" | "withdraw"): Action {
    return this.#command("POST", this.#workspace(), `mailbox/${what}`, {});
  }

  /** Follows the link of a mail. */
  #confirmMailbox(): Action | undefined {
    const { random, office } = this.#options;
    const links = (office?.accepted ?? []).flatMap(({ text, workspace, to }) => {
      const token = /confirm\?token=(\S+)/.exec(text)?.[1];
      return token === undefined ? [] : [{ token, workspace, to }];
    });
    if (links.length === 0) return undefined;
    const { token, workspace, to } = random.pick(links.slice(-5));
    return {
      kind: "steps",
      method: "POST",
      path: confirmation,
      body: `token=${encodeURIComponent(token)}`,
      workspace,
      broken: promises.confirmed(workspace, to),
    };
  }

  #preview(): Action {
    const { random } = this.#options;
    const commands = Array.from({ length: random.integer(1, 3) }, () =>
      random.pick([
        { type: "archive-team", team: this.#team() },
        { type: "unarchive-team", team: this.#team() },
        { type: "remove-member", member: this.#member() },
        { type: "remove-inactive-members" },
      ]),
    );
    const workspace = this.#workspace();
    return { kind: "read", method: "POST", path: pathOf(workspace, "preview"), body: { commands }, workspace };
  }

  #list(): Action {
    const path = this.#options.random.pick(["/v1/workspaces?limit=200", "/v1/invoices?limit=200"]);
    return { kind: "list", method: "GET", path };
  }

  #command(method: Action["method"], workspace: string, rest: string, more: Pick<Action, "body" | "command">): Action {
    return { kind: "command", method, path: pathOf(workspace, rest), workspace, ...more };
  }

  #memberBody(known: readonly string[]): MemberBody {
    const { random } = this.#options;
    return {
      ...this.#entry("Person"),
      email: "same@example.com",
      ...(random.chance(0.3) && { role: random.pick(["owner", "admin", "member"] as const) }),
      ...(random.chance(0.8) && { teams: random.some(known, 0.4) }),
    };
  }

  #entry(what: string): Entry {
    const { random } = this.#options;
    return {
      name: random.chance(0.7) ? what : this.#name(what),
      ...(random.chance(0.25) && { since: this.#since() }),
    };
  }

  /** An instant that has passed, or so: the months are where a count goes wrong. */
  #since(): string {
    const { random, clock } = this.#options;
    const monthStart = Date.parse(`${monthAfter(this.#monthNow(), random.pick([0, 0, -1]))}-01T00:00:00Z`);
    const instant = random.pick([
      clock.now - random.integer(1, 100) * hourMs,
      clock.now - random.integer(1, 40) * 24 * hourMs,
      monthStart + random.pick([0, -1, 1, -hourMs, hourMs]),
    ]);
    return Temporal.Instant.fromEpochMilliseconds(instant).toString();
  }

  /** The running month, or one before it. */
  #month(): string {
    return monthAfter(this.#monthNow(), this.#options.random.pick([0, -1, -1, -1, -2]));
  }

  #monthNow() {
    const { year, month } = Temporal.Instant.fromEpochMilliseconds(this.#options.clock.now).toZonedDateTimeISO("UTC");
    return monthAfter("0000-01", year * 12 + month - 1);
  }

  /** An invoice that has its number, rather one of the last. */
  #given(): NumberGiven | undefined {
    const { random, history } = this.#options;
    const numbers = history.numbers;
    return numbers.length === 0 ? undefined : random.pick(numbers.slice(random.chance(0.7) ? -5 : 0));
  }

  #addresses(id: string): string[] {
    const { random } = this.#options;
    const [first, ...rest] = random.some(["ap", "cfo", "office"], 0.5);
    return [first ?? "ap", ...rest].map((name) => `${name}@${id}.example`);
  }

  #name(what: string): string {
    return `${what} ${++this.#names}`;
  }

  #workspace(): string {
    return this.#options.random.pick(this.#options.customers).id;
  }

  #team(): string {
    return this.#options.random.pick(teams);
  }

  #member(): string {
    return this.#options.random.pick(members);
  }
}

/** The rest of a workspace's paths is the operator's. */
const forAdministrators =
  /\/(?:archive|unarchive|restore|preview|mailbox|resend|withdraw|send|months|inactive-members)$|licenses|\?limit/;

function pathOf(workspace: string, rest = ""): string {
  return `/v1/workspaces/${workspace}${rest === "" ? "" : `/${rest}`}`;
}

function withInstant<T extends { since?: string }>({ since, ...entry }: T): Omit<T, "since"> & { since?: number } {
  return { ...entry, ...(since !== undefined && { since: Date.parse(since) }) };
}
