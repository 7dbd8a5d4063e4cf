import { permissions } from "@seatbook/core";
import * as v from "valibot";
import { scopes } from "../api-keys/scopes.ts";
import { ways } from "../journals/author.ts";
import {
  aMonth,
  countOf,
  dayOf,
  flagOf,
  idsOf,
  instant,
  instantOf,
  memberId,
  memberName,
  moneyOf,
  monthOf,
  nextCursor,
  page,
  teamId,
  teamName,
  textOf,
  workspaceId,
} from "./fields.ts";
import { codes, problemOf } from "./problem-codes.ts";
import { described, licenseModel, memberRole } from "./values.ts";

const timeZone = textOf("The IANA time zone in which months begin and end.");
/** Which of several shapes it is. */
const kind = <const T extends string>(of: T) => described("Which kind it is.", v.literal(of));

export const actor = described(
  "Who did it: an operator's API key, a session's member (the name where the directory has it), or the server itself.",
  v.variant("type", [
    v.object({ type: kind("operator") }),
    v.object({ type: kind("member"), id: memberId, name: v.optional(memberName) }),
    v.object({ type: kind("system") }),
  ]),
);

const origin = {
  key: v.optional(
    described(
      "The API key; of a session, the one that made it. Absent for the keys of SEATBOOK_API_KEYS.",
      v.object({ id: textOf("The key's id."), name: v.optional(textOf("The key's name.")) }),
    ),
  ),
  via: v.optional(
    described("By which way it came. Absent from what was recorded before this was kept.", v.picklist(ways)),
  ),
  request: v.optional(
    described("The request's id, as the server's log has it and the answer carried it (`X-Request-Id`).", v.string()),
  ),
};

export const author = described(
  "Who did it, and by which way.",
  v.variant("type", [
    v.object({ type: kind("operator"), ...origin }),
    v.object({ type: kind("member"), id: memberId, name: v.optional(memberName), ...origin }),
    v.object({ type: kind("system"), ...origin }),
  ]),
);

const priceStep = described(
  "One step of an amount: so many licenses at that unit price. The steps sum to the net amount.",
  v.object({
    licenses: countOf("How many licenses are of the step."),
    unitMinor: countOf("What each of them costs, in the currency's minor unit."),
    amount: moneyOf("What they cost together."),
  }),
);

export const estimate = described(
  "What a month comes to so far, or will come to if nothing changes.",
  v.object({
    month: monthOf("The month, in the workspace's time zone."),
    start: instantOf("Its first instant."),
    end: instantOf("The first instant of the next month."),
    licenseModel,
    licenses: countOf("How many licenses there are."),
    net: moneyOf("What they cost, before tax."),
    ending: countOf("How many of these licenses end with the month: free from the next one, if nothing changes."),
    steps: described("How `net` is computed.", v.array(priceStep)),
    minimumLicenses: v.optional(
      countOf("The least that is billed, only where it raised the number of billed licenses."),
    ),
  }),
);

export const counts = described(
  "How many members and teams there are now.",
  v.object({
    members: countOf("Active and inactive members."),
    activeMembers: countOf("Members of at least one team that is not archived."),
    inactiveMembers: countOf("Members of no such team."),
    removedMembers: countOf("Members who were removed."),
    teams: countOf("Active and archived teams."),
    activeTeams: countOf("Teams that are not archived."),
    archivedTeams: countOf("Teams that are archived."),
  }),
);

export const permission = described("What a session or a key may do.", v.picklist(permissions));

const workspaceEntries = {
  id: workspaceId,
  name: textOf("The workspace's name."),
  version: countOf("How many entries its audit trail has."),
};

