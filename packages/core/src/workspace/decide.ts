import { contradictions, lacksVatId } from "../invoice/requirements.ts";
import { addMonths } from "../month.ts";
import { Refusal, type RefusalCode } from "../refusals.ts";
import type { Command, MemberEntry, TeamEntry } from "./commands.ts";
import { decideErasure } from "./decide-erasure.ts";
import { closeMonth, decideInvoice } from "./decide-invoice.ts";
import { decideMail } from "./decide-mail.ts";
import { decideMailbox } from "./decide-mailbox.ts";
import { decideProvisioning } from "./decide-provisioning.ts";
import { wasErased } from "./erasure.ts";
import type { Profile, Terms, WorkspaceEvent } from "./events.ts";
import { inactiveMembers } from "./inactive-members.ts";
import { isSameMailbox, toMailbox } from "./mailbox.ts";
import { monthOf, nextToClose, periodOf, termsOf } from "./periods.ts";
import { restorableUntil } from "./restore.ts";
import { currentMemberships, isPresent, isTeamActive, type Member, type State } from "./state.ts";
import { allAtOnce, entriesPerTurn, type Turns } from "../turns.ts";

/** What `command`, given at `at` (epoch milliseconds, never before the last record), does to the workspace: the events to
 *  append, none where nothing would change, or the refusal. */
export function decide(state: State, command: Command, at: number): WorkspaceEvent[] | Refusal {
  if (state.version === 0 && command.type !== "configure-workspace") return new Refusal("workspace-not-found");
  switch (command.type) {
    case "configure-workspace":
      return configure(state, command, at);
    case "put-team":
      return allAtOnce(syncDirectory(state, [command], [], at, false));
    case "put-member":
      return allAtOnce(syncDirectory(state, [], [command], at, false));
    case "sync-directory":
      return allAtOnce(replaceDirectory(state, command, at));
    case "archive-team":
    case "unarchive-team": {
      const team = state.teams.get(command.team);
      if (!team) return new Refusal("team-not-found");
      const archive = command.type === "archive-team";
      if (isTeamActive(team) !== archive) return [];
      return [{ type: archive ? "TeamArchived" : "TeamUnarchived", team: team.id }];
    }
    case "remove-member": {
      const member = state.members.get(command.member);
      if (!member) return new Refusal("member-not-found");
      return isPresent(member) ? [{ type: "MemberRemoved", member: member.id }] : [];
    }
    case "restore-member": {
      const member = state.members.get(command.member);
      if (!member) return new Refusal("member-not-found");
      if (isPresent(member)) return [];
      if (at > restorableUntil(member)) return new Refusal("restore-expired");
      if (wasErased(state, member)) return new Refusal("member-erased");
      return [{ type: "MemberRestored", member: member.id }];
    }
    case "remove-inactive-members": {
      const { removable, fingerprint } = inactiveMembers(state, command.caller);
      if (command.fingerprint !== undefined && command.fingerprint !== fingerprint) {
        return new Refusal("inactive-members-changed", "fingerprint");
      }
      return removable.map(({ id }) => ({ type: "MemberRemoved", member: id }));
    }
    case "provision-member":
    case "change-provisioned-member":
    case "deprovision-member":
    case "provision-team":
    case "change-provisioned-team":
    case "deprovision-team":
      return decideProvisioning(state, command, at);
    case "set-billing-details": {
      const { customer } = command;
      if (lacksVatId({ ...state.profile, customer })) return new Refusal("vat-id-missing", "vatId");
      const profile: Profile = { ...state.profile, customer };
      return isSame(profile, state.profile) ? [] : [{ type: "WorkspaceChanged", profile }];
    }
    case "close-month":
      return closeMonth(state, command, at);
    case "draft-invoice":
    case "draft-deferred-invoice":
    case "issue-invoice":
    case "cancel-invoice":
    case "record-payment":
    case "send-invoice":
      return decideInvoice(state, command, at);
    case "start-mail":
    case "end-mail":
    case "report-bounce":
      return decideMail(state, command, at);
    case "request-mailbox":
    case "resend-mailbox-confirmation":
    case "confirm-mailbox":
    case "withdraw-mailbox":
      return decideMailbox(state, command, at);
    case "erase-member":
    case "complete-erasure":
      return decideErasure(state, command, at);
  }
}

