import { all, has, isFilled, textOf, type Element } from "./cii.ts";

/** A rule by its official id. It holds for each element at `context` that it applies to, hence also where there is none. */
export type Rule = {
  id: string;
  context: string;
  applies?: (element: Element) => boolean;
  sentence: string;
  holds: (element: Element, invoice: Element) => boolean;
};

/** The ids of the rules that `invoice` breaks, in the order of `rules`. */
export function brokenRules(rules: readonly Rule[], invoice: Element): string[] {
  return rules
    .filter(({ context, applies, holds }) =>
      all(invoice, context).some((element) => (!applies || applies(element)) && !holds(element, invoice)),
    )
    .map(({ id }) => id);
}

/** Where the parts of an invoice are. */
export const at = {
  context: "ExchangedDocumentContext",
  document: "ExchangedDocument",
  trade: "SupplyChainTradeTransaction",
  line: "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem",
  agreement: "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement",
  seller: "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/SellerTradeParty",
  buyer: "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/BuyerTradeParty",
  delivery: "SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery",
  settlement: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement",
  taxes: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/ApplicableTradeTax",
  payment: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementPaymentMeans",
  terms: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradePaymentTerms",
  totals: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation",
} as const;

export const lineAt = {
  price: "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount",
  quantity: "SpecifiedLineTradeDelivery/BilledQuantity",
  tax: "SpecifiedLineTradeSettlement/ApplicableTradeTax",
  net: "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
} as const;

export function present(path: string): Rule["holds"] {
  return (element) => has(element, path);
}

export function filled(path: string): Rule["holds"] {
  return (element) => isFilled(element, path);
}

/** Every one of the elements at `path` has a code of `list`. */
export function inList(list: ReadonlySet<string>, path = ""): Rule["holds"] {
  return (element) => all(element, path).every(({ text }) => list.has(text.trim()));
}

/** Every scheme that is named at `path` is one of `list`. */
export function schemeInList(list: ReadonlySet<string>, path = ""): Rule["holds"] {
  return (element) =>
    all(element, path).every(({ attributes: { schemeID } }) => schemeID === undefined || list.has(schemeID));
}

/** `decimals` at most, at each of the elements at `path`. */
export function hasDecimals(decimals: number, path: string): Rule["holds"] {
  return (element) => all(element, path).every(({ text }) => (text.trim().split(".")[1] ?? "").length <= decimals);
}

/** Ends no sooner than it starts, where both are given, both as a date (YYYYMMDD). */
export function isInOrder(period: Element): boolean {
  if (!has(period, "StartDateTime") || !has(period, "EndDateTime")) return true;
  const start = textOf(period, "StartDateTime/DateTimeString");
  const end = textOf(period, "EndDateTime/DateTimeString");
  return start !== undefined && end !== undefined && start <= end;
}

/** The ids of one scheme among the tax registrations of a party: VA is a VAT id, FC a tax number. */
export function taxIds(party: Element | undefined, scheme: "VA" | "FC"): string[] {
  if (!party) return [];
  return all(party, "SpecifiedTaxRegistration/ID")
    .filter(({ attributes, text }) => attributes["schemeID"] === scheme && text.trim() !== "")
    .map(({ text }) => text.trim());
}
