import * as v from "valibot";
import { defaultLimit, maximumLimit } from "../paging.ts";
import { date, described, id } from "./values.ts";

/** To a client it is a number; in an address all is text. */
const digits = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}$/, "Give a whole number."),
  v.metadata({ type: "integer", pattern: undefined, minimum: 0, maximum: 999_999_999 }),
);
const wholeNumber = (text: string) => v.pipe(described(text, digits), v.transform(Number));

const limit = (absent: number) =>
  v.optional(
    v.pipe(
      digits,
      v.metadata({ description: "How many items a page has.", minimum: 1, maximum: maximumLimit }),
      v.transform(Number),
      v.minValue(1, "Give at least 1."),
      v.maxValue(maximumLimit, `Give at most ${maximumLimit}.`),
    ),
    String(absent),
  );

/** Long enough for the longest name or address that a list can be sorted by, folded. */
const cursor = v.optional(
  described("The `nextCursor` of the page before.", v.pipe(v.string(), v.maxLength(15_000, "The cursor is too long."))),
);
const query = v.optional(
  described(
    "Words that all have to be in it, whatever their case and accents.",
    v.pipe(v.string(), v.maxLength(200, "Search for at most 200 characters.")),
  ),
  "",
);

const paging = { cursor, limit: limit(defaultLimit) };

const sortedBy = <const O extends readonly string[]>(options: O, message: string) =>
  described('With a "-" before it in the other direction.', v.picklist(options, message));

export const listPage = v.object(paging);

export const listMembers = v.object({
  query,
  status: v.optional(
    described(
      "Only these; without it, all but the removed ones.",
      v.picklist(["active", "inactive", "removed"], 'Give "active", "inactive" or "removed".'),
    ),
  ),
  team: v.optional(described("Only the members of this team.", id)),
  sort: v.optional(
    sortedBy(
      ["name", "-name", "email", "-email", "joined", "-joined"],
      'Give "name", "email" or "joined", with a "-" before it for the other direction.',
    ),
    "name",
  ),
  ...paging,
});

export const listTeams = v.object({
  query,
  status: v.optional(
    described("Only these; without it, all.", v.picklist(["active", "archived"], 'Give "active" or "archived".')),
  ),
  sort: v.optional(
    sortedBy(
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
  after: v.optional(wholeNumber("The version after which to begin."), "0"),
  cursor: v.optional(wholeNumber("The `nextCursor` of the page before.")),
  limit: limit(defaultLimit),
});

export const listWebhookDeliveries = v.object({
  status: v.optional(
    described(
      "Only these; without it, all.",
      v.picklist(["pending", "delivered", "failed"], 'Give "pending", "delivered" or "failed".'),
    ),
  ),
  workspace: v.optional(described("Only what happened in this workspace.", id)),
  ...paging,
});

// Where something is written, a misspelled parameter is refused: what was to be a dry run would be carried out.
export const putDirectoryQuery = v.strictObject({
  dryRun: v.optional(
    described(
      "Changes nothing, and answers what would be changed.",
      v.picklist(["true", "false"], 'Give "true" or "false".'),
    ),
    "false",
  ),
});

export const eraseQuery = v.strictObject({
  /** An address of the person that is in the mailbox is the company's, and stays there. */
  keepMailbox: v.optional(
    described(
      "Whether the mailbox keeps the person's address.",
      v.picklist(["true", "false"], 'Give "true" or "false".'),
    ),
    "false",
  ),
});

export const invoiceXmlQuery = v.object({
  profile: v.optional(
    described(
      "XRechnung is what German public buyers ask for.",
      v.picklist(["en16931", "xrechnung"], 'Give "en16931" or "xrechnung".'),
    ),
    "en16931",
  ),
});

/** Less than the first is taken for the first, and fewer than none for none: so SCIM wants it. */
const scimNumber = (text: string) =>
  v.pipe(
    v.string(),
    v.regex(/^-?\d{1,9}$/, "Give a whole number."),
    v.metadata({ description: text, type: "integer", pattern: undefined }),
    v.transform(Number),
  );
const scimAttributes = v.pipe(v.string(), v.maxLength(2000, "Name fewer attributes."));

export const scimProjection = v.object({
  attributes: v.optional(described("The attributes to answer, separated by commas.", scimAttributes)),
  excludedAttributes: v.optional(described("The attributes to leave out, separated by commas.", scimAttributes)),
});

export const scimList = v.object({
  filter: v.optional(described('As in RFC 7644: `userName eq "ana@acme.example"`.', v.string())),
  startIndex: v.optional(scimNumber("Where the page begins; the first resource is 1."), "1"),
  count: v.optional(scimNumber("How many resources the page may have, at most 200."), "100"),
  ...scimProjection.entries,
});

const separator = v.optional(
  described(
    "With a semicolon numbers have a decimal comma.",
    v.picklist(["comma", "semicolon"], 'Give "comma" or "semicolon".'),
  ),
  "comma",
);

export const csvQuery = v.object({ separator });

export const sellerInvoicesCsvQuery = v.pipe(
  v.object({
    from: v.optional(described("The first day of issue.", date)),
    to: v.optional(described("The last day of issue.", date)),
    separator,
  }),
  v.forward(
    v.partialCheck(
      [["from"], ["to"]],
      ({ from, to }) => from === undefined || to === undefined || from <= to,
      "Give a day that is not before `from`.",
    ),
    ["to"],
  ),
);