export const workspaceSummary = v.object({
  ...workspaceEntries,
  licenseModel,
  nextLicenseModel: v.optional(
    described("Only while a change of model waits for the start of the next month.", licenseModel),
  ),
  timeZone,
  nextTimeZone: v.optional(textOf("Only while a change of time zone waits for the start of the next month.")),
  countingRule: described(
    "`any-in-month`: whoever was billable at any instant of the month counts. `month-start`: whoever was at its first.",
    v.picklist(["any-in-month", "month-start"]),
  ),
  counts,
  currentMonth: described("The running month, so far.", estimate),
  nextMonth: described("The next month, if nothing changes from now on.", estimate),
  lastClosedMonth: v.optional(monthOf("The last month that is closed.")),
  permissions: described("What who asks may do.", v.array(permission)),
});

export const workspaceItem = v.object({ ...workspaceEntries, licenseModel, timeZone });

const archived = flagOf("Whether the team is archived.");

export const member = v.object({
  id: memberId,
  name: memberName,
  email: textOf("The member's e-mail address. Empty where the personal data was erased."),
  role: memberRole,
  status: described(
    "`active`: in at least one team that is not archived. `inactive`: in none. `removed`: without access.",
    v.picklist(["active", "inactive", "removed"]),
  ),
  joinedAt: instantOf("When the member was added first."),
  teams: described(
    "The teams the member is in now, archived ones included, by name.",
    v.array(v.object({ id: teamId, name: teamName, archived })),
  ),
  inactiveSince: v.optional(described("Of an inactive member: since when.", instant)),
  lastTeams: v.optional(
    described(
      "Of an inactive member: the team or teams whose end made it so; empty for one who was never in an active team.",
      v.array(v.object({ id: teamId, name: teamName })),
    ),
  ),
  removedAt: v.optional(instantOf("Of a removed member: since when.")),
  restorableUntil: v.optional(
    instantOf(
      "Of a removed member: until when `restoreMember` is possible. Absent where the personal data was erased.",
    ),
  ),
  billed: described(
    "Whether the member is a license of the running month, and of the next if nothing changes. Always false under team license.",
    v.object({
      currentMonth: flagOf("Whether the member is a license of the running month."),
      nextMonth: flagOf("Whether the member will be one of the next, if nothing changes."),
    }),
  ),
  freeFrom: v.optional(dayOf("Billed for the running month, and free from this date if nothing changes.")),
});

export const cause = v.object({
  what: described(
    "What began or ended the stretch.",
    v.picklist([
      "team-added",
      "team-unarchived",
      "team-archived",
      "member-joined-team",
      "member-left-team",
      "member-removed",
    ]),
  ),
  at: instantOf("When it happened."),
  by: actor,
  version: countOf("The entry of the audit trail that recorded it."),
});

export const span = described(
  "A stretch of time, [from, to), cut to the month, that made a license count.",
  v.object({
    team: described("The team by which it counted.", v.object({ id: teamId, name: teamName })),
    from: instantOf("Its first instant."),
    to: described("The first instant after it; null while it goes on.", v.nullable(instant)),
    startedBy: described("What it began with, which may be before the month.", cause),
    endedBy: v.optional(described("What it ended with, where that has happened.", cause)),
  }),
);

export const license = v.object({
  holder: described(
    "Whom the license is for: a team by team license, a member by user license.",
    v.variant("type", [
      v.object({ type: kind("team"), id: teamId, name: teamName }),
      v.object({
        type: kind("member"),
        id: memberId,
        name: memberName,
        email: textOf("The member's e-mail address."),
      }),
    ]),
  ),
  from: instantOf("The first billable instant."),
  to: described("The end of the last billable stretch; null while it goes on.", v.nullable(instant)),
  spans: described("The stretches of time that make it a license.", v.array(span)),
  why: textOf("One English sentence that says why."),
  freeFrom: v.optional(dayOf("The day from which it is free, if nothing changes.")),
});

const monthStatus = described(
  "`open`: it is not over. `ended`: it is, and was not closed yet. `closed`: its licenses do not change any more.",
  v.picklist(["open", "ended", "closed"]),
);
export const memberDetail = v.object({
  ...member.entries,
  licenses: described(
    "The months, newest first, at most twelve and the running one, for which this member is a license, and why.",
    v.array(v.object({ month: aMonth, status: monthStatus, ...license.entries })),
  ),
});

