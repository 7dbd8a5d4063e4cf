import * as v from "valibot";
import {
  aMonth,
  countOf,
  dayOf,
  flagOf,
  idsOf,
  instantOf,
  moneyOf,
  monthOf,
  nextCursor,
  page,
  textOf,
  workspaceId,
} from "./fields.ts";
import { actor, fieldError } from "./responses.ts";
import { address, described, language, licenseModel, tax } from "./values.ts";

export const mail = described(
  "A mail, and how far it is.",
  v.object({
    id: textOf("The mail's id in the workspace."),
    to: textOf("The address it is for."),
    status: described(
      "`sent`: the receiving server took it. `bounced`: it came back later. `failed`: it was given up.",
      v.picklist(["queued", "sending", "sent", "failed", "bounced"]),
    ),
    at: instantOf("When the status last changed."),
    attempts: countOf("How often it was tried."),
    retryAt: v.optional(instantOf("Queued again after an attempt that failed for the time being.")),
    detail: v.optional(textOf("What the receiving server said last, or why it was not reached.")),
  }),
);

export const invoiceItem = described(
  "Amounts are positive, those of a credit note too. `dueOn` of a credit note is the day it was issued.",
  v.object({
    number: textOf("Its number. Invoices and credit notes share one series without gaps."),
    type: described("What it is.", v.picklist(["invoice", "credit-note"])),
    month: monthOf("The month that it is for."),
    issuedOn: dayOf("The day on which it was issued."),
    dueOn: dayOf("The day until which it is to be paid."),
    status: described(
      "`overdue`: open, and past its due day. `canceled`: a credit note stands against it.",
      v.picklist(["open", "overdue", "paid", "canceled"]),
    ),
    net: moneyOf("The amount before tax."),
    tax: moneyOf("The tax."),
    gross: moneyOf("The amount that is to be paid."),
    licenses: countOf("How many licenses it is for."),
    licenseModel,
    paidOn: v.optional(dayOf("The day on which it was paid.")),
    corrects: v.optional(textOf("Of a credit note: the invoice that it cancels.")),
    creditNote: v.optional(textOf("Of a canceled invoice: its credit note, once that has its number.")),
    mails: described("The last mail to each address, in the order in which they were queued.", v.array(mail)),
  }),
);

export const sellerInvoiceItem = v.object({ workspace: workspaceId, ...invoiceItem.entries });

const printedAddress = v.object({
  ...address.entries,
  countryName: textOf("The country in the language of the invoice."),
});
const vatId = v.optional(textOf("The VAT id."));
const taxRate = {
  category: described("The tax category, a code of UNTDID 5305.", v.picklist(["S", "Z", "E", "AE", "K", "G", "O"])),
  ratePercent: described("The tax rate, in percent.", v.number()),
};

const contact = v.object({
  name: textOf("A person or a department."),
  phone: textOf("The telephone number."),
  email: textOf("The e-mail address."),
});

export const invoice = described(
  "An invoice or credit note as it was frozen.",
  v.object({
    ...invoiceItem.entries,
    period: described(
      "The days that are billed.",
      v.object({ first: dayOf("The first of them."), last: dayOf("The last of them.") }),
    ),
    language,
    seller: described(
      "Who has issued it.",
      v.object({
        name: textOf("The company."),
        address: described("Its address.", printedAddress),
        vatId,
        taxNumber: v.optional(textOf("The tax number, where there is no VAT id.")),
        registration: v.optional(textOf("Where the company is registered, and as what.")),
        contact: described("Whom to ask.", contact),
        bank: described(
          "Where the money goes.",
          v.object({
            iban: textOf("The account."),
            bic: v.optional(textOf("The bank.")),
            holder: v.optional(textOf("Whose account it is, where not the company's.")),
          }),
        ),
      }),
    ),
    customer: described(
      "Whom it is addressed to.",
      v.object({
        name: textOf("The company."),
        address: described("Its address.", printedAddress),
        vatId,
        reference: v.optional(textOf("The customer's own reference.")),
      }),
    ),
    lines: described(
      "What is billed; the lines sum to `net`.",
      v.array(
        v.object({
          description: textOf("What it is, in the language of the invoice."),
          note: v.optional(textOf("What else there is to say of it.")),
          quantity: countOf("How many licenses."),
          unit: moneyOf("What each of them costs."),
          net: moneyOf("What they cost together, before tax."),
          ...taxRate,
        }),
      ),
    ),
    taxes: described(
      "The tax, by rate.",
      v.array(
        v.object({
          ...taxRate,
          net: moneyOf("The amount that is taxed."),
          tax: moneyOf("The tax on it."),
          reason: v.optional(textOf("Why no tax is charged.")),
        }),
      ),
    ),
    reason: v.optional(textOf("Of a credit note: why the invoice was canceled.")),
    xrechnung: flagOf("Whether `.xml?profile=xrechnung` can be had: the customer has a reference, and an address."),
  }),
);

