import type {
  BillingDetails,
  Counts,
  Estimate,
  InactiveMembers,
  InvoiceItem,
  License,
  Mailbox,
  Member,
  MemberDetail,
  MonthItem,
  Page,
  Permission,
  Preview,
  Team,
  WorkspaceSummary,
} from "@seatbook/server/contract";
import {
  ClientError,
  type BillingDetailsInput,
  type ExportedFile,
  type InvoicesQuery,
  type MembersQuery,
  type PreviewCommand,
  type SeatbookClient,
  type TeamsQuery,
} from "./client.ts";
import { FakeBilling } from "./fake-billing.ts";
import {
  callerId,
  createDirectory,
  cut,
  endOf,
  isActive,
  kim,
  spansOf,
  statusOf,
  type Cause,
  type Directory,
  type FakeMember,
  type FakeTeam,
} from "./fake-directory.ts";
import { addMonths, dayMs, iso, localDate, startOf } from "./fake-time.ts";

export interface FakeClientOptions {
  /** Default: `user`. */
  licenseModel?: "team" | "user";
  /** A model that takes effect with the next month. */
  nextLicenseModel?: "team" | "user";
  /** Members who are in an active team. Default 117. */
  activeMembers?: number;
  /** Members who are in none, four of whom became inactive in the running month. Default 11, the last of them the owner. */
  inactiveMembers?: number;
  /** What an administrator has given of the billing details and the mailbox: everything (default), or nothing yet. */
  billingDetails?: "complete" | "none";
  /** Whether only the provider's accounting changes the mailbox. Default: no. */
  mailboxApproval?: boolean;
  /** Default: everything. */
  permissions?: Permission[];
  /** The instant it is, ISO 8601. Default 2026-11-23T09:30:00Z. */
  now?: string;
  /** Default: Europe/Berlin. */
  timeZone?: string;
  /** How long each answer takes. Default 0. */
  delayMs?: number;
}

const currency = "EUR";
const unitMinor = 4900;

/** A whole workspace in memory, for examples and tests: the rules of the server in a few lines, made-up people, no network.
 *  @example
 *  element.workspace = "acme";
 *  element.client = createFakeClient(); */
export function createFakeClient(options: FakeClientOptions = {}): SeatbookClient {
  return new FakeClient(options);
}

class FakeClient implements SeatbookClient {
  readonly #options: Required<Omit<FakeClientOptions, "nextLicenseModel">> & { nextLicenseModel: "team" | "user" };
  readonly #now: number;
  readonly #month: string;
  #directory: Directory;
  readonly #billing: FakeBilling;