export const inactiveMembers = v.object({
  members: described("Whom removing the inactive members would remove.", v.array(member)),
  protected: described(
    "The inactive members who would stay.",
    v.array(
      v.object({
        member: described("Who would stay.", member),
        reason: described(
          "`caller`: it is who asks. `owner`: owners are removed one by one.",
          v.picklist(["caller", "owner"]),
        ),
      }),
    ),
  ),
  fingerprint: textOf("Stands for exactly these members: `removeInactiveMembers` takes it."),
});

export const removed = v.object({
  removed: described("The ids of the members who were removed.", v.array(v.string())),
});

export const team = v.object({
  id: teamId,
  name: teamName,
  status: described("Whether it is archived.", v.picklist(["active", "archived"])),
  members: countOf("How many members are in it."),
  licensesOnlyThisTeam: countOf("Next month's licenses that only this team makes: what archiving it would save."),
  addedAt: instantOf("When it began."),
  archivedAt: v.optional(instantOf("Of an archived team: since when.")),
});

const figures = v.object({
  licenses: countOf("How many licenses there are."),
  net: moneyOf("What they cost, before tax."),
});
export const change = v.object({
  month: aMonth,
  licenseModel,
  before: described("As it is now.", figures),
  after: described("As it would be, or is, with the change.", figures),
});

export const preview = v.object({
  currentMonth: described("The running month.", change),
  nextMonth: described("The next month.", change),
  counts: described(
    "Members and teams.",
    v.object({
      before: described("As it is now.", counts),
      after: described("As it would be, or is, with the change.", counts),
    }),
  ),
});

export const monthItem = v.object({
  month: aMonth,
  status: monthStatus,
  licenseModel,
  licenses: countOf("How many licenses it has, or had until now."),
  net: moneyOf("What they cost, before tax."),
  closedAt: v.optional(instantOf("When it was closed.")),
  invoice: v.optional(textOf("The number of the invoice that stands for the month: not a canceled one.")),
});

export const monthLicenses = v.object({
  ...monthItem.entries,
  items: described("The licenses, by name of their holders.", v.array(license)),
  nextCursor,
});

export const fieldError = described(
  "What is wrong with one field.",
  v.object({
    field: textOf("Where it is, for example `members.4711.email`."),
    message: textOf("What to do about it."),
  }),
);

export const erasure = described(
  "What was erased of a person, and what is kept.",
  v.object({
    member: memberId,
    status: described(
      "`done`: nothing of it is left in the store. `pending`: it is being overwritten.",
      v.picklist(["done", "pending"]),
    ),
    erasedAt: instantOf("When it was asked for."),
    kept: described(
      "Where the name or an address stay, and why.",
      v.array(
        v.object({
          what: described(
            "Where it stays.",
            v.picklist(["mailbox", "shared-address", "billing-details", "invoice", "cancel-reason", "team-name"]),
          ),
          number: v.optional(textOf("Of the invoice or credit note, once it has one.")),
          team: v.optional(teamId),
          why: textOf("Why it stays."),
        }),
      ),
    ),
  }),
);

export const session = v.object({
  token: textOf("The token, for the widgets or for requests of its own."),
  expiresAt: instantOf("Until when it is good."),
});
export const access = v.object({ access: flagOf("Whether the member has access now.") });

const memberships = (what: string) => described(what, v.array(v.object({ member: memberId, team: teamId })));

export const directoryChange = v.object({
  dryRun: flagOf("Whether it would be done only, and nothing was changed."),
  changes: described(
    "What is different.",
    v.object({
      teamsAdded: idsOf("The teams that are new."),
      teamsRenamed: idsOf("The teams that have another name."),
      teamsArchived: idsOf("The teams that are archived now."),
      teamsUnarchived: idsOf("The teams that are active again."),
      membersAdded: idsOf("The members who are new, or added again."),
      membersChanged: idsOf("The members with another name, address or role."),
      membersRemoved: idsOf("The members who were removed."),
      joined: memberships("Who has joined which team."),
      left: memberships("Who has left which team."),
    }),
  ),
  effect: described("What that comes to.", preview),
});

