import type {
  Actor,
  Counts,
  Estimate,
  InactiveMembers,
  License,
  Member,
  MemberDetail,
  MonthItem,
  Page,
  Permission,
  Preview,
  Team,
  WorkspaceSummary,
} from "@seatbook/server/contract";
import { ClientError, type MembersQuery, type PreviewCommand, type SeatbookClient, type TeamsQuery } from "./client.ts";

export interface FakeClientOptions {
  /** Default: `user`. */
  licenseModel?: "team" | "user";
  /** A model that takes effect with the next month. */
  nextLicenseModel?: "team" | "user";
  /** Members who are in an active team. Default 117. */
  activeMembers?: number;
  /** Members who are in none, four of whom became inactive in the running month. Default 11, the last of them the owner. */
  inactiveMembers?: number;
  /** Default: everything. */
  permissions?: Permission[];
  /** The instant it is, ISO 8601. Default 2026-11-23T09:30:00Z. */
  now?: string;
  /** Default: Europe/Berlin. */
  timeZone?: string;
  /** How long each answer takes. Default 0. */
  delayMs?: number;
}

type Cause = License["spans"][number]["startedBy"];

/** [from, to) in epoch milliseconds; `to` is Infinity while it goes on. */
interface Stretch {
  from: number;
  to: number;
  startedBy: Cause;
  endedBy?: Cause;
}

interface FakeTeam {
  id: string;
  name: string;
  active: Stretch[];
}

interface FakeMember {
  id: string;
  name: string;
  email: string;
  role: "owner" | "admin" | "member";
  joinedAt: number;
  removedAt?: number;
  memberships: (Stretch & { team: FakeTeam })[];
}

interface Directory {
  version: number;
  teams: FakeTeam[];
  members: FakeMember[];
}

const dayMs = 86_400_000;
const currency = "EUR";
const unitMinor = 4900;
const callerId = "kim";
const kim: Actor = { type: "member", id: callerId, name: "Kim Tran" };

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

  constructor(options: FakeClientOptions) {
    const licenseModel = options.licenseModel ?? "user";
    this.#options = {
      licenseModel,
      nextLicenseModel: options.nextLicenseModel ?? licenseModel,
      activeMembers: options.activeMembers ?? 117,
      inactiveMembers: options.inactiveMembers ?? 11,
      permissions: options.permissions ?? [
        "members.read",
        "members.remove",
        "teams.read",
        "teams.archive",
        "billing.read",
        "licenses.export",
      ],
      now: options.now ?? "2026-11-23T09:30:00Z",
      timeZone: options.timeZone ?? "Europe/Berlin",
      delayMs: options.delayMs ?? 0,
    };
    this.#now = Date.parse(this.#options.now);
    this.#month = localDate(this.#now, this.#options.timeZone).slice(0, 7);
    this.#directory = createDirectory(this.#month, this.#options);
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
    return Array.from({ length: 12 }, (_, index) => addMonths(this.#month, index - 11)).flatMap((month) => {
      const { licenses, net, licenseModel, end } = this.#estimate(month, this.#directory);
      if (licenses === 0) return [];
      const isOpen = month === this.#month;
      return [
        {
          month,
          status: isOpen ? ("open" as const) : ("closed" as const),
          licenseModel,
          licenses,
          net,
          ...(!isOpen && { closedAt: end }),
        },
      ];
    });
  }

  async exportLicenses(_workspace: string, month: string): Promise<{ name: string; content: Blob }> {
    await this.#wait();
    const rows = this.#directory.members.flatMap((member) => {
      const license = this.#memberLicense(member, month);
      return license ? [[member.id, member.name, member.email].join(",")] : [];
    });
    const text = ["id,name,email", ...rows, ""].join("\r\n");
    return { name: `licenses-${month}.csv`, content: new Blob([text], { type: "text/csv" }) };
  }

  async #wait(signal?: AbortSignal): Promise<void> {
    if (this.#options.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#options.delayMs));
    signal?.throwIfAborted();
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
    const isKept = (member: FakeMember) => member.id === callerId || member.role === "owner";
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

const iso = (instant: number) => new Date(instant).toISOString();

const isActive = (team: FakeTeam) => team.active.at(-1)?.to === Infinity;

function statusOf(member: FakeMember): Member["status"] {
  if (member.removedAt !== undefined) return "removed";
  return member.memberships.some(({ to, team }) => to === Infinity && isActive(team)) ? "active" : "inactive";
}

/** When a membership stopped making its member active. */
const endOf = ({ to, team }: FakeMember["memberships"][number]) => Math.min(to, team.active.at(-1)?.to ?? -Infinity);

function cut<T extends Stretch>(stretch: T, start: number, end: number): T[] {
  const from = Math.max(stretch.from, start);
  const to = Math.min(stretch.to, end);
  return from < to ? [{ ...stretch, from, to }] : [];
}

/** A member's billable stretches in [start, end): in the team while the team was active. */
function spansOf(member: FakeMember, start: number, end: number): FakeMember["memberships"] {
  return member.memberships.flatMap((membership) =>
    membership.team.active
      .flatMap((active) =>
        cut(active, membership.from, membership.to).map((both) => ({
          team: membership.team,
          from: both.from,
          to: both.to,
          startedBy: active.from > membership.from ? active.startedBy : membership.startedBy,
          ...(active.to < membership.to
            ? active.endedBy && { endedBy: active.endedBy }
            : membership.endedBy && { endedBy: membership.endedBy }),
        })),
      )
      .flatMap((span) => cut(span, start, end)),
  );
}

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
  const from = Number(cursor ?? 0);
  return {
    items: sorted.slice(from, from + limit),
    total: items.length,
    ...(from + limit < items.length && { nextCursor: String(from + limit) }),
  };
}

