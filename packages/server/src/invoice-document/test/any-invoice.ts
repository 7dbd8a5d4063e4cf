import fc from "fast-check";
import { isMonth, type Invoice, type LineItem, type TaxCategory, type TaxTotal } from "@seatbook/core";

const words = [
  "Beispiel GmbH & Co. KG",
  "Müller, Söhne & Töchter OHG",
  "Œuvre d’Été SARL",
  "Żółw i Łoś sp. z o.o.",
  "Ñandú “Ibérica” S.L.",
  "株式会社テスト",
  "O'Neill <Imports> Ltd",
  "Αθήνα Α.Ε.",
  "Rocket 🚀 Inc.",
];

/** One line that says something: what people write, or any characters at all. */
const anyText = fc.oneof(
  { arbitrary: fc.constantFrom(...words), weight: 2 },
  {
    arbitrary: fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
      .map((text) => text.trim())
      .filter((text) => text !== ""),
    weight: 1,
  },
);

const anyNumber = fc.stringMatching(/^[A-Z0-9][A-Z0-9/_-]{0,20}$/);

const anyDate = fc
  .record({ year: fc.integer({ min: 2024, max: 2031 }), day: fc.integer({ min: 0, max: 364 }) })
  .map(({ year, day }) => Temporal.PlainDate.from({ year, month: 1, day: 1 }).add({ days: day }));

const euCountries = ["DE", "FR", "AT", "NL", "IE", "PL", "ES", "IT"];
const countryNames: Record<string, string> = { DE: "Germany", FR: "France", US: "United States", JP: "Japan" };

function anyAddress(countries: string[]): fc.Arbitrary<Invoice["seller"]["address"]> {
  return fc
    .record(
      {
        line1: anyText,
        line2: anyText,
        postalCode: fc.stringMatching(/^[0-9A-Z]{3,6}$/),
        city: anyText,
        country: fc.constantFrom(...countries),
      },
      { requiredKeys: ["line1", "postalCode", "city", "country"] },
    )
    .map((address) => ({ ...address, countryName: countryNames[address.country] ?? address.country }));
}

/** A VAT id of a country; one of France holds a SIREN. */
function anyVatId(country: string): fc.Arbitrary<string> {
  return fc.integer({ min: 100_000_000, max: 999_999_999 }).map((digits) => {
    const key = String((12 + 3 * (digits % 97)) % 97).padStart(2, "0");
    return country === "FR" ? `FR${key}${digits}` : `${country}${digits}`;
  });
}

const anyIban = fc
  .record({ country: fc.constantFrom("DE", "AT", "FR"), account: fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }) })
  .map(({ country, account }) => {
    const digits = String(account).padStart(18, "0");
    const letters = Array.from(country, (letter) => String(letter.charCodeAt(0) - 55)).join("");
    const check = 98n - (BigInt(`${digits}${letters}00`) % 97n);
    return `${country}${String(check).padStart(2, "0")}${digits}`;
  });

const standardRates = [19, 7, 20, 10, 5.5, 2.1, 8.1, 2.6, 21, 27, 25, 8.25];

const exemptions: Record<TaxCategory, { reasonCode?: string; reason?: string }> = {
  S: {},
  Z: {},
  E: { reason: "Exempt." },
  AE: { reasonCode: "VATEX-EU-AE", reason: "Reverse charge" },
  K: { reasonCode: "VATEX-EU-IC", reason: "Intra-community supply" },
  G: { reasonCode: "VATEX-EU-G", reason: "Export" },
  O: { reasonCode: "VATEX-EU-O", reason: "Not subject to VAT" },
};

const anyStandardRate = fc
  .constantFrom(...standardRates)
  .map((ratePercent) => ({ category: "S", ratePercent }) as const);

/** The categories and rates of one invoice: what is outside the scope of VAT stands alone. */
const anyRates: fc.Arbitrary<LineItem["tax"][]> = fc.oneof(
  {
    arbitrary: fc.uniqueArray(anyStandardRate, { minLength: 1, maxLength: 4, selector: (rate) => rate.ratePercent }),
    weight: 5,
  },
  { arbitrary: fc.constant<LineItem["tax"][]>([{ category: "O", ratePercent: 0 }]), weight: 1 },
  {
    arbitrary: fc
      .record({
        standard: fc.uniqueArray(anyStandardRate, { maxLength: 2, selector: (rate) => rate.ratePercent }),
        untaxed: fc.uniqueArray(
          fc.constantFrom("Z" as const, "E" as const, "AE" as const, "K" as const, "G" as const),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
      })
      .map(({ standard, untaxed }) => [...standard, ...untaxed.map((category) => ({ category, ratePercent: 0 }))]),
    weight: 4,
  },
);

function anyLine(rates: LineItem["tax"][]): fc.Arbitrary<LineItem> {
  return fc
    .record(
      {
        description: anyText,
        note: anyText,
        quantity: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 100_000 })),
        unitMinor: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 10_000_000 })),
        tax: fc.constantFrom(...rates),
      },
      { requiredKeys: ["description", "quantity", "unitMinor", "tax"] },
    )
    .map((line) => ({ ...line, net: Number(BigInt(line.quantity) * BigInt(line.unitMinor)) }));
}

type TaxIdName = "vatId" | "taxNumber" | "registration";

