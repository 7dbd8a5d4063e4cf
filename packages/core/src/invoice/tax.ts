import type { Tax } from "../workspace/events.ts";
import type { LineItem, TaxRate, TaxTotal } from "./invoice.ts";
import type { Language, Seller } from "./party.ts";
import { exemptions } from "./wording.ts";

/** The category and rate that a treatment stands for, and why no tax is charged where none is. */
export function taxRateOf(tax: Tax, seller: Seller, language: Language): Omit<TaxTotal, "net" | "tax"> {
  switch (tax.treatment) {
    case "standard":
      return { category: tax.ratePercent === 0 ? "Z" : "S", ratePercent: tax.ratePercent };
    case "reverse-charge":
      return { category: "AE", ratePercent: 0, reasonCode: "VATEX-EU-AE", reason: exemptions.reverseCharge[language] };
    case "outside-eu":
      return { category: "O", ratePercent: 0, reasonCode: "VATEX-EU-O", reason: exemptions.outsideEu[language] };
    case "small-business":
      return smallBusiness(seller.address.country, language);
  }
}

/** Each country exempts its small businesses by a law of its own; only France has a code for it. */
function smallBusiness(country: string, language: Language): Omit<TaxTotal, "net" | "tax"> {
  const exempt = { category: "E", ratePercent: 0 } as const;
  if (country === "DE") return { ...exempt, reason: exemptions.smallBusinessGermany[language] };
  if (country === "AT") return { ...exempt, reason: exemptions.smallBusinessAustria[language] };
  if (country === "FR") {
    return { ...exempt, reasonCode: "VATEX-FR-FRANCHISE", reason: exemptions.smallBusinessFrance };
  }
  return { ...exempt, reason: exemptions.smallBusiness[language] };
}

/** The tax of all line items, one total per category and rate in the order in which they first appear: rounded once each,
 *  half up, never per line. Source: EN 16931, BR-CO-17. */
export function taxTotals(lines: readonly LineItem[], reasonOf: (rate: TaxRate) => Partial<TaxTotal>): TaxTotal[] {
  const nets = new Map<string, TaxRate & { net: number }>();
  for (const { tax, net } of lines) {
    const key = `${tax.category} ${tax.ratePercent}`;
    nets.set(key, { ...tax, net: (nets.get(key)?.net ?? 0) + net });
  }
  return Array.from(nets.values(), ({ category, ratePercent, net }) => {
    const rate = { category, ratePercent };
    return { ...rate, net, tax: percentOf(net, ratePercent), ...reasonOf(rate) };
  });
}

/** `ratePercent` (at most two decimals) of `net` (0 or more), rounded half up to the minor unit. */
export function percentOf(net: number, ratePercent: number): number {
  const hundredths = BigInt(Math.round(ratePercent * 100));
  return Number((BigInt(net) * hundredths + 5_000n) / 10_000n);
}
