import type { Language } from "@seatbook/core";
import { ofName } from "../invoice-document/format.ts";

/** A mail in words: paragraphs, facts to be set as a list, and a link to follow. */
export type MailText = {
  subject: string;
  before: string[];
  facts: [label: string, value: string][];
  link?: { label: string; url: string };
  after: string[];
};

export type InvoiceFacts = {
  number: string;
  /** "October 2026". */
  month: string;
  gross: string;
  issuedOn: string;
  dueOn: string;
  seller: string;
  contact: string;
};

export type CreditNoteFacts = InvoiceFacts & {
  corrects: string;
  correctedOn: string;
  reason: string;
  /** What becomes of the amount, as the document says it. */
  settlement: string;
};

/** What a mail about the mailbox is about. */
export type Request = {
  workspace: string;
  seller: string;
  /** Who asked; absent where it was the operator. */
  by: string | undefined;
  /** "22 November 2026, 10:04 (Europe/Berlin)". */
  at: string;
};

export type ConfirmationFacts = Request & { address: string; until: string; url: string };

export type NoticeFacts = Request & {
  mailbox: string;
  sellerEmail: string;
  /** Whether the change is in force already, since it only takes addresses out. */
  isInForce: boolean;
};

type MailTexts = {
  invoice: (facts: InvoiceFacts) => MailText;
  creditNote: (facts: CreditNoteFacts) => MailText;
  confirmation: (facts: ConfirmationFacts) => MailText;
  notice: (facts: NoticeFacts) => MailText;
};

/** Who asked the seller; nobody is named where it was the operator. */
export const asked: Record<Language, (by: string | undefined, seller: string) => string> = {
  en: (by, seller) => (by === undefined ? `${seller} was asked` : `${by} asked ${seller}`),
  de: (by, seller) =>
    by === undefined ? `wurde bei ${seller} darum gebeten` : `hat ${by} bei ${seller} darum gebeten`,
  fr: (by, seller) => (by === undefined ? `il a été demandé à ${seller}` : `${by} a demandé à ${seller}`),
};