/** What a seller may be known by. With category O the document shows no VAT id: the registration must identify the seller. */
function anyTaxIds(categories: ReadonlySet<TaxCategory>): fc.Arbitrary<TaxIdName[]> {
  if (categories.has("O")) {
    return fc.constantFrom<TaxIdName[][]>(["vatId", "registration"], ["vatId", "taxNumber", "registration"]);
  }
  const withVatId: TaxIdName[][] = [["vatId"], ["vatId", "taxNumber"], ["vatId", "taxNumber", "registration"]];
  const needsVatId = (["AE", "K", "G"] as const).some((category) => categories.has(category));
  return fc.constantFrom(...withVatId, ...(needsVatId ? [] : [["taxNumber", "registration"] satisfies TaxIdName[]]));
}

/** Seller and buyer with what the law wants of them for the categories of `rates`. */
function anyParties(rates: LineItem["tax"][]): fc.Arbitrary<Pick<Invoice, "seller" | "customer">> {
  const categories = new Set(rates.map(({ category }) => category));
  const needsCustomerVatId = categories.has("AE") || categories.has("K");
  return fc
    .record({
      sellerAddress: anyAddress(euCountries),
      customerAddress: anyAddress([...euCountries, "US", "CH", "JP", "XI"]),
      ids: anyTaxIds(categories),
    })
    .chain(({ sellerAddress, customerAddress, ids }) =>
      fc.record({
        seller: fc.record({
          name: anyText,
          address: fc.constant(sellerAddress),
          ...(ids.includes("vatId") && { vatId: anyVatId(sellerAddress.country) }),
          ...(ids.includes("taxNumber") && { taxNumber: fc.stringMatching(/^[0-9]{2}\/[0-9]{3}\/[0-9]{5}$/) }),
          ...(ids.includes("registration") && { registration: anyText }),
          contact: fc.record({
            name: anyText,
            phone: fc.stringMatching(/^\+[0-9]{2} [0-9]{3,10}$/),
            email: fc.constantFrom("billing@seller.example", "a.b+c@x-y.example"),
          }),
          bank: fc.record(
            { iban: anyIban, bic: fc.constantFrom("COBADEFFXXX", "AGRIFRPP"), holder: anyText },
            { requiredKeys: ["iban"] },
          ),
          accountingEmail: fc.constant("accounting@seller.example"),
        }),
        customer: fc.record(
          {
            name: anyText,
            address: fc.constant(customerAddress),
            vatId: anyVatId(customerAddress.country === "CH" ? "CHE" : customerAddress.country),
            reference: anyText,
            email: fc.constantFrom("invoices@buyer.example", "ap@büro.example"),
          },
          { requiredKeys: needsCustomerVatId ? ["name", "address", "vatId"] : ["name", "address"] },
        ),
      }),
    );
}

/** Any valid invoice or credit note. Its sums are done here, with whole numbers and apart from the code under test. */
export const anyInvoice: fc.Arbitrary<Invoice> = anyRates
  .chain((rates) =>
    fc.record({
      parties: anyParties(rates),
      lines: fc.array(anyLine(rates), { minLength: 1, maxLength: 40, size: "max" }),
      currency: fc.constantFrom("EUR", "EUR", "USD", "CHF", "JPY", "HUF"),
      language: fc.constantFrom("en", "de", "fr"),
      issued: anyDate,
      paymentDays: fc.integer({ min: 0, max: 90 }),
      number: anyNumber,
      licenseModel: fc.constantFrom("team", "user"),
      credited: fc.oneof(
        { arbitrary: fc.constant(undefined), weight: 3 },
        { arbitrary: fc.record({ isPaid: fc.boolean(), number: anyNumber, reason: anyText }), weight: 1 },
      ),
    }),
  )
  .map(({ parties, lines, issued, paymentDays, credited, ...invoice }): Invoice => {
    const taxes = taxTotalsOf(lines);
    const billed = issued.subtract({ months: 1 }).toPlainYearMonth();
    const month = billed.toString();
    if (!isMonth(month)) throw new Error(`${month} is no month.`);
    const net = sum(lines.map((line) => line.net));
    const tax = sum(taxes.map((total) => total.tax));
    return {
      format: 1,
      type: credited ? "credit-note" : "invoice",
      ...invoice,
      ...parties,
      month,
      period: { first: `${month}-01`, last: `${month}-${billed.daysInMonth}` },
      licenses: sum(lines.map(({ quantity }) => quantity)),
      lines,
      taxes,
      net,
      tax,
      gross: net + tax,
      paymentDays,
      issuedOn: issued.toString(),
      dueOn: (credited ? issued : issued.add({ days: paymentDays })).toString(),
      ...(parties.seller.address.country === "FR" && { notes: [{ code: "AAB", text: "Pas d’escompte." }] }),
      ...(credited && {
        corrects: {
          number: credited.number,
          issuedOn: issued.subtract({ days: 10 }).toString(),
          ...(credited.isPaid && { paidOn: issued.subtract({ days: 2 }).toString() }),
        },
        reason: credited.reason,
      }),
    };
  });

/** In the order in which category and rate first occur: the net sum times the rate, rounded once, half up. */
function taxTotalsOf(lines: LineItem[]): TaxTotal[] {
  const nets = new Map<string, { tax: LineItem["tax"]; net: bigint }>();
  for (const { tax, net } of lines) {
    const key = `${tax.category} ${tax.ratePercent}`;
    nets.set(key, { tax, net: (nets.get(key)?.net ?? 0n) + BigInt(net) });
  }
  return Array.from(nets.values(), ({ tax, net }) => ({
    ...tax,
    net: Number(net),
    tax: Number((net * BigInt(Math.round(tax.ratePercent * 100)) + 5_000n) / 10_000n),
    ...exemptions[tax.category],
  }));
}

function sum(numbers: number[]): number {
  return Number(numbers.reduce((total, number) => total + BigInt(number), 0n));
}