  constructor(options: FakeClientOptions) {
    const licenseModel = options.licenseModel ?? "user";
    this.#options = {
      licenseModel,
      nextLicenseModel: options.nextLicenseModel ?? licenseModel,
      activeMembers: options.activeMembers ?? 117,
      inactiveMembers: options.inactiveMembers ?? 11,
      billingDetails: options.billingDetails ?? "complete",
      mailboxApproval: options.mailboxApproval ?? false,
      permissions: options.permissions ?? [
        "members.read",
        "members.remove",
        "teams.read",
        "teams.archive",
        "billing.read",
        "billing.manage",
        "licenses.export",
      ],
      now: options.now ?? "2026-11-23T09:30:00Z",
      timeZone: options.timeZone ?? "Europe/Berlin",
      delayMs: options.delayMs ?? 0,
    };
    this.#now = Date.parse(this.#options.now);
    this.#month = localDate(this.#now, this.#options.timeZone).slice(0, 7);
    this.#directory = createDirectory(this.#month, this.#options);
    this.#billing = new FakeBilling(this.#months(), { ...this.#options, now: this.#now });
  }

  async summary(workspace: string, signal?: AbortSignal): Promise<WorkspaceSummary> {
    await this.#wait(signal);
    const { licenseModel, nextLicenseModel, timeZone, permissions } = this.#options;
    return {
      id: workspace,
      name: "Acme",
      version: this.#directory.version,
      licenseModel,
      ...(nextLicenseModel !== licenseModel && { nextLicenseModel }),
      timeZone,
      countingRule: "any-in-month",
      counts: this.#counts(this.#directory),
      currentMonth: this.#estimate(this.#month, this.#directory),
      nextMonth: this.#estimate(addMonths(this.#month, 1), this.#directory),
      lastClosedMonth: addMonths(this.#month, -1),
      permissions,
    };
  }

  async members(_workspace: string, query: MembersQuery, signal?: AbortSignal): Promise<Page<Member>> {
    await this.#wait(signal);
    const found = this.#directory.members
      .map((member) => this.#member(member))
      .filter(
        (member) =>
          (query.status ? member.status === query.status : member.status !== "removed") &&
          matches(query.query, [member.name, member.email]) &&
          (!query.team || member.teams.some(({ id }) => id === query.team)),
      );
    return paged(found, query, (member, by) =>
      by === "joined" ? member.joinedAt : by === "email" ? member.email : member.name,
    );
  }

  async member(_workspace: string, member: string, signal?: AbortSignal): Promise<MemberDetail> {
    await this.#wait(signal);
    const found = this.#find(member);
    const months = Array.from({ length: 12 }, (_, index) => addMonths(this.#month, -index));
    const licenses = months.flatMap((month) => {
      const license = this.#memberLicense(found, month);
      return license
        ? [{ month, status: month === this.#month ? ("open" as const) : ("closed" as const), ...license }]
        : [];
    });
    return { ...this.#member(found), licenses: this.#options.licenseModel === "user" ? licenses : [] };
  }

  async removeMember(_workspace: string, member: string): Promise<void> {
    await this.#wait();
    this.#removeMember(this.#directory, this.#find(member));
  }

  async restoreMember(_workspace: string, member: string): Promise<void> {
    await this.#wait();
    delete this.#find(member).removedAt;
    this.#directory.version += 1;
  }

  async inactiveMembers(_workspace: string, signal?: AbortSignal): Promise<InactiveMembers> {
    await this.#wait(signal);
    const { goes, stays } = this.#inactive(this.#directory);
    return {
      members: goes.map((member) => this.#member(member)),
      protected: stays.map((member) => ({
        member: this.#member(member),
        reason: member.id === callerId ? ("caller" as const) : ("owner" as const),
      })),
      fingerprint: this.#fingerprint(),
    };
  }

  async removeInactiveMembers(_workspace: string, fingerprint: string): Promise<{ removed: string[] }> {
    await this.#wait();
    if (fingerprint !== this.#fingerprint())
      throw new ClientError("inactive-members-changed", 409, "The inactive members changed since you looked.");
    const { goes } = this.#inactive(this.#directory);
    for (const member of goes) this.#removeMember(this.#directory, member);
    return { removed: goes.map(({ id }) => id) };
  }

  async teams(_workspace: string, query: TeamsQuery, signal?: AbortSignal): Promise<Page<Team>> {
    await this.#wait(signal);
    const found = this.#directory.teams
      .map((team) => this.#team(team))
      .filter((team) => (!query.status || team.status === query.status) && matches(query.query, [team.name]));
    return paged(found, query, (team, by) => (by === "members" ? team.members : team.name));
  }

  async archiveTeam(_workspace: string, team: string): Promise<void> {
    await this.#wait();
    this.#setArchived(this.#directory, team, true);
  }

  async unarchiveTeam(_workspace: string, team: string): Promise<void> {
    await this.#wait();
    this.#setArchived(this.#directory, team, false);
  }

  async preview(_workspace: string, commands: PreviewCommand[], signal?: AbortSignal): Promise<Preview> {
    await this.#wait(signal);
    const after = structuredClone(this.#directory);
    for (const command of commands) {
      if (command.type === "remove-member")
        for (const member of after.members.filter(({ id }) => id === command.member)) this.#removeMember(after, member);
      else if (command.type === "remove-inactive-members")
        for (const member of this.#inactive(after).goes) this.#removeMember(after, member);
      else this.#setArchived(after, command.team, command.type === "archive-team");
    }
    const change = (month: string) => {
      const [was, is] = [this.#estimate(month, this.#directory), this.#estimate(month, after)];
      return {
        month,
        licenseModel: was.licenseModel,
        before: { licenses: was.licenses, net: was.net },
        after: { licenses: is.licenses, net: is.net },
      };
    };
    return {
      currentMonth: change(this.#month),
      nextMonth: change(addMonths(this.#month, 1)),
      counts: { before: this.#counts(this.#directory), after: this.#counts(after) },
    };
  }

  async months(_workspace: string, signal?: AbortSignal): Promise<MonthItem[]> {
    await this.#wait(signal);
    return this.#months().map((item) => {
      const invoice = this.#billing.invoiceOf(item.month);
      return { ...item, ...(invoice && { invoice }) };
    });
  }

  /** The workbook is none that a spreadsheet opens: its content is that of the CSV. */
  async exportLicenses(_workspace: string, month: string | undefined, format: "csv" | "xlsx"): Promise<ExportedFile> {
    await this.#wait();
    const months = month === undefined ? this.#months().map((item) => item.month) : [month];
    const rows = months.flatMap((each) =>
      this.#directory.members.flatMap((member) =>
        this.#memberLicense(member, each) ? [[each, member.id, member.name, member.email].join(",")] : [],
      ),
    );
    const text = ["month,id,name,email", ...rows, ""].join("\r\n");
    const name = month === undefined ? "licenses" : `licenses-${month}`;
    return { name: `${name}.${format}`, content: new Blob([text], { type: "text/csv" }) };
  }

  async invoices(_workspace: string, query: InvoicesQuery, signal?: AbortSignal): Promise<Page<InvoiceItem>> {
    await this.#wait(signal);
    return slice(this.#billing.invoices, query);
  }

  async invoiceFile(_workspace: string, number: string, format: "pdf" | "xml"): Promise<ExportedFile> {
    await this.#wait();
    return this.#billing.file(number, format);
  }

  async sendInvoice(_workspace: string, number: string): Promise<InvoiceItem> {
    await this.#wait();
    return this.#billing.send(number);
  }

  async billingDetails(_workspace: string, signal?: AbortSignal): Promise<BillingDetails> {
    await this.#wait(signal);
    return this.#billing.details;
  }

  async saveBillingDetails(_workspace: string, details: BillingDetailsInput): Promise<BillingDetails> {
    await this.#wait();
    return this.#billing.saveDetails(details);
  }

  async mailbox(_workspace: string, signal?: AbortSignal): Promise<Mailbox> {
    await this.#wait(signal);
    return this.#billing.mailbox;
  }

  async changeMailbox(_workspace: string, mailbox: string[]): Promise<Mailbox> {
    await this.#wait();
    return this.#billing.changeMailbox(mailbox);
  }

  async resendMailboxConfirmation(_workspace: string): Promise<Mailbox> {
    await this.#wait();
    return this.#billing.resendConfirmation();
  }

  async withdrawMailboxChange(_workspace: string): Promise<Mailbox> {
    await this.#wait();
    return this.#billing.withdrawChange();
  }

  async #wait(signal?: AbortSignal): Promise<void> {
    if (this.#options.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#options.delayMs));
    signal?.throwIfAborted();
  }

  #months(): MonthItem[] {
    return Array.from({ length: 12 }, (_, index) => addMonths(this.#month, index - 11)).flatMap(
      (month): MonthItem[] => {
        const { licenses, net, licenseModel, end } = this.#estimate(month, this.#directory);
        if (licenses === 0) return [];
        return month === this.#month
          ? [{ month, status: "open", licenseModel, licenses, net }]
          : [{ month, status: "closed", licenseModel, licenses, net, closedAt: end }];
      },
    );
  }

  #bounds(month: string): [number, number] {
    const { timeZone } = this.#options;
    return [startOf(month, timeZone), startOf(addMonths(month, 1), timeZone)];
  }

  #find(id: string): FakeMember {
    const member = this.#directory.members.find((each) => each.id === id);
    if (!member) throw new ClientError("member-not-found", 404, "There is no such member in this workspace.");
    return member;
  }

  #removeMember(directory: Directory, member: FakeMember): void {
    const cause: Cause = { what: "member-removed", at: iso(this.#now), by: kim, version: ++directory.version };
    member.removedAt = this.#now;
    for (const membership of member.memberships)
      if (membership.to === Infinity) Object.assign(membership, { to: this.#now, endedBy: cause });
  }

  #setArchived(directory: Directory, id: string, archived: boolean): void {
    const team = directory.teams.find((each) => each.id === id);
    if (!team) throw new ClientError("team-not-found", 404, "There is no such team in this workspace.");
    const last = team.active.at(-1);
    if (archived === (last?.to !== Infinity)) return;
    directory.version += 1;
    const cause = (what: Cause["what"]): Cause => ({ what, at: iso(this.#now), by: kim, version: directory.version });
    if (archived) Object.assign(last ?? {}, { to: this.#now, endedBy: cause("team-archived") });
    else team.active.push({ from: this.#now, to: Infinity, startedBy: cause("team-unarchived") });
  }

  #inactive({ members }: Directory): { goes: FakeMember[]; stays: FakeMember[] } {
    const inactive = members.filter((member) => statusOf(member) === "inactive");
    return { goes: inactive.filter((member) => !isKept(member)), stays: inactive.filter(isKept) };
  }

  #fingerprint(): string {
    return this.#inactive(this.#directory)
      .goes.map(({ id }) => id)
      .join(" ");
  }

  #counts({ members, teams }: Directory): Counts {
    const count = (status: Member["status"]) => members.filter((member) => statusOf(member) === status).length;
    const [active, inactive] = [count("active"), count("inactive")];
    const activeTeams = teams.filter(isActive).length;
    return {
      members: active + inactive,
      activeMembers: active,
      inactiveMembers: inactive,
      removedMembers: count("removed"),
      teams: teams.length,
      activeTeams,
      archivedTeams: teams.length - activeTeams,
    };
  }

  #modelOf(month: string): "team" | "user" {
    return month > this.#month ? this.#options.nextLicenseModel : this.#options.licenseModel;
  }

  #estimate(month: string, { members, teams }: Directory): Estimate {
    const [start, end] = this.#bounds(month);
    const licenseModel = this.#modelOf(month);
    const holders =
      licenseModel === "user"
        ? members.map((member) => spansOf(member, start, end))
        : teams.map((team) => team.active.flatMap((stretch) => cut(stretch, start, end)));
    const billed = holders.filter((spans) => spans.length > 0);
    const licenses = billed.length;
    const net = { currency, minor: licenses * unitMinor };
    return {
      month,
      start: iso(start),
      end: iso(end),
      licenseModel,
      licenses,
      net,
      ending: billed.filter((spans) => spans.every(({ to }) => to < end)).length,
      steps: [{ licenses, unitMinor, amount: net }],
    };
  }

  #memberLicense(member: FakeMember, month: string): License | undefined {
    const [start, end] = this.#bounds(month);
    const spans = spansOf(member, start, end);
    const [first] = spans;
    if (!first) return undefined;
    const to = Math.max(...spans.map((span) => span.to));
    const goesOn = month === this.#month && to === end;
    return {
      holder: { type: "member", id: member.id, name: member.name, email: member.email },
      from: iso(first.from),
      to: goesOn ? null : iso(to),
      spans: spans.map((span) => ({
        team: { id: span.team.id, name: span.team.name },
        from: iso(span.from),
        to: month === this.#month && span.to === end ? null : iso(span.to),
        startedBy: span.startedBy,
        ...(span.endedBy && span.to < end && { endedBy: span.endedBy }),
      })),
      why: "",
      ...(to < end && { freeFrom: `${addMonths(month, 1)}-01` }),
    };
  }

  #member(member: FakeMember): Member {
    const status = statusOf(member);
    const [start, end] = this.#bounds(this.#month);
    const current = spansOf(member, start, end);
    const goesOn = current.some(({ to }) => to === end);
    const isUserModel = this.#options.licenseModel === "user";
    const ended = member.memberships.map((membership) => ({ membership, to: endOf(membership) }));
    const lastEnd = Math.max(...ended.map(({ to }) => to));
    const last = ended.filter(({ to }) => to === lastEnd).map(({ membership }) => membership.team);
    return {
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      status,
      joinedAt: iso(member.joinedAt),
      teams: member.memberships
        .filter(({ to }) => to === Infinity)
        .map(({ team }) => ({ id: team.id, name: team.name, archived: !isActive(team) }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
      ...(status === "inactive" && {
        ...(Number.isFinite(lastEnd) && { inactiveSince: iso(lastEnd) }),
        lastTeams: last.map(({ id, name }) => ({ id, name })),
      }),
      ...(member.removedAt !== undefined && {
        removedAt: iso(member.removedAt),
        restorableUntil: iso(member.removedAt + 30 * dayMs),
      }),
      billed: { currentMonth: isUserModel && current.length > 0, nextMonth: isUserModel && goesOn },
      ...(isUserModel && current.length > 0 && !goesOn && { freeFrom: `${addMonths(this.#month, 1)}-01` }),
    };
  }

  #team(team: FakeTeam): Team {
    const members = this.#directory.members.filter((member) =>
      member.memberships.some((membership) => membership.team.id === team.id && membership.to === Infinity),
    );
    const only = members.filter((member) =>
      member.memberships.every(({ team: other, to }) => other.id === team.id || to !== Infinity || !isActive(other)),
    );
    const last = team.active.at(-1);
    return {
      id: team.id,
      name: team.name,
      status: isActive(team) ? "active" : "archived",
      members: members.length,
      licensesOnlyThisTeam: !isActive(team) ? 0 : this.#options.nextLicenseModel === "team" ? 1 : only.length,
      addedAt: iso(team.active[0]?.from ?? 0),
      ...(last && last.to !== Infinity && { archivedAt: iso(last.to) }),
    };
  }
}

/** Whom "Remove inactive members" leaves. */
const isKept = ({ id, role }: FakeMember) => id === callerId || role === "owner";

function matches(query: string | undefined, texts: string[]): boolean {
  const words = (query ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => texts.some((text) => text.toLowerCase().includes(word)));
}

/** A sorted page; the cursor is the position of its first item. */
function paged<T>(
  items: T[],
  { sort = "name", limit = 50, cursor }: { sort?: string; limit?: number; cursor?: string },
  key: (item: T, by: string) => string | number,
): Page<T> {
  const by = sort.replace("-", "");
  const direction = sort.startsWith("-") ? -1 : 1;
  const sorted = items.toSorted((a, b) => {
    const [left, right] = [key(a, by), key(b, by)];
    return direction * (typeof left === "number" ? left - Number(right) : left.localeCompare(String(right)));
  });
  return slice(sorted, { limit, ...(cursor !== undefined && { cursor }) });
}

function slice<T>(items: readonly T[], { limit = 50, cursor }: { limit?: number; cursor?: string }): Page<T> {
  const from = Number(cursor ?? 0);
  return {
    items: items.slice(from, from + limit),
    total: items.length,
    ...(from + limit < items.length && { nextCursor: String(from + limit) }),
  };
}
