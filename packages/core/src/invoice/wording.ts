import type { Month } from "../month.ts";
import type { LicenseModel } from "../workspace/events.ts";
import { monthName } from "./month-names.ts";
import type { Language } from "./party.ts";

type InEachLanguage = Record<Language, string>;

/** What is frozen into an invoice as words. They may be changed: invoices that were drafted keep theirs. */
export const exemptions = {
  reverseCharge: {
    en: "Reverse charge: the recipient is liable for the VAT (Art. 196 of Directive 2006/112/EC).",
    de: "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge, Art. 196 der Richtlinie 2006/112/EG).",
    fr: "Autoliquidation : la TVA est due par le preneur (art. 196 de la directive 2006/112/CE).",
  },
  outsideEu: {
    en: "Not subject to VAT: the place of supply is outside the EU (Art. 44 of Directive 2006/112/EC).",
    de: "Nicht steuerbar: Der Leistungsort liegt außerhalb der EU (Art. 44 der Richtlinie 2006/112/EG).",
    fr: "Non soumis à la TVA : le lieu de la prestation est hors de l’UE (art. 44 de la directive 2006/112/CE).",
  },
  smallBusinessGermany: {
    en: "VAT exempt as a small business under section 19 of the German VAT Act (§ 19 UStG).",
    de: "Steuerbefreiung für Kleinunternehmer gemäß § 19 UStG.",
    fr: "Exonération de TVA des petites entreprises selon le § 19 de la loi allemande sur la TVA (UStG).",
  },
  smallBusinessAustria: {
    en: "VAT exempt as a small business under section 6 (1) 27 of the Austrian VAT Act (UStG 1994).",
    de: "Umsatzsteuerfrei aufgrund der Kleinunternehmerregelung (§ 6 Abs. 1 Z 27 UStG 1994).",
    fr: "Exonération de TVA des petites entreprises selon le § 6 (1) 27 de la loi autrichienne sur la TVA (UStG 1994).",
  },
  /** The law prescribes these words. */
  smallBusinessFrance: "TVA non applicable, article 293 B du CGI",
  smallBusiness: {
    en: "VAT exempt: special scheme for small enterprises (Art. 282 to 292 of Directive 2006/112/EC).",
    de: "Steuerbefreiung: Sonderregelung für Kleinunternehmen (Art. 282 bis 292 der Richtlinie 2006/112/EG).",
    fr: "Exonération de TVA : régime particulier des petites entreprises (art. 282 à 292 de la directive 2006/112/CE).",
  },
} satisfies Record<string, InEachLanguage | string>;

/** What French law wants every invoice between businesses to say: indemnity, penalties, discount.
 *  Source: Code de commerce, L441-9, L441-10, D441-5. */
export const frenchNotes = {
  PMT: "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.",
  PMD: "Pénalités de retard : trois fois le taux d’intérêt légal, exigibles sans rappel.",
  AAB: "Pas d’escompte pour paiement anticipé.",
} as const;

const licenseWords: Record<LicenseModel, InEachLanguage> = {
  team: { en: "Team licenses", de: "Team-Lizenzen", fr: "Licences d’équipe" },
  user: { en: "User licenses", de: "Nutzerlizenzen", fr: "Licences utilisateur" },
};

/** "User licenses, October 2026". */
export function describeLicenses(model: LicenseModel, month: Month, language: Language): string {
  return `${licenseWords[model][language]}, ${monthName(month, language)} ${month.slice(0, 4)}`;
}

/** "Licenses 11 to 25": which ones a graduated price's tier bills. */
export function describeTier(from: number, to: number, language: Language): string {
  const words = {
    en: ["License", "Licenses", "to"],
    de: ["Lizenz", "Lizenzen", "bis"],
    fr: ["Licence", "Licences", "à"],
  }[language];
  return from === to ? `${words[0]} ${from}` : `${words[1]} ${from} ${words[2]} ${to}`;
}

/** "Minimum of 5 licenses; 3 in use": why more is billed than there are license holders. */
export function describeMinimum(minimum: number, used: number, language: Language): string {
  return {
    en: `Minimum of ${minimum} ${minimum === 1 ? "license" : "licenses"}; ${used === 0 ? "none" : used} in use`,
    de: `Mindestabnahme ${minimum} ${minimum === 1 ? "Lizenz" : "Lizenzen"}, davon ${used === 0 ? "keine" : used} genutzt`,
    fr: `Minimum de ${minimum} ${minimum === 1 ? "licence" : "licences"}, dont ${usedInFrench(used)}`,
  }[language];
}

function usedInFrench(used: number): string {
  if (used === 0) return "aucune utilisée";
  return used === 1 ? "1 utilisée" : `${used} utilisées`;
}