export const auditEntry = v.object({
  version: countOf("The number of the entry, from 1 without gaps."),
  at: instantOf("When it happened."),
  by: author,
  events: described(
    "What happened, in order: each event with the ids and values that are its own.",
    v.array(v.looseObject({ type: textOf("What happened.") })),
  ),
});

const apiKeyEntries = {
  id: textOf("The key's id, which is no secret."),
  name: textOf("What the key is for."),
  scopes: described("What the key may do.", v.array(v.picklist(scopes))),
  workspace: v.optional(textOf("The workspace that it is bound to. Absent: it is for all.")),
  createdAt: instantOf("When it was made."),
  createdBy: author,
  expiresAt: v.optional(instantOf("When it ends by itself.")),
  lastUsedOn: v.optional(dayOf("The last day (UTC) that it was used on.")),
  revokedAt: v.optional(instantOf("When it was revoked.")),
  overlapUntil: v.optional(instantOf("Until when texts from before a rotation are accepted too.")),
};

export const apiKey = described("An API key, never its text.", v.object(apiKeyEntries));

export const newApiKey = v.object({ ...apiKeyEntries, key: textOf("The key's text. It is not shown again.") });

/** What was done to one of `all`. @param of what it was done to. */
export const historyRecord = (of: string, all: string) =>
  described(
    `What was done to ${of}, and by whom.`,
    v.object({
      version: countOf(`The number of the record, among those of all ${all}.`),
      at: instantOf("When it was done."),
      by: author,
      events: described("What was done, in order.", v.array(v.looseObject({ type: textOf("What was done.") }))),
    }),
  );

export const apiKeyRecord = historyRecord("an API key", "keys");

export const apiKeyRecords = v.object({
  items: described("The records, the first one first.", v.array(apiKeyRecord)),
});

export const closeAll = v.object({
  month: aMonth,
  closed: described("The ids of the workspaces whose month was closed, or was already.", v.array(v.string())),
  refused: described(
    "The workspaces where it was refused.",
    v.array(
      v.object({
        workspace: workspaceId,
        code: textOf("The code of the refusal."),
        detail: textOf("Why, as a sentence."),
      }),
    ),
  ),
});

export const demoClock = v.object({ now: instantOf("What the clock says.") });

export const health = v.object({ status: described("This process answers.", v.literal("running")) });

export const readiness = described(
  "Whether this server should be sent requests, and why not.",
  v.object({
    status: described("`ready`: send it requests.", v.picklist(["ready", "not-ready"])),
    server: described("Whether the process is about to end.", v.picklist(["running", "stopping"])),
    store: described(
      "Whether the store answers, with what it should.",
      v.picklist(["reachable", "unreachable", "damaged"]),
    ),
    clock: described(
      "`behind` and `ahead` of the store's clock by more than an hour.",
      v.picklist(["sane", "behind", "ahead", "unknown"]),
    ),
  }),
);

/** All codes, for a client to switch on. */
export const problemCode = described(
  codes.map((code) => `- \`${code}\`: ${problemOf(code).title}`).join("\n"),
  v.picklist(codes),
);

export const problem = described(
  "RFC 9457 problem details.",
  v.object({
    type: textOf("`urn:seatbook:problem:` and the code."),
    title: textOf("What the code means, as a sentence."),
    status: described("The HTTP status.", v.number()),
    detail: textOf("What is wrong here and what to do, as a sentence for people."),
    code: problemCode,
    errors: v.optional(described("Each wrong field.", v.array(fieldError))),
  }),
);

export const memberPage = page(member);
export const teamPage = page(team);
export const apiKeyPage = page(apiKey);
export const auditPage = page(auditEntry);
export const months = described("Oldest first.", v.array(monthItem));

export const workspaces = described(
  "A page of workspaces.",
  v.object({
    ...page(workspaceItem).entries,
    unreadable: v.optional(idsOf("Ids of workspaces on this page that the store does not give back as it should.")),
  }),
);
