import { assert } from "chai";
import { Format } from "../internal/format.ts";
import { de } from "./de.ts";
import { en, type Translation } from "./en.ts";
import { fr } from "./fr.ts";

const languages: [locale: string, translation: (format: Format) => Translation][] = [
  ["de", de],
  ["de-CH", de],
  ["fr", fr],
  ["fr-CA", fr],
];

/** For each argument of a text, what it is called with: every combination of them. */
type Choices<Given extends unknown[]> = { [Index in keyof Given]-?: readonly Given[Index][] };

/** Those of each text that takes arguments, so that a new text without them does not compile. */
type ChoicesFor<T> = {
  [Key in keyof T as TakesArguments<T[Key]> extends true ? Key : never]: T[Key] extends (
    ...given: infer Given
  ) => unknown
    ? Choices<Given>
    : ChoicesFor<T[Key]>;
};

/** Whether it is a text that takes arguments, or a group with such a text in it. */
type TakesArguments<T> = T extends string
  ? false
  : T extends (...given: never[]) => unknown
    ? true
    : true extends { [Key in keyof T]: TakesArguments<T[Key]> }[keyof T]
      ? true
      : false;

/** All values of a union: one that is missing does not compile. */
const every = <Value extends string>(values: { [Each in Value]: Each }): Value[] => Object.values(values);

const counts = [0, 1, 2, 5, 1000];
/** Of what is only said where there is something. */
const some = [1, 2, 5, 1000];
/** In French, "de" is short before the second. */
const months = ["2026-11", "2026-10"];
const date = ["2026-12-17"];
const instant = ["2026-11-13T13:34:00.000Z"];
const name = ["Ana Silva"];
/** One is named, several are counted. */
const names = [["Ana Silva"], ["Ana Silva", "Bo Lindqvist"], ["Ana Silva", "Bo Lindqvist", "Cy", "Di", "Eve"]];
const zone = ["Europe/Berlin"];
const address = ["ap@acme.example"];
const number = ["2026-000123"];
const file = ["CSV", "Excel"];
const bools = [true, false];

const models = every<Parameters<Translation["modelMeaning"]>[0]>({ team: "team", user: "user" });
const rules = every<Parameters<Translation["modelMeaning"]>[1]>({
  "any-in-month": "any-in-month",
  "month-start": "month-start",
});
const causes = every<Parameters<Translation["causes"]>[0]>({
  "team-added": "team-added",
  "team-unarchived": "team-unarchived",
  "team-archived": "team-archived",
  "member-joined-team": "member-joined-team",
  "member-left-team": "member-left-team",
  "member-removed": "member-removed",
});
const standings = every<Parameters<Translation["monthOption"]>[1]>({ open: "open", ended: "ended", closed: "closed" });
const outcomes = every<Parameters<Translation["mailbox"]["effect"]>[0]>({
  none: "none",
  asked: "asked",
  now: "now",
  withdrawn: "withdrawn",
});
const taxes: Parameters<Translation["details"]["charged"]>[0][] = [
  { treatment: "standard", ratePercent: 8.25 },
  { treatment: "reverse-charge" },
  { treatment: "outside-eu" },
  { treatment: "small-business" },
];