function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return iso(Date.UTC(year, number - 1 + count, 1)).slice(0, 7);
}

/** YYYY-MM-DD of an instant in a time zone. */
const localDate = (instant: number, timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(instant);

/** The first instant of a month in a time zone. */
function startOf(month: string, timeZone: string): number {
  const wall = Date.parse(`${month}-01T00:00:00Z`);
  const shown = (instant: number) =>
    Date.parse(
      `${new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(instant).replace(" ", "T")}Z`,
    );
  const guess = wall - (shown(wall) - wall);
  return guess - (shown(guess) - wall);
}

const teamNames = [
  "Design",
  "Sales",
  "Engineering",
  "Support",
  "Marketing",
  "Finance",
  "Legal",
  "Operations",
  "Research",
  "Product",
  "Data",
  "Security",
  "People",
  "Partnerships",
];

const firstNames = [
  "Ana",
  "Bo",
  "Chidi",
  "Dana",
  "Elif",
  "Farid",
  "Greta",
  "Hana",
  "Ines",
  "Jonas",
  "Karim",
  "Lena",
  "Milo",
  "Nadia",
  "Oskar",
  "Priya",
  "Quinn",
  "Rosa",
  "Sami",
  "Tova",
  "Uma",
  "Viktor",
  "Wanda",
];

const lastNames = [
  "Silva",
  "Lindqvist",
  "Okafor",
  "Novak",
  "Yılmaz",
  "Haddad",
  "Meyer",
  "Sato",
  "Costa",
  "Weber",
  "Benali",
  "Fischer",
  "Rossi",
  "Petrova",
  "Nilsson",
  "Sharma",
  "Byrne",
  "Martín",
  "Laine",
];

/** People and teams around the running month: one team archived in it, one before, one long ago; six members removed. */
function createDirectory(
  month: string,
  options: { timeZone: string; activeMembers: number; inactiveMembers: number },
): Directory {
  const start = startOf(month, options.timeZone);
  let version = 0;
  const cause = (what: Cause["what"], at: number): Cause => ({ what, at: iso(at), by: kim, version: ++version });
  const yearAgo = start - 330 * dayMs;
  const team = (name: string, archivedAt?: number): FakeTeam => ({
    id: name.toLowerCase().replaceAll(" ", "-"),
    name,
    active: [
      {
        from: yearAgo,
        to: archivedAt ?? Infinity,
        startedBy: cause("team-added", yearAgo),
        ...(archivedAt !== undefined && { endedBy: cause("team-archived", archivedAt) }),
      },
    ],
  });
  const teams = teamNames.map((name) => team(name));
  const events = team("Events", start + 11 * dayMs + 10 * 3_600_000 + 240_000);
  const fair = team("Trade fair", start - 12 * dayMs);
  const pilot = team("Pilot", start - 260 * dayMs);

  let serial = 0;
  const person = (joinedTeams: FakeTeam[], joinedAt: number): FakeMember => {
    const name = `${firstNames[serial % firstNames.length]} ${lastNames[serial % lastNames.length]}`;
    serial += 1;
    return {
      id: `m${serial}`,
      name,
      email: `${name
        .toLowerCase()
        .normalize("NFD")
        .replaceAll(/[^a-z ]/g, "")
        .replace(" ", ".")}@acme.example`,
      role: "member",
      joinedAt,
      memberships: joinedTeams.map((joined) => ({
        team: joined,
        from: joinedAt,
        to: Infinity,
        startedBy: cause("member-joined-team", joinedAt),
      })),
    };
  };
  const at = (index: number) => teams[index % teams.length] ?? events;
  const active = Array.from({ length: options.activeMembers }, (_, index) => {
    const joined = [
      at(index * index),
      ...(index % 3 === 0 ? [at(index + 1)] : []),
      ...(index % 9 === 0 ? [at(index + 4), fair] : []),
    ];
    return person([...new Set(joined)], Math.max(yearAgo, start - ((index * 37) % 330) * dayMs + 8 * 3_600_000));
  });
  const inactive = Array.from({ length: options.inactiveMembers }, (_, index) =>
    person(
      index < 4 ? [events] : index % 3 === 0 ? [] : [index % 3 === 1 ? fair : pilot],
      start - (280 + index) * dayMs,
    ),
  );
  const removed = Array.from({ length: 6 }, (_, index) => {
    const member = person([at(index)], start - 200 * dayMs);
    const removedAt = start - (3 + index) * dayMs;
    for (const membership of member.memberships)
      Object.assign(membership, { to: removedAt, endedBy: cause("member-removed", removedAt) });
    return { ...member, removedAt };
  });
  const [caller] = active;
  if (caller) Object.assign(caller, { id: callerId, name: "Kim Tran", email: "kim.tran@acme.example", role: "admin" });
  const owner = inactive.at(-1);
  if (owner)
    Object.assign(owner, { name: "Mara Kovač", email: "mara.kovac@acme.example", role: "owner", memberships: [] });
  return { version, teams: [...teams, events, fair, pilot], members: [...active, ...inactive, ...removed] };
}
