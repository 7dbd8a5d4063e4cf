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
  v.metadata({ description: "An IANA time zone.", examples: ["Europe/Berlin"] }),
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

const flatPrice = v.strictObject({ currency, unitMinor, minimumLicenses: v.exactOptional(licenseNumber) });

const tieredPrice = v.strictObject({
  currency,
  tiers: v.pipe(
    v.array(v.strictObject({ upTo: v.nullable(licenseNumber), unitMinor })),
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
  ),
  tierMode: v.picklist(["volume", "graduated"], 'Give "volume" or "graduated".'),
  minimumLicenses: v.exactOptional(licenseNumber),
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
);

export const tax = v.variant(
  "treatment",
  [
    v.strictObject({
      treatment: v.literal("standard"),
      ratePercent: v.pipe(
        v.number("Give a number of percent."),
        v.minValue(0, "Give at least 0."),
        v.maxValue(100, "Give at most 100."),
        v.check((rate) => Number(rate.toFixed(2)) === rate, "Give at most two decimals."),
      ),
    }),
    v.strictObject({ treatment: v.picklist(["reverse-charge", "outside-eu", "small-business"]) }),
  ],
  'Give treatment "standard" (with ratePercent), "reverse-charge", "outside-eu" or "small-business".',
);

export const address = v.strictObject({
  line1: text(200),
  line2: v.exactOptional(text(200)),
  postalCode: text(20),
  city: text(200),
  country: v.pipe(
    v.string(),
    v.check(isCountry, "Give an ISO 3166 country code, for example DE."),
    v.metadata({ description: "An ISO 3166 code.", pattern: "^[A-Z]{2}$", examples: ["DE"] }),
  ),
});

/** As people write it, answered without spaces, dots and dashes. */
export const vatId = v.pipe(
  text(30),
  v.metadata({ examples: ["DE123456789"] }),
  v.transform(toVatId),
  v.check(isVatId, "Give a VAT id in the form of its country, for example DE123456789. Greece writes EL."),
);

export const language = v.picklist(["en", "de", "fr"], 'Give "en", "de" or "fr".');

export const customer = v.strictObject({
  name: text(200),
  address,
  vatId: v.exactOptional(vatId),
  reference: v.exactOptional(text(100)),
  language,
});

export const licenseModel = v.picklist(["team", "user"], 'Give "team" or "user".');
export const memberRole = v.picklist(["owner", "admin", "member"], 'Give "owner", "admin" or "member".');
export const sessionRole = v.picklist(["admin", "billing", "viewer"], 'Give "admin", "billing" or "viewer".');

export const webhookEvent = v.picklist(webhookEvents, `Give one of ${webhookEvents.join(", ")}.`);

/** Money in the currency's minor unit (cents), an integer. */
export const money = v.object({ currency: v.string(), minor: v.pipe(v.number(), v.integer()) });