const choices: ChoicesFor<Translation> = {
  licenses: [counts],
  members: [counts],
  teams: [counts],
  timesIn: [zone],
  reload: [name],
  missing: [[["workspace"], ["workspace", "api-url"]]],
  cardLabel: [name],
  range: [[1], [50], [128]],
  select: [name],
  selected: [some],
  partly: [some, [2000], ["The server cannot be reached."]],
  figures: { billed: [months, models] },
  billedPeople: [counts, months, rules],
  billedTeams: [counts, months, rules],
  endingPeople: [some, date],
  moreTeams: [[["Design", "Sales"]], some],
  archivedTeam: [name],
  status: { inactiveSince: [instant], removedOn: [instant] },
  joined: [instant],
  restorableUntil: [instant],
  billed: { both: [["2026-11"], ["2026-12"]], freeFrom: [months, date], from: [months] },
  whyLabel: [name],
  whyTitle: [name, bools],
  billedMark: [months],
  unbilledMark: [months],
  billedFor: [months],
  notBilledFor: [months, rules],
  spanDays: [name, ["2026-11-04T00:00:00.000Z", "2026-11-13T10:00:00.000Z"], instant, ["archived"]],
  spanWhole: [name, months, ["archived"]],
  spanGoing: [name, instant, ["archived"]],
  causes: [causes, ["Kim Tran"], instant],
  freeFrom: [date],
  removeOneLabel: [name],
  removeTitle: [names],
  removeEffect: [names, [30]],
  removed: [names],
  restoreLabel: [name],
  restored: [names],
  stillBilled: [some, months],
  whoGoes: [counts],
  whoStays: [counts],
  inactiveSince: [instant, [[], ["Design"], ["Design", "Sales"]]],
  notRemoved: [name, every({ caller: "caller", owner: "owner" })],
  typeNumber: [[26, 1000]],
  typeNumberFirst: [[26, 1000]],
  confirmRemove: [some],
  removing: [some],
  exportConfirm: [every({ csv: "csv", xlsx: "xlsx" })],
  received: [[1_000_000, 12_345_678]],
  exported: [["licenses-2026-11.csv"]],
  exportLabel: [file, [...months, undefined]],
  monthOption: [months, standings, counts],
  change: [[-19, -1, 0, 1, 1000], ["−€931.00"]],
  teamStatus: { archivedOn: [instant] },
  archiveLabel: [name],
  archiveTitle: [names],
  archiveMembers: [counts, counts],
  archiveTeamLicense: [some],
  archiveStays: [names, months, rules],
  archived: [names],
  unarchiveLabel: [name],
  unarchiveTitle: [names],
  unarchiveMembers: [counts, counts],
  unarchiveBilled: [some, months, bools],
  unarchived: [names],
  modelMeaning: [models, rules],
  modelRules: [models, rules, zone],
  modelChange: [models, date],
  zoneChange: [zone, date],
  soFar: [months],
  ifNothingChanges: [months],
  netOf: [[undefined, ...taxes]],
  minimum: [some, counts],
  freeLicenses: [some, date, models],
  licensesOf: [counts, models],
  monthInWords: [months, ["118 licenses"], ["€5,782.00"], [undefined, ...standings]],
  invoices: {
    due: [some, ["€118.00"], [0, 1, 2], ["€59.00"]],
    download: [file, number],
    creditNote: [number],
    open: [date],
    overdue: [date],
    paid: [[undefined, ...date]],
    canceled: [[undefined, ...number]],
    paidBack: [date],
    first: [months],
    shown: [some, [2000]],
  },
  mails: {
    sent: [instant, address],
    sending: [address],
    failed: [address, instant, [undefined, "", "Mailbox full"], [undefined, ...instant, "2026-11-17T09:00:00.000Z"]],
    title: [number, bools],
    effect: [every({ invoice: "invoice", "credit-note": "credit-note" }), months, ["€118.00"], address],
    done: [number, address],
  },
  mailbox: {
    requested: [["Kim Tran"], instant, ["2026-11-17T13:34:00.000Z"]],
    resent: [address],
    expired: [address],
    effect: [outcomes, bools, bools],
    hint: [[20]],
    tooMany: [[20]],
    invalid: [address],
    done: [address],
    now: [address],
  },
  details: {
    missing: [[["Name"], ["Name", "Tax"]]],
    charged: [taxes],
    vatIdDoubt: [["Austria"], ["ATU"]],
  },
};

