import * as v from "valibot";
import { defaultLimit, maximumLimit } from "../paging.ts";
import { date, id } from "./values.ts";

const digits = v.pipe(v.string(), v.regex(/^\d{1,9}$/, "Give a whole number."), v.transform(Number));

const limit = (absent: number) =>
  v.optional(
    v.pipe(digits, v.minValue(1, "Give at least 1."), v.maxValue(maximumLimit, `Give at most ${maximumLimit}.`)),
    String(absent),
  );

/** Long enough for the longest name or address that a list can be sorted by, folded. */
const cursor = v.optional(v.pipe(v.string(), v.maxLength(15_000, "The cursor is too long.")));
const query = v.optional(v.pipe(v.string(), v.maxLength(200, "Search for at most 200 characters.")), "");

const paging = { cursor, limit: limit(defaultLimit) };

export const listPage = v.object(paging);

export const listMembers = v.object({
  query,
  status: v.optional(v.picklist(["active", "inactive", "removed"], 'Give "active", "inactive" or "removed".')),
  team: v.optional(id),
  sort: v.optional(
    v.picklist(
      ["name", "-name", "email", "-email", "joined", "-joined"],
      'Give "name", "email" or "joined", with a "-" before it for the other direction.',
    ),
    "name",
  ),
  ...paging,
});

export const listTeams = v.object({
  query,
  status: v.optional(v.picklist(["active", "archived"], 'Give "active" or "archived".')),
  sort: v.optional(
    v.picklist(
      ["name", "-name", "members", "-members"],
      'Give "name" or "members", with a "-" before it for the other direction.',
    ),
    "name",
  ),
  ...paging,
});

/** License lists come in pages as large as there are, so that most workspaces need one. */
export const listLicenses = v.object({ cursor, limit: limit(maximumLimit) });

/** `after` is a version, and so is the cursor. */
export const listEvents = v.object({
  after: v.optional(digits, "0"),
  cursor: v.optional(digits),
  limit: limit(defaultLimit),
});

export const listWebhookDeliveries = v.object({
  status: v.optional(v.picklist(["pending", "delivered", "failed"], 'Give "pending", "delivered" or "failed".')),
  workspace: v.optional(id),
  ...paging,
});

export const putDirectoryQuery = v.object({
  dryRun: v.optional(v.picklist(["true", "false"], 'Give "true" or "false".'), "false"),
});

export const invoiceXmlQuery = v.object({
  profile: v.optional(v.picklist(["en16931", "xrechnung"], 'Give "en16931" or "xrechnung".'), "en16931"),
});

/** With a semicolon numbers have a decimal comma. */
const separator = v.optional(v.picklist(["comma", "semicolon"], 'Give "comma" or "semicolon".'), "comma");

export const csvQuery = v.object({ separator });

/** `from` and `to` are days of issue, both included. */
export const sellerInvoicesCsvQuery = v.pipe(
  v.object({ from: v.optional(date), to: v.optional(date), separator }),
  v.forward(
    v.partialCheck(
      [["from"], ["to"]],
      ({ from, to }) => from === undefined || to === undefined || from <= to,
      "Give a day that is not before `from`.",
    ),
    ["to"],
  ),
);
