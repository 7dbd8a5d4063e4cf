import { webhookEvents } from "@seatbook/core";
import * as v from "valibot";
import { scopes } from "../api-keys/scopes.ts";
import {
  customer,
  date,
  email,
  id,
  instant,
  licenseModel,
  memberRole,
  price,
  sessionRole,
  tax,
  text,
  timeZone,
  webhookEvent,
} from "./values.ts";

const mailbox = v.pipe(v.array(email, "Give a list of addresses."), v.maxLength(20, "Give at most 20 addresses."));

export const putWorkspace = v.strictObject({
  name: text(200),
  contractStart: v.union(
    [
      date,
      v.pipe(
        instant,
        v.transform((value) => new Date(value).toISOString().slice(0, 10)),
      ),
    ],
    "Give a date as YYYY-MM-DD.",
  ),
  contract: v.exactOptional(v.picklist(["standard", "enterprise"], 'Give "standard" or "enterprise".')),
  licenseModel: v.exactOptional(licenseModel),
  timeZone: v.exactOptional(timeZone),
  price,
  tax: v.exactOptional(tax),
  customer: v.exactOptional(customer),
  mailbox: v.exactOptional(mailbox),
});

const since = v.exactOptional(
  v.pipe(
    instant,
    v.transform((value) => Date.parse(value)),
  ),
);
const teamIds = v.pipe(v.array(id, "Give a list of team ids."), v.maxLength(10_000, "Give at most 10000 teams."));

export const putTeam = v.strictObject({ name: text(200), since });

export const putMember = v.strictObject({
  name: text(200),
  email,
  role: v.exactOptional(memberRole),
  teams: v.exactOptional(teamIds),
  since,
});

export const directoryTeam = v.strictObject({ id, ...putTeam.entries, archived: v.exactOptional(v.boolean()) });
export const directoryMember = v.strictObject({ id, ...putMember.entries });

/** The full wanted state. A team that is not listed is archived, a member that is not listed is removed. */
export const putDirectory = v.strictObject({ teams: v.array(directoryTeam), members: v.array(directoryMember) });

export const postSession = v.strictObject({
  workspace: id,
  member: id,
  role: sessionRole,
  ttlSeconds: v.exactOptional(
    v.pipe(
      v.number("Give a whole number of seconds."),
      v.integer("Give a whole number of seconds."),
      v.minValue(1, "Give at least 1 second."),
      v.maxValue(3600, "Give at most 3600 seconds (one hour)."),
    ),
  ),
});

export const postApiKey = v.strictObject({
  name: text(100),
  scopes: v.pipe(
    v.array(v.picklist(scopes, 'Give "read", "write", "billing" or "keys".'), "Give a list of scopes."),
    v.minLength(1, "Give at least one scope."),
    v.maxLength(scopes.length, "Give each scope once."),
    v.check((given) => new Set(given).size === given.length, "Give each scope once."),
  ),
  workspace: v.exactOptional(id),
  expiresAt: v.exactOptional(
    v.pipe(
      instant,
      v.transform((value) => Date.parse(value)),
    ),
  ),
});

/** A week is the longest that two texts of a key are accepted. */
export const postRotation = v.strictObject({
  overlapHours: v.exactOptional(
    v.pipe(
      v.number("Give a whole number of hours."),
      v.integer("Give a whole number of hours."),
      v.minValue(0, "Give at least 0 hours."),
      v.maxValue(168, "Give at most 168 hours (a week)."),
    ),
  ),
});

export const postRemoveInactive = v.strictObject({ fingerprint: text(300) });

export const postPreview = v.strictObject({
  commands: v.pipe(
    v.array(
      v.variant(
        "type",
        [
          v.strictObject({ type: v.picklist(["archive-team", "unarchive-team"]), team: id }),
          v.strictObject({ type: v.literal("remove-member"), member: id }),
          v.strictObject({ type: v.literal("remove-inactive-members") }),
        ],
        'Give a command of type "archive-team", "unarchive-team", "remove-member" or "remove-inactive-members".',
      ),
    ),
    v.minLength(1, "Give at least one command."),
    v.maxLength(1000, "Give at most 1000 commands."),
  ),
});

export const putBillingDetails = customer;

export const putMailbox = v.strictObject({ mailbox: v.pipe(mailbox, v.minLength(1, "Give at least one address.")) });

export const postCancel = v.strictObject({ reason: text(500) });

export const postPayment = v.strictObject({ paidOn: date });

export const postBounce = v.strictObject({ detail: text(500) });

const aUrl = "Give an address such as https://app.example.com/webhooks.";
const webhookUrl = v.pipe(
  v.string(aUrl),
  v.minLength(1, aUrl),
  v.maxLength(2000, "Give at most 2000 characters."),
  v.metadata({ format: "uri", examples: ["https://app.acme.example/webhooks"] }),
);
const webhookWorkspaces = v.pipe(
  v.array(id, "Give a list of workspace ids."),
  v.minLength(1, "Name at least one workspace, or leave the list out for all."),
  v.maxLength(1000, "Give at most 1000 workspaces."),
);
const webhookEventList = v.pipe(
  v.array(webhookEvent, "Give a list of events."),
  v.minLength(1, "Name at least one event, or leave the list out for all."),
  v.maxLength(webhookEvents.length, "Name each event once."),
);

/** Without `workspaces` it is told of all, without `events` everything. */
export const postWebhookEndpoint = v.strictObject({
  url: webhookUrl,
  description: v.exactOptional(text(200)),
  workspaces: v.exactOptional(webhookWorkspaces),
  events: v.exactOptional(webhookEventList),
});

/** What is left out stays as it is; null takes a description or a list away. */
export const patchWebhookEndpoint = v.strictObject({
  url: v.exactOptional(webhookUrl),
  description: v.exactOptional(v.nullable(text(200))),
  workspaces: v.exactOptional(v.nullable(webhookWorkspaces)),
  events: v.exactOptional(v.nullable(webhookEventList)),
  enabled: v.exactOptional(v.boolean("Give true or false.")),
});

/** For so long the secret before signs too. */
export const postRotateSecret = v.strictObject({
  overlapHours: v.exactOptional(
    v.pipe(
      v.number("Give a number of hours."),
      v.minValue(0, "Give at least 0 hours."),
      v.maxValue(168, "Give at most 168 hours (a week)."),
    ),
  ),
});

export const postRecover = v.strictObject({
  since: v.pipe(
    instant,
    v.transform((value) => Date.parse(value)),
  ),
});

export const putDemoClock = v.strictObject({ now: instant });
