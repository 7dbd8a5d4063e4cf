import {
  confirmationStanding,
  issuedInvoices,
  type Mail,
  monthOf,
  recordOf,
  type State,
  termsOf,
} from "@seatbook/core";
import { formatDate, formatInstant, formatMoney, formatMonth } from "../invoice-document/format.ts";
import { fileNameOf } from "../invoice-document/title.ts";
import { settlementOf, words } from "../invoice-document/words.ts";
import type { Workspace } from "../workspaces.ts";
import type { ConfirmationLinks } from "./confirmation-links.ts";
import type { ComposeMail } from "./delivery.ts";
import type { InvoiceFiles } from "./invoice-files.ts";
import { toHtml, toText } from "./mail-body.ts";
import { type MailText, mailTexts } from "./mail-texts.ts";
import { senderOf } from "./seller.ts";

type Message = NonNullable<Awaited<ReturnType<ComposeMail>>>;
type About<K extends Mail["about"]["kind"]> = Extract<Mail["about"], { kind: K }>;

/** Writes mails off what the log has frozen, so that every attempt of a mail says the same. */
export function mailComposer(files: InvoiceFiles, links: ConfirmationLinks): ComposeMail {
  return async (workspace, mail, at) => {
    const { about } = mail;
    const { state } = workspace.journal;
    switch (about.kind) {
      case "invoice":
        return invoiceMail(files, workspace, about);
      case "mailbox-confirmation":
        return isOpen(state, mail, about, at) ? confirmationMail(links, state, mail, about) : undefined;
      case "mailbox-notice":
        return noticeMail(state, mail, about);
    }
  };
}

/** Whether there is still something to confirm. */
function isOpen(state: State, { to }: Mail, { change, expiresAt }: About<"mailbox-confirmation">, at: number): boolean {
  return confirmationStanding(state, { change, address: to, expiresAt }, at) === "open";
}

async function invoiceMail(files: InvoiceFiles, workspace: Workspace, { draft }: About<"invoice">): Promise<Message> {
  const { state } = workspace.journal;
  const entry = issuedInvoices(state).find((candidate) => candidate.draft === draft);
  if (!entry) throw new Error("a mail is about an invoice that has its number");
  const { invoice, pdf } = await files.pdf(workspace, entry);
  const { seller, language, number, currency, corrects } = invoice;
  const facts = {
    number,
    month: formatMonth(invoice.month, language),
    gross: formatMoney(invoice.gross, currency, language),
    issuedOn: formatDate(invoice.issuedOn, language),
    dueOn: formatDate(invoice.dueOn, language),
    seller: seller.name,
    contact: `${seller.contact.name} <${seller.contact.email}>`,
  };
  const texts = mailTexts[language];
  const text = corrects
    ? texts.creditNote({
        ...facts,
        corrects: corrects.number,
        correctedOn: formatDate(corrects.issuedOn, language),
        reason: invoice.reason ?? "",
        settlement: settlementOf(corrects, words[language]),
      })
    : texts.invoice(facts);
  const path = `/v1/workspaces/${encodeURIComponent(state.id)}/invoices/${encodeURIComponent(number)}`;
  return {
    from: senderOf(seller),
    ...(await bodyOf(text, language)),
    attachments: [
      { name: fileNameOf(invoice, "pdf"), contentType: "application/pdf", content: pdf, href: `${path}.pdf` },
    ],
  };
}

async function confirmationMail(
  links: ConfirmationLinks,
  state: State,
  mail: Mail,
  { change, expiresAt, sender, language }: About<"mailbox-confirmation">,
): Promise<Message> {
  const text = mailTexts[language].confirmation({
    ...requestOf(state, mail, sender.name, language),
    address: mail.to,
    until: formatInstant(expiresAt, zoneOf(state, mail), language),
    url: await links.write({ workspace: state.id, change, address: mail.to, expiresAt }),
  });
  return { from: sender, ...(await bodyOf(text, language)), attachments: [] };
}

async function noticeMail(
  state: State,
  mail: Mail,
  { mailbox, sender, language }: About<"mailbox-notice">,
): Promise<Message> {
  const text = mailTexts[language].notice({
    ...requestOf(state, mail, sender.name, language),
    mailbox: mailbox.join(", "),
    sellerEmail: sender.email,
    isInForce: !state.mails.some(
      ({ about, version }) => about.kind === "mailbox-confirmation" && version === mail.version,
    ),
  });
  return { from: sender, ...(await bodyOf(text, language)), attachments: [] };
}

async function bodyOf(text: MailText, language: Message["language"]) {
  return { language, subject: text.subject, text: toText(text, language), html: await toHtml(text, language) };
}

/** Who asked for what a mail is about, and when. */
export function requestOf(state: State, mail: Mail, seller: string, language: Message["language"]) {
  const { at, by } = recordOf(state, mail.version);
  return {
    workspace: state.profile.name,
    seller,
    by: by.type === "member" ? (state.members.get(by.id)?.name ?? by.id) : undefined,
    at: formatInstant(at, zoneOf(state, mail), language),
  };
}

export function zoneOf(state: State, { at }: Mail): string {
  return termsOf(state, monthOf(state, at)).timeZone;
}
