import { all, has, isFilled, numberOf, sumOf, textOf, type Element } from "./cii.ts";
import { at, lineAt, taxIds, type Rule } from "./rules.ts";

/** A VAT category and the infix of its rules. */
type Category = { code: string; infix: string };

const standard = { code: "S", infix: "S" };
const zero = { code: "Z", infix: "Z" };
const exempt = { code: "E", infix: "E" };
const reverseCharge = { code: "AE", infix: "AE" };
const intraCommunity = { code: "K", infix: "IC" };
const exported = { code: "G", infix: "G" };
const outside = { code: "O", infix: "O" };

const all7 = [standard, zero, exempt, reverseCharge, intraCommunity, exported, outside];
const untaxed = all7.filter((category) => category !== standard);

/** BR-S-*, BR-Z-*, BR-E-*, BR-AE-*, BR-IC-*, BR-G-* and BR-O-*, but for those of allowances and charges (03, 04, 06, 07). */
export const vatCategoryRules: Rule[] = [
  {
    id: "BR-S-01",
    context: "",
    sentence: "Where a line has category S, there is a breakdown for it.",
    holds: (invoice) => linesOf(invoice, standard).length === 0 || breakdowns(invoice, standard).length > 0,
  },
  ...untaxed.map((category): Rule => ({
    id: `BR-${category.infix}-01`,
    context: "",
    sentence: `There is one breakdown of category ${category.code} if a line has it, and none otherwise.`,
    holds: (invoice) => breakdowns(invoice, category).length === (linesOf(invoice, category).length > 0 ? 1 : 0),
  })),

  ...[standard, zero, exempt].map((category): Rule => ({
    id: `BR-${category.infix}-02`,
    ...ofLines(category),
    sentence: `For a line of category ${category.code}, the seller has a VAT id or a tax number.`,
    holds: (_, invoice) => hasId(invoice, at.seller, "VA") || hasId(invoice, at.seller, "FC"),
  })),
  {
    id: "BR-AE-02",
    ...ofLines(reverseCharge),
    sentence:
      "For reverse charge, the seller has a VAT id or tax number and the buyer a VAT id or a legal registration.",
    holds: (_, invoice) =>
      (hasId(invoice, at.seller, "VA") || hasId(invoice, at.seller, "FC")) &&
      (hasId(invoice, at.buyer, "VA") || has(invoice, `${at.buyer}/SpecifiedLegalOrganization/ID`)),
  },
  {
    id: "BR-IC-02",
    ...ofLines(intraCommunity),
    sentence: "For an intra-community supply, seller and buyer have a VAT id.",
    holds: (_, invoice) => hasId(invoice, at.seller, "VA") && hasId(invoice, at.buyer, "VA"),
  },
  {
    id: "BR-G-02",
    ...ofLines(exported),
    sentence: "For an export, the seller has a VAT id.",
    holds: (_, invoice) => hasId(invoice, at.seller, "VA"),
  },
  {
    id: "BR-O-02",
    ...ofLines(outside),
    sentence: "For what is outside the scope of VAT, neither seller nor buyer shows a VAT id.",
    holds: (_, invoice) => !hasId(invoice, at.seller, "VA") && !hasId(invoice, at.buyer, "VA"),
  },

  {
    id: "BR-S-05",
    ...ofLines(standard),
    sentence: "The rate of a line of category S is above 0.",
    holds: (line) => (numberOf(line, `${lineAt.tax}/RateApplicablePercent`) ?? 0n) > 0n,
  },
  ...untaxed
    .filter((category) => category !== outside)
    .map((category): Rule => ({
      id: `BR-${category.infix}-05`,
      ...ofLines(category),
      sentence: `The rate of a line of category ${category.code} is 0.`,
      holds: (line) => numberOf(line, `${lineAt.tax}/RateApplicablePercent`) === 0n,
    })),
  {
    id: "BR-O-05",
    ...ofLines(outside),
    sentence: "A line outside the scope of VAT has no rate, not even 0.",
    holds: (line) => !has(line, `${lineAt.tax}/RateApplicablePercent`),
  },

  {
    id: "BR-S-08",
    ...ofBreakdowns(standard),
    sentence: "The basis of a breakdown of category S is the sum of the lines with its rate.",
    holds: (breakdown, invoice) => {
      const rate = numberOf(breakdown, "RateApplicablePercent");
      const lines = linesOf(invoice, standard).filter(
        (line) => numberOf(line, `${lineAt.tax}/RateApplicablePercent`) === rate,
      );
      return numberOf(breakdown, "BasisAmount") === netOf(lines);
    },
  },
  ...untaxed.map((category): Rule => ({
    id: `BR-${category.infix}-08`,
    ...ofBreakdowns(category),
    sentence: `The basis of the breakdown of category ${category.code} is the sum of its lines.`,
    holds: (breakdown, invoice) => numberOf(breakdown, "BasisAmount") === netOf(linesOf(invoice, category)),
  })),

  {
    id: "BR-S-09",
    ...ofBreakdowns(standard),
    sentence: "The tax of a breakdown of category S is its basis times its rate, within 1.",
    holds: isTaxOfBasis,
  },
  ...untaxed.map((category): Rule => ({
    id: `BR-${category.infix}-09`,
    ...ofBreakdowns(category),
    sentence: `The tax of the breakdown of category ${category.code} is 0.`,
    holds: (breakdown) => numberOf(breakdown, "CalculatedAmount") === 0n,
  })),

  ...[standard, zero].map((category): Rule => ({
    id: `BR-${category.infix}-10`,
    ...ofBreakdowns(category),
    sentence: `A breakdown of category ${category.code} gives no reason for an exemption.`,
    holds: (breakdown) => !has(breakdown, "ExemptionReason") && !has(breakdown, "ExemptionReasonCode"),
  })),
  ...untaxed
    .filter((category) => category !== zero)
    .map((category): Rule => ({
      id: `BR-${category.infix}-10`,
      ...ofBreakdowns(category),
      sentence: `A breakdown of category ${category.code} says why, in words or as a code.`,
      holds: (breakdown) => isFilled(breakdown, "ExemptionReason") || isFilled(breakdown, "ExemptionReasonCode"),
    })),

  {
    id: "BR-IC-11",
    ...ofBreakdowns(intraCommunity),
    sentence: "An intra-community supply has a date of delivery or an invoicing period.",
    holds: (_, invoice) =>
      has(invoice, `${at.delivery}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString`) ||
      has(invoice, `${at.settlement}/BillingSpecifiedPeriod/StartDateTime`) ||
      has(invoice, `${at.settlement}/BillingSpecifiedPeriod/EndDateTime`),
  },
  {
    id: "BR-IC-12",
    ...ofBreakdowns(intraCommunity),
    sentence: "An intra-community supply names the country that it is delivered to.",
    holds: (_, invoice) => isFilled(invoice, `${at.delivery}/ShipToTradeParty/PostalTradeAddress/CountryID`),
  },
  ...["BR-O-11", "BR-O-12"].map((id): Rule => ({
    id,
    ...ofBreakdowns(outside),
    sentence: "Beside a breakdown of category O there is no other, nor a line of another category.",
    holds: (_, invoice) => all(invoice, "//ApplicableTradeTax").every((tax) => textOf(tax, "CategoryCode") === "O"),
  })),
];

