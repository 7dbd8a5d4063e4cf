import type { Language } from "@seatbook/core";

export type ConfirmationWords = {
  question: (workspace: string) => string;
  meaning: (workspace: string, address: string) => string;
  confirm: string;
  confirmed: string;
  inForce: (workspace: string, mailbox: readonly string[]) => string;
  othersWait: string;
  useless: string;
  uselessMeaning: string;
};

export const confirmationWords: Record<Language, ConfirmationWords> = {
  en: {
    question: (workspace) => `Receive the invoices of ${workspace}?`,
    meaning: (workspace, address) =>
      `The invoices of ${workspace} are to be mailed to ${address}. Confirm that it may be so.`,
    confirm: "Confirm this address",
    confirmed: "This address is confirmed.",
    inForce: (workspace, mailbox) => `From now on, the invoices of ${workspace} are mailed to ${mailbox.join(", ")}.`,
    othersWait: "The change is in force as soon as the other new addresses are confirmed, too.",
    useless: "This link does not work any more.",
    uselessMeaning:
      "It was used before, has expired, or the change was withdrawn. Ask an administrator of the workspace to change the mailbox again.",
  },
  de: {
    question: (workspace) => `Die Rechnungen von ${workspace} empfangen?`,
    meaning: (workspace, address) =>
      `Die Rechnungen von ${workspace} sollen an ${address} geschickt werden. Bestätigen Sie, dass das so sein soll.`,
    confirm: "Diese Adresse bestätigen",
    confirmed: "Die Adresse ist bestätigt.",
    inForce: (workspace, mailbox) => `Ab jetzt gehen die Rechnungen von ${workspace} an ${mailbox.join(", ")}.`,
    othersWait: "Die Änderung gilt, sobald auch die anderen neuen Adressen bestätigt sind.",
    useless: "Dieser Link gilt nicht mehr.",
    uselessMeaning:
      "Er wurde schon verwendet, ist abgelaufen, oder die Änderung wurde zurückgezogen. Bitten Sie einen Administrator des Workspace, das Postfach noch einmal zu ändern.",
  },
  fr: {
    question: (workspace) => `Recevoir les factures de ${workspace} ?`,
    meaning: (workspace, address) =>
      `Les factures de ${workspace} doivent être envoyées à ${address}. Confirmez que c’est bien voulu.`,
    confirm: "Confirmer cette adresse",
    confirmed: "L’adresse est confirmée.",
    inForce: (workspace, mailbox) => `Désormais, les factures de ${workspace} sont envoyées à ${mailbox.join(", ")}.`,
    othersWait: "Le changement prend effet dès que les autres nouvelles adresses sont confirmées.",
    useless: "Ce lien n’est plus valable.",
    uselessMeaning:
      "Il a déjà servi, il a expiré, ou le changement a été retiré. Demandez à un administrateur de l’espace de travail de modifier de nouveau la boîte aux lettres.",
  },
};