export const billingDetails = described(
  "Whom the invoices are addressed to. A new workspace has none of it.",
  v.object({
    name: v.optional(textOf("The company that the invoices are addressed to.")),
    address: v.optional(address),
    addressLines: v.optional(
      described("The address as it is written on the invoices, with the country.", v.array(v.string())),
    ),
    vatId,
    reference: v.optional(textOf("What the customer wants on its invoices.")),
    language: v.optional(language),
    tax: v.optional(described("Set by the operator.", tax)),
    missing: described(
      "What is missing for an invoice: while anything is, months close and their invoices wait for it.",
      v.array(fieldError),
    ),
    required: described(
      "What must be given when the details are changed, besides name, address and language.",
      v.array(v.picklist(["vatId"])),
    ),
    countries: described("The codes that `address.country` may have.", v.array(v.string())),
  }),
);

export const mailbox = described(
  "Where invoices are mailed.",
  v.object({
    mailbox: described("The addresses in force.", v.array(v.string())),
    mailed: flagOf("Whether invoices are mailed to it (user license); otherwise they are only there to download."),
    change: v.optional(
      described(
        "A change that waits for each new address to be confirmed. Until then the old mailbox stays in force.",
        v.object({
          mailbox: described(
            "The addresses that it will have.",
            v.array(
              v.object({
                address: textOf("An e-mail address."),
                confirmed: flagOf("Whether it is confirmed, or was in force before."),
                mail: v.optional(described("The link that was mailed to it last, where it is a new address.", mail)),
              }),
            ),
          ),
          requestedAt: instantOf("When the change was asked for."),
          requestedBy: actor,
          expiresAt: instantOf("When the links that were mailed last stop working."),
        }),
      ),
    ),
    expiredChange: v.optional(
      described(
        "A change that was not confirmed in time, for a week after `expiredAt`; the mailbox stayed as it was.",
        v.object({
          mailbox: described("The addresses that it would have had.", v.array(v.string())),
          expiredAt: instantOf("When its links stopped working."),
        }),
      ),
    ),
    accountingContact: v.optional(
      described("There where only the operator changes the mailbox: whom to ask.", contact),
    ),
  }),
);

export const pendingItem = described(
  "What has not come to its end by itself, and why; also a workspace that the store does not give back as it should.",
  v.object({
    workspace: workspaceId,
    name: textOf("The workspace's name, where it can be read."),
    kind: described(
      "What has not come to its end.",
      v.picklist([
        "unreadable",
        "clock-behind",
        "month-not-closed",
        "invoice-missing",
        "billing-details-missing",
        "number-missing",
        "mailbox-missing",
        "mail-waiting",
        "mail-failed",
        "erasure-unfinished",
      ]),
    ),
    month: v.optional(monthOf("The month that it is about.")),
    number: v.optional(textOf("The invoice or credit note that it is about.")),
    detail: textOf("Why, and what to do."),
  }),
);
export const pending = v.object({ items: described("The items.", v.array(pendingItem)), nextCursor });

export const pendingRun = v.object({
  closed: described("The months that were closed.", v.array(v.object({ workspace: workspaceId, month: aMonth }))),
  issued: described(
    "The invoices and credit notes that got their numbers.",
    v.array(v.object({ workspace: workspaceId, number: textOf("The number.") })),
  ),
  sent: countOf("How many mails were accepted by the receiving servers."),
  failed: described("What could not be done.", v.array(v.object({ workspace: workspaceId, detail: textOf("Why.") }))),
});

export const outboxMail = described(
  "A mail that was written to the store because no SMTP server is set.",
  v.object({
    messageId: textOf("Its `Message-ID`."),
    at: instantOf("When it was written."),
    from: textOf("The sender."),
    to: textOf("The address it is for."),
    subject: textOf("The subject."),
    text: textOf("The mail as plain text."),
    html: textOf("The mail as HTML."),
    attachments: described(
      "The files that come with it.",
      v.array(
        v.object({
          name: textOf("The file's name."),
          contentType: textOf("Its media type."),
          href: textOf("Where it can be read."),
        }),
      ),
    ),
  }),
);

export const workspaceMail = described(
  "A mail of a workspace, and what it is about.",
  v.object({
    ...mail.entries,
    about: described("What it is about.", v.picklist(["invoice", "mailbox-confirmation", "mailbox-notice"])),
    number: v.optional(textOf("The invoice or credit note that comes with it.")),
    cause: v.optional(textOf("What the operator has to know besides `detail`.")),
  }),
);

export const invoicePage = page(invoiceItem);
export const workspaceMailPage = page(workspaceMail);
export const outboxPage = page(outboxMail);
export const sellerInvoices = described(
  "A page of invoices and credit notes of all workspaces.",
  v.object({
    ...page(sellerInvoiceItem).entries,
    unreadable: v.optional(
      idsOf("The numbers on this page whose workspaces the store does not give back as it should."),
    ),
  }),
);