/** Whether a breakdown's tax is its basis times its rate. The official rules too leave room for what others round. */
export function isTaxOfBasis(breakdown: Element): boolean {
  const basis = numberOf(breakdown, "BasisAmount");
  const tax = numberOf(breakdown, "CalculatedAmount");
  const rate = numberOf(breakdown, "RateApplicablePercent") ?? 0n;
  if (basis === undefined || tax === undefined) return false;
  const difference = tax - (basis * rate) / 100_000_000n;
  return rate === 0n ? tax === 0n : difference < 1_000_000n && difference > -1_000_000n;
}

function ofLines({ code }: Category): Pick<Rule, "context" | "applies"> {
  return { context: at.line, applies: (line) => textOf(line, `${lineAt.tax}/CategoryCode`) === code };
}

function ofBreakdowns({ code }: Category): Pick<Rule, "context" | "applies"> {
  return { context: at.taxes, applies: (breakdown) => textOf(breakdown, "CategoryCode") === code };
}

function linesOf(invoice: Element, { code }: Category): Element[] {
  return all(invoice, at.line).filter((line) => textOf(line, `${lineAt.tax}/CategoryCode`) === code);
}

function breakdowns(invoice: Element, { code }: Category): Element[] {
  return all(invoice, at.taxes).filter((breakdown) => textOf(breakdown, "CategoryCode") === code);
}

function netOf(lines: Element[]): bigint | undefined {
  let sum = 0n;
  for (const line of lines) sum += sumOf(line, lineAt.net) ?? 0n;
  return sum;
}

function hasId(invoice: Element, party: string, scheme: "VA" | "FC"): boolean {
  return taxIds(all(invoice, party)[0], scheme).length > 0;
}
