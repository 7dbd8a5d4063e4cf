import type { Language } from "@seatbook/core";

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

export type CreditNoteFacts = InvoiceFacts & { corrects: string; correctedOn: string; reason: string };

export type ConfirmationFacts = {
  workspace: string;
  address: string;
  seller: string;
  /** Who asked, and when. */
  by: string;
  at: string;
  until: string;
  url: string;
};

export type NoticeFacts = {
  workspace: string;
  mailbox: string;
  seller: string;
  sellerEmail: string;
  by: string;
  at: string;
  /** Whether the change is in force already, since it only takes addresses out. */
  isInForce: boolean;
};

type MailTexts = {
  invoice: (facts: InvoiceFacts) => MailText;
  creditNote: (facts: CreditNoteFacts) => MailText;
  confirmation: (facts: ConfirmationFacts) => MailText;
  notice: (facts: NoticeFacts) => MailText;
};

/** What the mails say. */
export const mailTexts: Record<Language, MailTexts> = {
  en: {
    invoice: ({ number, month, gross, issuedOn, dueOn, seller, contact }) => ({
      subject: `Invoice ${number} from ${seller}: ${month}`,
      before: [`Hello,`, `here is the invoice of ${seller} for ${month}. It is attached as a PDF.`],
      facts: [
        ["Invoice", number],
        ["Issued on", issuedOn],
        ["Amount", gross],
        ["Due on", dueOn],
      ],
      after: [
        "The PDF is an e-invoice (Factur-X, also known as ZUGFeRD): your accounting software can read it without typing.",
        `If you have questions, write to ${contact}.`,
      ],
    }),
    creditNote: ({ number, month, gross, issuedOn, seller, contact, corrects, correctedOn, reason }) => ({
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
      after: [`If you have questions, write to ${contact}.`],
    }),
    confirmation: ({ workspace, address, seller, by, at, until, url }) => ({
      subject: `Confirm ${address} for the invoices of ${workspace}`,
      before: ["Hello,", `on ${at}, ${by} asked ${seller} to mail the invoices of ${workspace} to ${address}.`],
      facts: [],
      link: { label: "Confirm this address", url },
      after: [
        `The link works once, until ${until}. Until it is used, nothing changes.`,
        "If you did not expect this mail, you need not do anything.",
      ],
    }),
    notice: ({ workspace, mailbox, seller, sellerEmail, by, at, isInForce }) => ({
      subject: `The mailbox for the invoices of ${workspace} ${isInForce ? "has changed" : "is to change"}`,
      before: [
        "Hello,",
        isInForce
          ? `on ${at}, ${by} changed where ${seller} mails the invoices of ${workspace}.`
          : `on ${at}, ${by} asked ${seller} to mail the invoices of ${workspace} elsewhere.`,
      ],
      facts: [[isInForce ? "New mailbox" : "Wanted mailbox", mailbox]],
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
        "Das PDF ist eine E-Rechnung (ZUGFeRD, auch Factur-X genannt): Ihre Buchhaltungssoftware liest sie ohne Abtippen.",
        `Bei Fragen schreiben Sie bitte an ${contact}.`,
      ],
    }),
    creditNote: ({ number, month, gross, issuedOn, seller, contact, corrects, correctedOn, reason }) => ({
      subject: `Rechnungskorrektur ${number} von ${seller}: ${month}`,
      before: [
        "Guten Tag,",
        `${seller} hat die Rechnung ${corrects} vom ${correctedOn} storniert. Die Rechnungskorrektur ist als PDF angehängt.`,
      ],
      facts: [
        ["Rechnungskorrektur", number],
        ["Datum", issuedOn],
        ["Betrag", gross],
        ["Grund", reason],
      ],
      after: [`Bei Fragen schreiben Sie bitte an ${contact}.`],
    }),
    confirmation: ({ workspace, address, seller, by, at, until, url }) => ({
      subject: `Bitte bestätigen Sie ${address} für die Rechnungen von ${workspace}`,
      before: [
        "Guten Tag,",
        `am ${at} hat ${by} darum gebeten, dass ${seller} die Rechnungen von ${workspace} an ${address} schickt.`,
      ],
      facts: [],
      link: { label: "Diese Adresse bestätigen", url },
      after: [
        `Der Link gilt einmal, bis ${until}. Bis dahin ändert sich nichts.`,
        "Falls Sie diese Mail nicht erwartet haben, brauchen Sie nichts zu tun.",
      ],
    }),
    notice: ({ workspace, mailbox, seller, sellerEmail, by, at, isInForce }) => ({
      subject: `Das Postfach für die Rechnungen von ${workspace} ${isInForce ? "wurde geändert" : "soll sich ändern"}`,
      before: [
        "Guten Tag,",
        isInForce
          ? `am ${at} hat ${by} geändert, wohin ${seller} die Rechnungen von ${workspace} schickt.`
          : `am ${at} hat ${by} darum gebeten, dass ${seller} die Rechnungen von ${workspace} an eine andere Adresse schickt.`,
      ],
      facts: [[isInForce ? "Neues Postfach" : "Gewünschtes Postfach", mailbox]],
      after: [
        ...(isInForce ? [] : ["Bis jede neue Adresse bestätigt ist, kommen die Rechnungen weiterhin hierher."]),
        `Falls das nicht stimmt, schreiben Sie bitte an ${sellerEmail}.`,
      ],
    }),
  },
  fr: {
    invoice: ({ number, month, gross, issuedOn, dueOn, seller, contact }) => ({
      subject: `Facture ${number} de ${seller} : ${month}`,
      before: ["Bonjour,", `veuillez trouver ci-joint, au format PDF, la facture de ${seller} pour ${month}.`],
      facts: [
        ["Facture", number],
        ["Émise le", issuedOn],
        ["Montant", gross],
        ["Échéance", dueOn],
      ],
      after: [
        "Le PDF est une facture électronique (Factur-X) : votre logiciel de comptabilité la lit sans ressaisie.",
        `Pour toute question, écrivez à ${contact}.`,
      ],
    }),
    creditNote: ({ number, month, gross, issuedOn, seller, contact, corrects, correctedOn, reason }) => ({
      subject: `Avoir ${number} de ${seller} : ${month}`,
      before: [
        "Bonjour,",
        `${seller} a annulé la facture ${corrects} du ${correctedOn}. L’avoir est joint au format PDF.`,
      ],
      facts: [
        ["Avoir", number],
        ["Émis le", issuedOn],
        ["Montant", gross],
        ["Motif", reason],
      ],
      after: [`Pour toute question, écrivez à ${contact}.`],
    }),
    confirmation: ({ workspace, address, seller, by, at, until, url }) => ({
      subject: `Confirmez ${address} pour les factures de ${workspace}`,
      before: ["Bonjour,", `le ${at}, ${by} a demandé que ${seller} envoie les factures de ${workspace} à ${address}.`],
      facts: [],
      link: { label: "Confirmer cette adresse", url },
      after: [
        `Le lien fonctionne une seule fois, jusqu’au ${until}. D’ici là, rien ne change.`,
        "Si vous n’attendiez pas ce message, vous n’avez rien à faire.",
      ],
    }),
    notice: ({ workspace, mailbox, seller, sellerEmail, by, at, isInForce }) => ({
      subject: `La boîte aux lettres des factures de ${workspace} ${isInForce ? "a changé" : "va changer"}`,
      before: [
        "Bonjour,",
        isInForce
          ? `le ${at}, ${by} a modifié l’adresse à laquelle ${seller} envoie les factures de ${workspace}.`
          : `le ${at}, ${by} a demandé que ${seller} envoie les factures de ${workspace} à une autre adresse.`,
      ],
      facts: [[isInForce ? "Nouvelle boîte aux lettres" : "Boîte aux lettres souhaitée", mailbox]],
      after: [
        ...(isInForce ? [] : ["Les factures arrivent ici jusqu’à ce que chaque nouvelle adresse soit confirmée."]),
        `Si ce n’est pas voulu, écrivez à ${sellerEmail}.`,
      ],
    }),
  },
};