/** Texts that are the same in English, and why. */
const alike: Record<string, Record<string, string>> = {
  de: {
    "titles.teams": "A word of both languages.",
    optional: "A word of both languages.",
    cardLabel: "Holds no word.",
    teamFilter: "A word of both languages.",
    "columns.name": "A word of both languages.",
    "columns.teams": "A word of both languages.",
    "columns.status": "A word of both languages.",
    "columns.team": "A word of both languages.",
    moreTeams: "Holds no word.",
    "fileFormats.csv": "The name of a format.",
    "fileFormats.xlsx": "The name of a format.",
    "fileFormats.pdf": "The name of a format.",
    "fileFormats.xml": "The name of a format.",
    "details.name": "A word of both languages.",
  },
  fr: {
    pages: "A word of both languages.",
    actions: "A word of both languages.",
    moreTeams: "Holds no word.",
    "fileFormats.csv": "The name of a format.",
    "fileFormats.xlsx": "The name of a format.",
    "fileFormats.pdf": "The name of a format.",
    "fileFormats.xml": "The name of a format.",
    "teamStatus.active": "A word of both languages.",
  },
};

interface Said {
  path: string;
  given: readonly unknown[];
  text: string;
}

/** Names a text with its arguments. */
const callOf = ({ path, given }: Said) => `${path}(${given.map((each) => JSON.stringify(each)).join(", ")})`;

const shown = (said: Said) => `${callOf(said)}: ${said.text}`;

/** Every text, called with every combination of its arguments. */
function say(texts: Group, given: Group, parent = ""): Said[] {
  return Object.entries(texts).flatMap(([key, leaf]): Said[] => {
    const path = parent + key;
    const own = given[key];
    if (isGroup(leaf)) return say(leaf, isGroup(own) ? own : {}, `${path}.`);
    if (typeof leaf !== "function") return [{ path, given: [], text: plain(leaf) }];
    if (!isChoices(own)) assert.fail(`There are no arguments for ${path}.`);
    return combine(own).map((each) => ({ path, given: each, text: plain(Reflect.apply(leaf, undefined, each)) }));
  });
}

type Group = Record<string, unknown>;

const isGroup = (value: unknown): value is Group =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isChoices = (value: unknown): value is unknown[][] => Array.isArray(value) && value.length > 0;

const combine = (lists: unknown[][]): unknown[][] =>
  lists.reduce<unknown[][]>((rows, list) => rows.flatMap((row) => list.map((each) => [...row, each])), [[]]);

/** Some texts are several sentences. */
const plain = (text: unknown) => (Array.isArray(text) ? text : [text]).join("\n");

/** Which of the values that a text was given one can read in it; what only chooses the words is none. */
function valuesIn({ text, given }: Said, f: Format): unknown[] {
  const values = given.flatMap((value) => (Array.isArray(value) ? [value.length, ...value] : [value]));
  return values.filter((value) => formsOf(value, f).some((form) => holds(text, form)));
}

/** How a value may be written. */
function formsOf(value: unknown, f: Format): string[] {
  if (typeof value === "number")
    return [String(value), f.number(value), f.difference(value), f.percent(value), f.megabytes(value)];
  if (isGroup(value)) return formsOf(value["ratePercent"], f);
  if (typeof value !== "string" || /^[a-z-]*$/.test(value)) return [];
  if (/^\d{4}-\d\d$/.test(value)) return [f.month(value)];
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return [f.date(value), f.dateShort(value)];
  if (/^\d{4}-\d\d-\d\dT/.test(value))
    return [f.day(value), f.dayShort(value), f.time(value), f.time(value).replace(":", " h ")];
  return [value];
}

