import type { ConfirmationStanding, Language } from "@seatbook/core";
import { asked, type Request } from "../billing/mail-texts.ts";
import { ofName } from "../invoice-document/format.ts";

/** `until`: to when the link works. `othersWait`: whether the change waits for addresses to be confirmed. */
type ConfirmationFacts = Request & { address: string; until: string; othersWait: boolean };

export type Said = { title: string; paragraphs: string[] };

type ConfirmationWords = Record<ConfirmationStanding, (facts: ConfirmationFacts) => Said> & { confirm: string };

/** Who asked for what. */
const request: Record<Language, (facts: ConfirmationFacts) => string> = {
  en: ({ at, by, seller, workspace, address }) =>
    `On ${at}, ${asked.en(by, seller)} to mail the invoices of ${workspace} to ${address}.`,
  de: ({ at, by, seller, workspace, address }) =>
    `Am ${at} ${asked.de(by, seller)}, die Rechnungen von ${workspace} künftig an ${address} zu schicken.`,
  fr: ({ at, by, seller, workspace, address }) =>
    `Le ${at}, ${asked.fr(by, seller)} d’envoyer désormais les factures ${ofName(workspace)} à ${address}.`,
};

export const confirmationWords: Record<Language, ConfirmationWords> = {
  en: {
    open: (facts) => ({
      title: `Receive the invoices of ${facts.workspace}?`,
      paragraphs: [request.en(facts), "If you did not expect this, close this page: nothing changes."],
    }),
    confirm: "Confirm this address",
    confirmed: ({ workspace, address, othersWait }) => ({
      title: "This address is confirmed.",
      paragraphs: [
        othersWait
          ? "The change takes effect as soon as the other new addresses are confirmed, too."
          : `The invoices of ${workspace} are now mailed to ${address}.`,
        "You can close this page.",
      ],
    }),
    withdrawn: (facts) => ({
      title: "This request no longer stands.",
      paragraphs: [
        request.en(facts),
        "Since then this was withdrawn, or replaced by a later request. There is nothing to confirm here: you can close this page.",
      ],
    }),
    expired: (facts) => ({
      title: "This link has expired.",
      paragraphs: [
        request.en(facts),
        `The link worked until ${facts.until}. If you want to receive the invoices, ask ${facts.by ?? facts.seller} for a new one.`,
      ],
    }),
  },
  de: {
    open: (facts) => ({
      title: `Die Rechnungen von ${facts.workspace} empfangen?`,
      paragraphs: [
        request.de(facts),
        "Falls Sie das nicht erwartet haben, schließen Sie diese Seite einfach: Es ändert sich nichts.",
      ],
    }),
    confirm: "Diese Adresse bestätigen",
    confirmed: ({ workspace, address, othersWait }) => ({
      title: "Die Adresse ist bestätigt.",
      paragraphs: [
        othersWait
          ? "Die Änderung gilt, sobald auch die anderen neuen Adressen bestätigt sind."
          : `Die Rechnungen von ${workspace} gehen jetzt an ${address}.`,
        "Sie können diese Seite schließen.",
      ],
    }),
    withdrawn: (facts) => ({
      title: "Diese Anfrage gilt nicht mehr.",
      paragraphs: [
        request.de(facts),
        "Inzwischen wurde das zurückgezogen oder durch eine spätere Anfrage ersetzt. Hier ist nichts zu bestätigen: Sie können diese Seite schließen.",
      ],
    }),
    expired: (facts) => ({
      title: "Dieser Link ist abgelaufen.",
      paragraphs: [
        request.de(facts),
        `Der Link galt bis zum ${facts.until}. Wenn Sie die Rechnungen empfangen möchten, bitten Sie ${facts.by ?? facts.seller} um einen neuen.`,
      ],
    }),
  },
  fr: {
    open: (facts) => ({
      title: `Recevoir les factures ${ofName(facts.workspace)}\u{a0}?`,
      paragraphs: [
        request.fr(facts),
        "Si vous n’attendiez pas cette demande, fermez simplement cette page\u{a0}: rien ne change.",
      ],
    }),
    confirm: "Confirmer cette adresse",
    confirmed: ({ workspace, address, othersWait }) => ({
      title: "L’adresse est confirmée.",
      paragraphs: [
        othersWait
          ? "Le changement prendra effet dès que les autres nouvelles adresses seront confirmées."
          : `Les factures ${ofName(workspace)} sont désormais envoyées à ${address}.`,
        "Vous pouvez fermer cette page.",
      ],
    }),
    withdrawn: (facts) => ({
      title: "Cette demande n’est plus valable.",
      paragraphs: [
        request.fr(facts),
        "Depuis, elle a été retirée ou remplacée par une autre. Il n’y a rien à confirmer ici\u{a0}: vous pouvez fermer cette page.",
      ],
    }),
    expired: (facts) => ({
      title: "Ce lien a expiré.",
      paragraphs: [
        request.fr(facts),
        `Le lien était valable jusqu’au ${facts.until}. Si vous souhaitez recevoir les factures, demandez un nouveau lien à ${facts.by ?? facts.seller}.`,
      ],
    }),
  },
};

/** For a link that is not ours, so that its language is not known. */
export const unreadable: Said = {
  title: "This link is incomplete.",
  paragraphs: ["Open it from the mail again, or copy the whole of it. Nothing was changed."],
};
