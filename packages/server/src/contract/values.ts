import {
  amountOf,
  isCountry,
  isEmail,
  isMonth,
  isTimeZone,
  isVatId,
  type Month,
  toVatId,
  webhookEvents,
} from "@seatbook/core";
import * as v from "valibot";

const hasUnprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
const hasNoncharacter = /\p{Noncharacter_Code_Point}/u;
/** The blank of the Braille patterns and the marks of interlinear annotations show nothing, though Unicode does not say so. */
const hasVisible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;

/** 1 to `length` characters (code points) of which something shows, no control characters. */
const characters = (length: number, isVisible: (value: string) => boolean) =>
  v.pipe(
    v.string("Give a string."),
    v.check(isVisible, "Give at least one visible character."),
    v.check((value) => Array.from(value).length <= length, `Give at most ${length} characters.`),
    v.check((value) => !hasUnprintable.test(value), "Leave out control characters."),
    v.metadata({ minLength: 1, maxLength: length }),
  );

/** The schema with what the OpenAPI document says of it. */
export const described = <const S extends v.GenericSchema>(text: string, schema: S) =>
  v.pipe(schema, v.metadata({ description: text }));

/** Refuses each item of a list that equals one before it. For items of a few fields, as their schema gives them. */
export const eachOnce = <T>(message: string) =>
  v.rawCheck<T[]>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const input = dataset.value;
    const seen = new Set<string>();
    for (const [key, value] of input.entries()) {
      const item = JSON.stringify(value);
      if (seen.has(item)) addIssue({ message, path: [{ type: "array", origin: "value", input, key, value }] });
      seen.add(item);
    }
  });

/** Text for people. */
export const text = (length: number) =>
  v.pipe(
    characters(length, (value) => hasVisible.test(value)),
    v.check((value) => !hasNoncharacter.test(value), "Leave out code points that are no characters."),
  );

/** A host's id: any printable string of 1 to 128 characters; `.` and `..` cannot stand in a URL path. Only white space shows
 *  nothing here: hosts make their ids for programs, and the store has them. */
export const id = v.pipe(
  characters(128, (value) => value.trim() !== ""),
  v.check((value) => value !== "." && value !== "..", 'The ids "." and ".." cannot be written in a URL.'),
);

export const invoiceNumber = text(64);

const aMonth = "Give a month as YYYY-MM, for example 2026-11.";

export const month = v.pipe(
  v.string(aMonth),
  v.metadata({ examples: ["2026-11"] }),
  v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, aMonth),
  v.guard((value): value is Month => isMonth(value), aMonth),
);

/** An instant, as ISO 8601 with `Z` or an offset, answered in UTC. Range: the years 2000 to 9998. */
export const instant = v.pipe(
  v.string("Give an instant as a string."),
  v.regex(
    /^(?:[2-8]\d{3}|9[0-8]\d{2}|99[0-8]\d|999[0-8])-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/,
    "Give an instant in ISO 8601 with a time zone, for example 2026-11-03T09:00:00Z.",
  ),
  v.check((value) => !Number.isNaN(Date.parse(value)), "This instant does not exist."),
  v.metadata({ format: "date-time", examples: ["2026-11-03T09:00:00Z"] }),
);

export const date = v.pipe(
  v.string("Give a date as a string."),
  v.regex(/^\d{4}-\d\d-\d\d$/, "Give a date as YYYY-MM-DD."),
  v.check(
    (value) =>
      !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value),
    "This date does not exist.",
  ),
  v.metadata({ format: "date", examples: ["2026-11-03"] }),
);

export const timeZone = v.pipe(
  v.string("Give a time zone as a string."),
  v.check(isTimeZone, "Give an IANA time zone, for example Europe/Berlin."),
  v.metadata({
    description: "The IANA time zone in which months begin and end. A new workspace without one has UTC.",
    examples: ["Europe/Berlin"],
  }),
);

export const email = v.pipe(
  text(254),
  v.check(isEmail, "Give an e-mail address, for example ana@acme.example."),
  v.metadata({ format: "email", examples: ["ana@acme.example"] }),
);

const currencies = new Set(Intl.supportedValuesOf("currency"));

export const currency = v.pipe(
  v.string("Give a currency code as a string."),
  v.check((value) => currencies.has(value), "Give an ISO 4217 currency code, for example EUR."),
  v.metadata({ description: "An ISO 4217 code.", pattern: "^[A-Z]{3}$", examples: ["EUR"] }),
);

/** Whole minor units (cents), 0 to 1,000,000,000. */
const unitMinor = v.pipe(
  v.number("Give a whole number of minor units (cents)."),
  v.integer("Give a whole number of minor units (cents)."),
  v.minValue(0, "A price cannot be negative."),
  v.maxValue(1_000_000_000, "Give at most 1000000000."),
);

const licenseNumber = v.pipe(
  v.number("Give a whole number of licenses."),
  v.integer("Give a whole number of licenses."),
  v.minValue(1, "Give at least 1."),
  v.maxValue(10_000_000, "Give at most 10000000."),
);

const minimumLicenses = v.exactOptional(
  described("At least so many licenses are billed each month, however few there are.", licenseNumber),
);

const flatPrice = v.strictObject({
  currency,
  unitMinor: described("What one license costs a month, before tax, in the currency's minor unit (cents).", unitMinor),
  minimumLicenses,
});