/** As `decide`, in turns where the command may be a large one. `state` must not move on before the last. */
export function* decideInTurns(state: State, command: Command, at: number): Turns<WorkspaceEvent[] | Refusal> {
  if (command.type !== "sync-directory" || state.version === 0) return decide(state, command, at);
  return yield* replaceDirectory(state, command, at);
}

function configure(
  state: State,
  command: Extract<Command, { type: "configure-workspace" }>,
  at: number,
): WorkspaceEvent[] | Refusal {
  const { name, contractStart, contract = state.profile.contract, tax, customer, mailbox, price } = command;
  // What is left out stays as it is: to rename a workspace is not to change how it is billed.
  const chosenModel = command.licenseModel ?? state.profile.licenseModel;
  const profile: Profile = {
    ...state.profile,
    name,
    contractStart,
    contract,
    ...(chosenModel && { licenseModel: chosenModel }),
    ...(tax && { tax }),
    ...(customer && { customer }),
    ...(mailbox && { mailbox: toMailbox(mailbox) }),
  };
  const [contradiction] = contradictions(profile, price.currency, command.seller);
  if (contradiction) return new Refusal(contradiction.code, contradiction.field);
  const isLegacy = contract === "enterprise" || contractStart < command.legacyContractsBefore;
  const licenseModel = chosenModel ?? (isLegacy ? "user" : "team");
  if (state.version === 0) {
    const timeZone = command.timeZone ?? "UTC";
    const workspace = command.workspace;
    const created: State = { ...state, terms: [{ from: "0000-01", licenseModel, timeZone, price }] };
    const terms: Terms = { from: monthOf(created, at), licenseModel, timeZone, price };
    return [{ type: "WorkspaceCreated", workspace, profile, terms }];
  }
  // What the operator sets is in force at once, and a change that waits for confirmation is not wanted any more. A host that
  // sends the same mailbox again and again wants no other one.
  const isMailboxReplaced =
    state.mailboxChange !== undefined && !isSameMailbox(profile.mailbox ?? [], state.profile.mailbox ?? []);
  const from = addMonths(monthOf(state, at), 1);
  const waiting = termsOf(state, from);
  const terms: Terms = { from, licenseModel, timeZone: command.timeZone ?? waiting.timeZone, price };
  return [
    ...(isSame(profile, state.profile) ? [] : [{ type: "WorkspaceChanged", profile } as const]),
    ...(isMailboxReplaced ? [{ type: "MailboxChangeWithdrawn" } as const] : []),
    ...(isSame(terms, { ...waiting, from }) ? [] : [{ type: "TermsChanged", terms } as const]),
  ];
}

/** Adds and changes what is listed, and leaves everything else as it is. `isListing`: this is a whole directory. */
function* syncDirectory(
  state: State,
  teams: TeamEntry[],
  members: MemberEntry[],
  at: number,
  isListing: boolean,
): Turns<WorkspaceEvent[] | Refusal> {
  const events: WorkspaceEvent[] = [];
  // Of many entries, which one it is.
  const refusalOf = (code: RefusalCode, event: { member: string } | { team: string }, field: string): Refusal => {
    if (!isListing) return new Refusal(code, field);
    const [list, entries, wanted] =
      "member" in event ? (["members", members, event.member] as const) : (["teams", teams, event.team] as const);
    return new Refusal(code, `${list}.${entries.findIndex(({ id }) => id === wanted)}.${field}`);
  };
  const earliest = state.closed.length > 0 ? periodOf(state, nextToClose(state)).from : -Infinity;
  const added = new Set<string>();
  for (const { id, name, since = at, archived } of teams) {
    const team = state.teams.get(id);
    if (!team) {
      added.add(id);
      events.push({ type: "TeamAdded", team: id, name, since });
    } else if (team.name !== name) events.push({ type: "TeamRenamed", team: id, name });
    const isArchived = team !== undefined && !isTeamActive(team);
    // Listed again, a team that was archived for not being listed is wanted back; one that someone archived is not.
    const isWantedArchived = archived ?? (isArchived && !(isListing && team.isUnlisted));
    if (isWantedArchived !== isArchived) {
      events.push({ type: isWantedArchived ? "TeamArchived" : "TeamUnarchived", team: id });
    }
  }
  for (const [index, entry] of members.entries()) {
    const changes = putMember(state.members.get(entry.id), entry, entry.since ?? at);
    if (changes instanceof Refusal) return refusalOf(changes.code, { member: entry.id }, changes.field ?? "");
    for (const change of changes) events.push(change);
    if (index % entriesPerTurn === entriesPerTurn - 1) yield;
  }
  const isKnown = (team: string): boolean => added.has(team) || state.teams.has(team);
  for (const [index, event] of events.entries()) {
    if (event.type === "MemberJoinedTeam" && !isKnown(event.team)) return refusalOf("team-unknown", event, "teams");
    // Only of what starts now: who sends the same `since` again and again is not refused for it.
    if ("since" in event && event.since > at) return refusalOf("since-in-future", event, "since");
    if ("since" in event && event.since < earliest) return refusalOf("since-month-closed", event, "since");
    if (event.type === "MemberAdded" && !(event.teams ?? []).every(isKnown))
      return refusalOf("team-unknown", event, "teams");
    if (index % entriesPerTurn === entriesPerTurn - 1) yield;
  }
  return events;
}