/** What the mails say. */
export const mailTexts: Record<Language, MailTexts> = {
  en: {
    invoice: ({ number, month, gross, issuedOn, dueOn, seller, contact }) => ({
      subject: `Invoice ${number} from ${seller}: ${month}`,
      before: ["Hello,", `Here is your invoice from ${seller} for ${month}. It is attached as a PDF.`],
      facts: [
        ["Invoice", number],
        ["Issued on", issuedOn],
        ["Amount", gross],
        ["Due on", dueOn],
      ],
      after: [
        "The PDF is an e-invoice (Factur-X, also known as ZUGFeRD), so your accounting software can read it directly.",
        `If you have any questions, write to ${contact}.`,
      ],
    }),
    creditNote: ({ number, month, gross, issuedOn, seller, contact, corrects, correctedOn, reason, settlement }) => ({
      subject: `Credit note ${number} from ${seller}: ${month}`,
      before: [
        "Hello,",
        `${seller} has canceled invoice ${corrects} of ${correctedOn}. The credit note is attached as a PDF.`,
      ],
      facts: [
        ["Credit note", number],
        ["Issued on", issuedOn],
        ["Amount", gross],
        ["Reason", reason],
      ],
      after: [settlement, `If you have any questions, write to ${contact}.`],
    }),
    confirmation: ({ workspace, address, seller, by, at, until, url }) => ({
      subject: `Confirm ${address} for the invoices of ${workspace}`,
      before: ["Hello,", `On ${at}, ${asked.en(by, seller)} to mail the invoices of ${workspace} to ${address}.`],
      facts: [],
      link: { label: "Confirm this address", url },
      after: [
        `The link works once, until ${until}. Until you confirm, nothing changes.`,
        "If you did not expect this mail, you need not do anything.",
      ],
    }),
    notice: ({ workspace, mailbox, seller, sellerEmail, by, at, isInForce }) => ({
      subject: `The mailbox for the invoices of ${workspace} ${isInForce ? "has changed" : "is to change"}`,
      before: [
        "Hello,",
        isInForce
          ? `On ${at}, ${by ?? seller} changed the mailbox for the invoices of ${workspace}.`
          : `On ${at}, ${asked.en(by, seller)} to mail the invoices of ${workspace} elsewhere.`,
      ],
      facts: [[isInForce ? "New mailbox" : "Requested mailbox", mailbox]],
      after: [
        ...(isInForce ? [] : ["Invoices still come here until every new address has been confirmed."]),
        `If this is not right, write to ${sellerEmail}.`,
      ],
    }),
  },
  de: {
    invoice: ({ number, month, gross, issuedOn, dueOn, seller, contact }) => ({
      subject: `Rechnung ${number} von ${seller}: ${month}`,
      before: ["Guten Tag,", `anbei erhalten Sie die Rechnung von ${seller} für ${month} als PDF.`],
      facts: [
        ["Rechnung", number],
        ["Rechnungsdatum", issuedOn],
        ["Betrag", gross],
        ["Fällig am", dueOn],
      ],
      after: [
        "Das PDF ist eine E-Rechnung (ZUGFeRD, auch Factur-X genannt): Ihre Buchhaltungssoftware kann sie direkt einlesen.",
        `Bei Fragen schreiben Sie bitte an ${contact}.`,
      ],
    }),
    creditNote: ({ number, month, gross, issuedOn, seller, contact, corrects, correctedOn, reason, settlement }) => ({
      subject: `Rechnungskorrektur ${number} von ${seller}: ${month}`,
      before: [
        "Guten Tag,",
        `anbei erhalten Sie als PDF die Rechnungskorrektur von ${seller} zu Rechnung ${corrects} vom ${correctedOn}. Die Rechnung ist damit storniert.`,
      ],
      facts: [
        ["Rechnungskorrektur", number],
        ["Datum", issuedOn],
        ["Betrag", gross],
        ["Grund", reason],
      ],
      after: [settlement, `Bei Fragen schreiben Sie bitte an ${contact}.`],
    }),
    confirmation: ({ workspace, address, seller, by, at, until, url }) => ({
      subject: `Bitte bestätigen Sie ${address} für die Rechnungen von ${workspace}`,
      before: [
        "Guten Tag,",
        `am ${at} ${asked.de(by, seller)}, die Rechnungen von ${workspace} künftig an ${address} zu schicken.`,
      ],
      facts: [],
      link: { label: "Diese Adresse bestätigen", url },
      after: [
        `Der Link gilt einmal, bis zum ${until}. Solange Sie nicht bestätigen, ändert sich nichts.`,
        "Falls Sie diese E-Mail nicht erwartet haben, brauchen Sie nichts zu tun.",
      ],
    }),
    notice: ({ workspace, mailbox, seller, sellerEmail, by, at, isInForce }) => ({
      subject: `Die E-Mail-Adresse für die Rechnungen von ${workspace} ${isInForce ? "wurde geändert" : "soll geändert werden"}`,
      before: [
        "Guten Tag,",
        isInForce
          ? `am ${at} hat ${by ?? seller} die E-Mail-Adresse für die Rechnungen von ${workspace} geändert.`
          : `am ${at} ${asked.de(by, seller)}, die Rechnungen von ${workspace} an eine andere Adresse zu schicken.`,
      ],
      facts: [[isInForce ? "Neu" : "Gewünscht", mailbox]],
      after: [
        ...(isInForce ? [] : ["Bis jede neue Adresse bestätigt ist, kommen die Rechnungen weiterhin hierher."]),
        `Falls das nicht stimmt, schreiben Sie bitte an ${sellerEmail}.`,
      ],
    }),
  },
  fr: {
    invoice: ({ number, month, gross, issuedOn, dueOn, seller, contact }) => ({
      subject: `Facture ${number} ${ofName(seller)}\u{a0}: ${month}`,
      before: ["Bonjour,", `Veuillez trouver ci-joint, au format PDF, la facture ${ofName(seller)} pour ${month}.`],
      facts: [
        ["Facture", number],
        ["Émise le", issuedOn],
        ["Montant", gross],
        ["Échéance", dueOn],
      ],
      after: [
        "Le PDF est une facture électronique (Factur-X)\u{a0}: votre logiciel de comptabilité la lit sans ressaisie.",
        `Pour toute question, écrivez à ${contact}.`,
      ],
    }),
    creditNote: ({ number, month, gross, issuedOn, seller, contact, corrects, correctedOn, reason, settlement }) => ({
      subject: `Avoir ${number} ${ofName(seller)}\u{a0}: ${month}`,
      before: [
        "Bonjour,",
        `${seller} a annulé la facture ${corrects} du ${correctedOn}. Vous trouverez l’avoir ci-joint, au format PDF.`,
      ],
      facts: [
        ["Avoir", number],
        ["Émis le", issuedOn],
        ["Montant", gross],
        ["Motif", reason],
      ],
      after: [settlement, `Pour toute question, écrivez à ${contact}.`],
    }),
    confirmation: ({ workspace, address, seller, by, at, until, url }) => ({
      subject: `Confirmez ${address} pour les factures ${ofName(workspace)}`,
      before: [
        "Bonjour,",
        `Le ${at}, ${asked.fr(by, seller)} d’envoyer désormais les factures ${ofName(workspace)} à ${address}.`,
      ],
      facts: [],
      link: { label: "Confirmer cette adresse", url },
      after: [
        `Le lien ne fonctionne qu’une fois, jusqu’au ${until}. Tant que vous n’avez pas confirmé, rien ne change.`,
        "Si vous n’attendiez pas ce message, vous n’avez rien à faire.",
      ],
    }),
    notice: ({ workspace, mailbox, seller, sellerEmail, by, at, isInForce }) => ({
      subject: isInForce
        ? `L’adresse e-mail de facturation ${ofName(workspace)} a changé`
        : `Demande de changement de l’adresse e-mail de facturation ${ofName(workspace)}`,
      before: [
        "Bonjour,",
        isInForce
          ? `Le ${at}, ${by ?? seller} a modifié l’adresse e-mail de facturation ${ofName(workspace)}.`
          : `Le ${at}, ${asked.fr(by, seller)} d’envoyer les factures ${ofName(workspace)} à une autre adresse.`,
      ],
      facts: [[isInForce ? "Nouvelle adresse de facturation" : "Adresse de facturation demandée", mailbox]],
      after: [
        ...(isInForce
          ? []
          : ["Tant que toutes les nouvelles adresses ne sont pas confirmées, les factures arrivent toujours ici."]),
        `Si ce changement n’est pas voulu, écrivez à ${sellerEmail}.`,
      ],
    }),
  },
};