/** Whether a text holds a value, not as a part of a longer word or number. */
function holds(text: string, value: string): boolean {
  const longer = /\p{N}$/u.test(value) ? /^(?:\p{L}|[.,'’\s]?\p{N})/u : /^\p{L}/u;
  const [first = "", ...rest] = spaced(text).toLowerCase().split(spaced(value).toLowerCase());
  let before = first;
  return rest.some((after) => {
    const isWhole = !/[\p{L}\p{N}]$/u.test(before) && !longer.test(after);
    before = after;
    return isWhole;
  });
}

const spaced = (text: string) => text.replaceAll(/\s/gu, " ");

/** What no text has, in any language. */
const flaws = [
  /^\s*$/,
  /undefined|null|NaN|\[object/,
  /\((?:s|e|es|n|en)\)/,
  /\s{2}/,
  // Not between digits, where some countries write an apostrophe.
  /(?<!\d)["'`]|["'`](?!\d)/,
  /\.\.|,,|\s[.,]/,
];

/** What no text of a language has besides, apart from its quotation marks. */
const typography: Record<string, { quotation: RegExp; flaws: RegExp[] }> = {
  en: { quotation: /“[^”]+”/g, flaws: [/[„“”«»]/, /\s[:;?!]/] },
  de: { quotation: /„[^“]+“/g, flaws: [/[„“”«»]/, /\s[:;?!]/] },
  fr: { quotation: /«\u202f[^»]+\u202f»/g, flaws: [/[„“”«»]/, /(?<!\u202f)[:;?!]/, /\b(?:de|que) [aeiouéèê]/i] },
};

const formatOf = (locale: string) => new Format(locale, "Europe/Berlin", "2026");

describe("the translations", () => {
  for (const [locale, translation] of [["en", en], ...languages] as const)
    it(`say everything without a flaw in ${locale}`, () => {
      const own = typography[locale.slice(0, 2)];
      assert.exists(own);
      const flawed = say(translation(formatOf(locale)), choices).filter(({ text }) => {
        const unquoted = text.replaceAll(own.quotation, "");
        return flaws.some((flaw) => flaw.test(text)) || own.flaws.some((flaw) => flaw.test(unquoted));
      });
      assert.deepEqual(flawed.map(shown), []);
    });

  for (const [locale, translation] of languages)
    describe(`in ${locale}`, () => {
      const format = formatOf(locale);
      let english: Map<string, Said>;
      let said: Said[];

      before(() => {
        english = new Map(say(en(formatOf("en")), choices).map((each) => [callOf(each), each]));
        said = say(translation(format), choices);
      });

      it("hold the same values as in English", () => {
        const others = said.filter((each) => {
          const model = english.get(callOf(each));
          return !model || String(valuesIn(each, format)) !== String(valuesIn(model, formatOf("en")));
        });
        assert.deepEqual(others.map(shown), []);
        assert.lengthOf(said, english.size);
      });

      it("hold no English words", () => {
        const same = said.filter((each) => english.get(callOf(each))?.text === each.text).map(({ path }) => path);
        assert.sameMembers([...new Set(same)], Object.keys(alike[locale.slice(0, 2)] ?? {}));
      });
    });

  it("count in French as French does: none like one, and whole millions with a preposition", () => {
    const t = fr(formatOf("fr"));
    assert.deepEqual(
      [0, 1, 2, 1000, 2_000_000].map((count) => spaced(t.licenses(count))),
      ["0 licence", "1 licence", "2 licences", "1 000 licences", "2 000 000 de licences"],
    );
    assert.equal(spaced(t.teams(3_000_000)), "3 000 000 d’équipes");
  });

  it("write dates and times in French as French does", () => {
    const t = fr(formatOf("fr"));
    const first = "2026-11-30T23:05:00.000Z";
    assert.equal(spaced(t.freeFrom("2026-12-01")), "Plus aucune licence n’est facturée à partir du 1er décembre.");
    assert.equal(spaced(t.invoices.open("2026-12-11")), "À régler, échéance le 11 déc.");
    assert.equal(spaced(t.causes("team-archived", "Kim", first)), "équipe archivée par Kim le 1er décembre à 0 h 05");
    const span = (to: string) => spaced(t.spanDays("Design", first, to, "archivée"));
    assert.equal(span("2026-12-12T09:00:00.000Z"), "dans l’équipe Design du 1er au 12 décembre (archivée)");
    assert.equal(span("2026-12-01T23:00:00.000Z"), "dans l’équipe Design le 1er décembre (archivée)");
  });
});