function putMember(member: Member | undefined, entry: MemberEntry, since: number): WorkspaceEvent[] | Refusal {
  const { id, name, email, role = member?.role ?? "member" } = entry;
  const joinable = (team: string): boolean =>
    since >= (member?.memberships.find((membership) => membership.team === team)?.stays.at(-1)?.to ?? -Infinity);
  if (!member || !isPresent(member)) {
    const teams = [...new Set(entry.teams)];
    if (since < (member?.presence.at(-1)?.to ?? -Infinity) || !teams.every(joinable)) {
      return new Refusal("since-overlaps", "since");
    }
    return [{ type: "MemberAdded", member: id, name, email, role, ...(teams.length > 0 && { teams }), since }];
  }
  const events: WorkspaceEvent[] = [];
  if (member.name !== name || member.email !== email || member.role !== role) {
    events.push({ type: "MemberChanged", member: id, name, email, role });
  }
  if (!entry.teams) return events;
  const wanted = new Set(entry.teams);
  const current = new Set(currentMemberships(member).map(({ team }) => team));
  for (const team of current.difference(wanted)) events.push({ type: "MemberLeftTeam", member: id, team });
  for (const team of wanted.difference(current)) {
    if (since < (member.presence.at(-1)?.from ?? since) || !joinable(team)) {
      return new Refusal("since-overlaps", "since");
    }
    events.push({ type: "MemberJoinedTeam", member: id, team, since });
  }
  return events;
}

/** So many are only looked at in a turn. */
const idsPerTurn = 16 * entriesPerTurn;

/** As `syncDirectory`; a team that is not listed is archived, a member that is not listed is removed. */
function* replaceDirectory(
  state: State,
  command: Extract<Command, { type: "sync-directory" }>,
  at: number,
): Turns<WorkspaceEvent[] | Refusal> {
  const teams = new Set<string>();
  for (const [index, { id }] of command.teams.entries()) {
    if (teams.has(id)) return new Refusal("duplicate-id", `teams.${index}.id`);
    teams.add(id);
  }
  const members = new Set<string>();
  for (const [index, { id }] of command.members.entries()) {
    if (members.has(id)) return new Refusal("duplicate-id", `members.${index}.id`);
    members.add(id);
    if (members.size % idsPerTurn === 0) yield;
  }
  const changes = yield* syncDirectory(state, command.teams, command.members, at, true);
  if (changes instanceof Refusal) return changes;
  let count = 0;
  for (const member of state.members.values()) {
    if (isPresent(member) && !members.has(member.id)) changes.push({ type: "MemberRemoved", member: member.id });
    if (++count % idsPerTurn === 0) yield;
  }
  for (const team of state.teams.values()) {
    if (isTeamActive(team) && !teams.has(team.id)) {
      changes.push({ type: "TeamArchived", team: team.id, isUnlisted: true });
    }
  }
  return changes;
}

function isSame(a: object, b: object): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
