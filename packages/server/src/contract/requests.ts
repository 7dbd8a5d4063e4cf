import { webhookEvents } from "@seatbook/core";
import * as v from "valibot";
import { scopes } from "../api-keys/scopes.ts";
import {
  customer,
  date,
  described,
  eachOnce,
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

const mailbox = v.pipe(
  v.array(email, "Give a list of addresses."),
  v.maxLength(20, "Give at most 20 addresses."),
  v.metadata({ description: "The addresses that invoices are mailed to." }),
);

export const putWorkspace = v.strictObject({
  name: described("The workspace's name, as the widgets show it.", text(200)),
  contractStart: described(
    "The day on which the contract began. From before the server's cut-off date, it is billed by user license.",
    v.union(
      [
        date,
        v.pipe(
          instant,
          v.transform((value) => new Date(value).toISOString().slice(0, 10)),
        ),
      ],
      "Give a date as YYYY-MM-DD.",
    ),
  ),
  contract: v.exactOptional(
    described(
      "Individual enterprise contracts are billed by user license, unless `licenseModel` says otherwise.",
      v.picklist(["standard", "enterprise"], 'Give "standard" or "enterprise".'),
    ),
  ),
  licenseModel: v.exactOptional(licenseModel),
  timeZone: v.exactOptional(timeZone),
  price,
  tax: v.exactOptional(tax),
  customer: v.exactOptional(customer),
  mailbox: v.exactOptional(mailbox),
});

/** An instant as epoch ms. */
const epochOf = (what: string) =>
  v.pipe(
    described(what, instant),
    v.transform((value) => Date.parse(value)),
  );

const since = v.exactOptional(
  epochOf("For what is new and began earlier than now, as far back as the first month that is not closed."),
);
const teamIds = v.pipe(
  v.array(id, "Give a list of team ids."),
  v.maxLength(10_000, "Give at most 10000 teams."),
  v.metadata({ description: "The ids of the teams that the member is in: exactly these. Left out, nothing changes." }),
);

export const putTeam = v.strictObject({ name: described("The team's name.", text(200)), since });

export const putMember = v.strictObject({
  name: described("The member's name.", text(200)),
  email: described("The member's e-mail address.", email),
  role: v.exactOptional(memberRole),
  teams: v.exactOptional(teamIds),
  since,
});

const ownId = described("Your own id, which never changes.", id);

export const directoryTeam = v.strictObject({
  id: ownId,
  ...putTeam.entries,
  archived: v.exactOptional(described("Whether the team is archived. Left out, it stays as it is.", v.boolean())),
});
export const directoryMember = v.strictObject({ id: ownId, ...putMember.entries });

/** The full wanted state. */
export const putDirectory = v.strictObject({
  teams: described("All teams. One that is not listed is archived.", v.array(directoryTeam)),
  members: described("All members. One who is not listed is removed.", v.array(directoryMember)),
});

export const postSession = v.strictObject({
  workspace: described("The workspace that the session is for.", id),
  member: described("The member who is signed in at your product.", id),
  role: sessionRole,
  ttlSeconds: v.exactOptional(
    v.pipe(
      v.number("Give a whole number of seconds."),
      v.integer("Give a whole number of seconds."),
      v.minValue(1, "Give at least 1 second."),
      v.maxValue(3600, "Give at most 3600 seconds (one hour)."),
      v.metadata({ description: "How long the token is good for; an hour where it is left out." }),
    ),
  ),
});

export const postApiKey = v.strictObject({
  name: described("What the key is for, to tell it from others.", text(100)),
  scopes: v.pipe(
    v.array(v.picklist(scopes, 'Give "read", "write", "billing", "webhooks" or "keys".'), "Give a list of scopes."),
    v.minLength(1, "Give at least one scope."),
    v.maxLength(scopes.length, "Give each scope once."),
    v.check((given) => new Set(given).size === given.length, "Give each scope once."),
    v.metadata({ description: "What the key may do: the security scheme `apiKey` says what each scope is." }),
  ),
  workspace: v.exactOptional(described("Binds the key to this workspace. Left out, it is for all.", id)),
  expiresAt: v.exactOptional(epochOf("When the key ends by itself. Left out, it works until it is revoked.")),
});

/** A week is the longest that two texts of a key are accepted. */
export const postRotation = v.strictObject({
  overlapHours: v.exactOptional(
    v.pipe(
      v.number("Give a whole number of hours."),
      v.integer("Give a whole number of hours."),
      v.minValue(0, "Give at least 0 hours."),
      v.maxValue(168, "Give at most 168 hours (a week)."),
      v.metadata({ description: "How long the text so far works too; 24 where it is left out." }),
    ),
  ),
});

export const postRemoveInactive = v.strictObject({
  fingerprint: described(
    "That of the list which was looked at: if others are inactive now, nobody is removed.",
    text(300),
  ),
});

const commandType = "What would be done.";

export const postPreview = v.strictObject({
  commands: v.pipe(
    v.array(
      v.variant(
        "type",
        [
          v.strictObject({
            type: described(commandType, v.picklist(["archive-team", "unarchive-team"])),
            team: described("The team's id.", id),
          }),
          v.strictObject({
            type: described(commandType, v.literal("remove-member")),
            member: described("The member's id.", id),
          }),
          v.strictObject({ type: described(commandType, v.literal("remove-inactive-members")) }),
        ],
        'Give a command of type "archive-team", "unarchive-team", "remove-member" or "remove-inactive-members".',
      ),
    ),
    v.minLength(1, "Give at least one command."),
    v.maxLength(1000, "Give at most 1000 commands."),
    // So a team is archived and unarchived once at most, each of which takes a step for each of its members. More often would come to
    // nothing else, and a thousand times in a large team to minutes.
    eachOnce("This command was given before. Give each command once."),
    v.metadata({ description: "What would be done, in this order. Each command once.", uniqueItems: true }),
  ),
});

export const putBillingDetails = customer;

export const putMailbox = v.strictObject({ mailbox: v.pipe(mailbox, v.minLength(1, "Give at least one address.")) });

export const postCancel = v.strictObject({ reason: described("Why, as the credit note says it.", text(500)) });

export const postPayment = v.strictObject({ paidOn: described("The day on which the money came.", date) });

export const postBounce = v.strictObject({ detail: described("What the receiving server has said.", text(500)) });

const aUrl = "Give an address such as https://app.example.com/webhooks.";
const webhookUrl = v.pipe(
  v.string(aUrl),
  v.minLength(1, aUrl),
  v.maxLength(2000, "Give at most 2000 characters."),
  v.metadata({
    description: "Where messages are sent: https, on the public internet unless the server allows more.",
    format: "uri",
    examples: ["https://app.acme.example/webhooks"],
  }),
);
const webhookWorkspaces = v.pipe(
  v.array(id, "Give a list of workspace ids."),
  v.minLength(1, "Name at least one workspace, or leave the list out for all."),
  v.maxLength(1000, "Give at most 1000 workspaces."),
  v.metadata({ description: "It is told of these workspaces. Left out: of all, new ones too." }),
);
const webhookEventList = v.pipe(
  v.array(webhookEvent, "Give a list of events."),
  v.minLength(1, "Name at least one event, or leave the list out for all."),
  v.maxLength(webhookEvents.length, "Name each event once."),
  v.metadata({ description: "It is told of these events. Left out: of all." }),
);

/** Without `workspaces` it is told of all, without `events` everything. */
export const postWebhookEndpoint = v.strictObject({
  url: webhookUrl,
  description: v.exactOptional(described("What it is for, to tell it from others.", text(200))),
  workspaces: v.exactOptional(webhookWorkspaces),
  events: v.exactOptional(webhookEventList),
});

/** What is left out stays as it is; null takes a description or a list away. */
export const patchWebhookEndpoint = v.strictObject({
  url: v.exactOptional(webhookUrl),
  description: v.exactOptional(
    described("What it is for, to tell it from others; null for nothing.", v.nullable(text(200))),
  ),
  workspaces: v.exactOptional(
    described("It is told of these workspaces; null for all.", v.nullable(webhookWorkspaces)),
  ),
  events: v.exactOptional(described("It is told of these events; null for all.", v.nullable(webhookEventList))),
  enabled: v.exactOptional(
    described(
      "Whether it is told of anything. What happens while it is not is sent only where `recoverWebhooks` asks for it.",
      v.boolean("Give true or false."),
    ),
  ),
});

/** For so long the secret before signs too. */
export const postRotateSecret = v.strictObject({
  overlapHours: v.exactOptional(
    v.pipe(
      v.number("Give a number of hours."),
      v.minValue(0, "Give at least 0 hours."),
      v.maxValue(168, "Give at most 168 hours (a week)."),
      v.metadata({ description: "How long the secret so far signs too; 24 where it is left out." }),
    ),
  ),
});

export const postRecover = v.strictObject({
  since: epochOf("The first instant of what is sent again."),
});

export const putDemoClock = v.strictObject({ now: described("The instant that the clock is set to.", instant) });