const tieredPrice = v.strictObject({
  currency,
  tiers: v.pipe(
    v.array(
      v.strictObject({
        upTo: described("The last license that the tier is for; null in the last tier.", v.nullable(licenseNumber)),
        unitMinor: described("What a license of the tier costs a month, before tax, in minor units.", unitMinor),
      }),
    ),
    v.minLength(1, "Give at least one tier."),
    v.maxLength(100, "Give at most 100 tiers."),
    v.check(
      (tiers) => tiers.every((tier, index) => (tier.upTo === null) === (index === tiers.length - 1)),
      "The last tier, and only the last, has upTo null.",
    ),
    v.check(
      (tiers) => tiers.every((tier, index) => tier.upTo === null || tier.upTo > (tiers[index - 1]?.upTo ?? 0)),
      "Each tier's upTo must be greater than the one before.",
    ),
    v.metadata({ description: "From the smallest number of licenses to the largest." }),
  ),
  tierMode: described(
    "`volume`: every license costs what the tier says that the number of licenses falls into. `graduated`: each license costs what its own tier says.",
    v.picklist(["volume", "graduated"], 'Give "volume" or "graduated".'),
  ),
  minimumLicenses,
});

/** The least that a month can cost is at most this, so that every sum and its tax are whole numbers to a computer. */
const largestMinimum = 1e15;

/** A price per license and month, flat (`unitMinor`) or tiered (`tiers`, `tierMode`). */
export const price = v.pipe(
  v.union(
    [flatPrice, tieredPrice],
    "Give {currency, unitMinor} or {currency, tiers, tierMode}, and if you like minimumLicenses.",
  ),
  v.forward(
    v.check(
      (given) => amountOf(given, 0).net.minor <= largestMinimum,
      `With this price the minimum costs more than ${largestMinimum} minor units. Give a lower one.`,
    ),
    ["minimumLicenses"],
  ),
  v.metadata({ description: "What a license costs a month: one price for each (`unitMinor`), or tiers." }),
);

const treatment =
  "`standard`: with the rate given. `reverse-charge`: the customer owes the tax, in another country of the EU. " +
  "`outside-eu`: not taxable here. `small-business`: the seller charges none.";

export const tax = described(
  "How the invoices are taxed. Without it no invoice can be issued.",
  v.variant(
    "treatment",
    [
      v.strictObject({
        treatment: described(treatment, v.literal("standard")),
        ratePercent: v.pipe(
          v.number("Give a number of percent."),
          v.minValue(0, "Give at least 0."),
          v.maxValue(100, "Give at most 100."),
          v.check((rate) => Number(rate.toFixed(2)) === rate, "Give at most two decimals."),
          v.metadata({ description: "In percent, for example 19." }),
        ),
      }),
      v.strictObject({
        treatment: described(treatment, v.picklist(["reverse-charge", "outside-eu", "small-business"])),
      }),
    ],
    'Give treatment "standard" (with ratePercent), "reverse-charge", "outside-eu" or "small-business".',
  ),
);

export const address = described(
  "A postal address.",
  v.strictObject({
    line1: described("Street and number.", text(200)),
    line2: v.exactOptional(described("What else the post needs.", text(200))),
    postalCode: described("The postal code.", text(20)),
    city: described("The city.", text(200)),
    country: v.pipe(
      v.string(),
      v.check(isCountry, "Give an ISO 3166 country code, for example DE."),
      v.metadata({ description: "An ISO 3166 code.", pattern: "^[A-Z]{2}$", examples: ["DE"] }),
    ),
  }),
);

/** As people write it, answered without spaces, dots and dashes. */
export const vatId = v.pipe(
  text(30),
  v.metadata({
    description: "The VAT id. Spaces, dots and dashes in it mean nothing.",
    examples: ["DE123456789"],
  }),
  v.transform(toVatId),
  v.check(isVatId, "Give a VAT id in the form of its country, for example DE123456789. Greece writes EL."),
);

export const language = described(
  "In which the invoices are written.",
  v.picklist(["en", "de", "fr"], 'Give "en", "de" or "fr".'),
);

export const customer = described(
  "Whom the invoices are addressed to. Without it none can be issued.",
  v.strictObject({
    name: described("The company that the invoices are addressed to.", text(200)),
    address,
    vatId: v.exactOptional(vatId),
    reference: v.exactOptional(
      described(
        "What the customer wants on its invoices: an order number, or the Leitweg-ID of a public buyer.",
        text(100),
      ),
    ),
    language,
  }),
);

export const licenseModel = described(
  "`team`: every team that is not archived is a license. `user`: every member of such a team is one, once.",
  v.picklist(["team", "user"], 'Give "team" or "user".'),
);
export const memberRole = described(
  "What the member is in the directory. Owners are never removed as inactive.",
  v.picklist(["owner", "admin", "member"], 'Give "owner", "admin" or "member".'),
);
export const sessionRole = described(
  "What the session may do: the security scheme `sessionToken` lists it for each role.",
  v.picklist(["admin", "billing", "viewer"], 'Give "admin", "billing" or "viewer".'),
);

export const webhookEvent = described(
  "What happened.",
  v.picklist(webhookEvents, `Give one of ${webhookEvents.join(", ")}.`),
);

export const money = described(
  "An amount of money.",
  v.object({
    currency: described("An ISO 4217 code.", v.string()),
    minor: described("In the currency's minor unit: cents of a euro, yen of a yen.", v.pipe(v.number(), v.integer())),
  }),
);
