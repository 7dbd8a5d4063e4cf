import type { Invoice } from "@seatbook/core";

type Party = {
  address: { country: string };
  vatId?: string;
  taxNumber?: string;
  registration?: string;
};

/** Whether a supply is outside the scope of VAT: then neither party's VAT id may stand in an e-invoice, and the PDF says the
 *  same (BR-O-02 to BR-O-04). */
export function isOutsideScope({ taxes }: Invoice): boolean {
  return taxes.some(({ category }) => category === "O");
}

/** The nine digits that France knows a business by: in its VAT id, else in a tax number that is a SIREN or SIRET, else behind
 *  "RCS" in its registration. Undefined for a party elsewhere, or where none is found. */
export function sirenOf({ address, vatId, taxNumber, registration }: Party): string | undefined {
  if (address.country !== "FR") return undefined;
  const inVatId = /^FR[0-9A-Z]{2}(\d{9})$/u.exec(withoutSpaces(vatId));
  const inTaxNumber = /^(\d{9})(?:\d{5})?$/u.exec(withoutSpaces(taxNumber));
  const inRegistration = /(?:RCS|SIREN|SIRET)\D*(\d{9})/iu.exec(withoutSpaces(registration));
  return (inVatId ?? inTaxNumber ?? inRegistration)?.[1];
}

/** Whether both are French, so that what France asks of invoices between businesses holds. */
export function isFrench({ seller, customer }: Invoice): boolean {
  return seller.address.country === "FR" && customer.address.country === "FR";
}

/** Where a party is reached in a network for e-invoices. `scheme` is of the EAS code list. */
export type Endpoint = { scheme: string; id: string };

/** The schemes whose identifiers are VAT ids, by the letters that these begin with. */
const vatSchemes: Record<string, string> = {
  AD: "9922",
  AL: "9923",
  AT: "9914",
  BA: "9924",
  BE: "9925",
  BG: "9926",
  CH: "9927",
  CY: "9928",
  CZ: "9929",
  DE: "9930",
  EE: "9931",
  EL: "9933",
  ES: "9920",
  FI: "0213",
  FR: "9957",
  GB: "9932",
  GR: "9933",
  HR: "9934",
  HU: "9910",
  IE: "9935",
  IT: "0211",
  LI: "9936",
  LT: "9937",
  LU: "9938",
  LV: "9939",
  MC: "9940",
  ME: "9941",
  MK: "9942",
  MT: "9943",
  NL: "9944",
  PL: "9945",
  PT: "9946",
  RO: "9947",
  RS: "9948",
  SI: "9949",
  SK: "9950",
  SM: "9951",
  TR: "9952",
  VA: "9953",
};

export function vatEndpoint(vatId: string | undefined): Endpoint | undefined {
  const scheme = vatId === undefined ? undefined : vatSchemes[vatId.slice(0, 2)];
  return vatId === undefined || scheme === undefined ? undefined : { scheme, id: withoutSpaces(vatId) };
}

function withoutSpaces(text = ""): string {
  return text.replaceAll(/[\s.]/gu, "");
}
