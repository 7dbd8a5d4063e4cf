import type { InvoiceItem, Mail, MonthItem } from "@seatbook/server/contract";
import { addDays, addMonths } from "./time.ts";

const paymentDays = 30;
const ratePercent = 19;

interface InvoiceOptions {
  /** YYYY-MM-DD. */
  today: string;
  /** To whom they were mailed; nobody where invoices are only downloaded. */
  mailbox: readonly string[];
}

/** The invoices of closed months, newest first. The newest is unpaid, and the one before it too, since its mail came back;
 *  the one before that was canceled by a credit note and written anew; the others are paid. */
export function createInvoices(months: readonly MonthItem[], options: InvoiceOptions): InvoiceItem[] {
  const closed = months.filter(({ status }) => status === "closed");
  return closed
    .flatMap((month, index) => {
      const monthsAgo = closed.length - index;
      if (monthsAgo === 3) return reissued(month, index, options);
      const issued = issue(month, numberOf(month, index), `${addMonths(month.month, 1)}-01`, options);
      if (monthsAgo > 3) return [pay(issued)];
      if (monthsAgo === 2) return [{ ...issued, mails: issued.mails.map(bounce) }];
      return [issued];
    })
    .toReversed();
}

/** An unpaid invoice, the credit note that cancels it, and the one written instead. */
function reissued(month: MonthItem, index: number, options: InvoiceOptions): InvoiceItem[] {
  const next = addMonths(month.month, 1);
  const first = issue(month, numberOf(month, index), `${next}-01`, options);
  const credit = issue(month, numberOf(month, index, 4), `${next}-05`, options);
  const second = issue(month, numberOf(month, index, 5), `${next}-05`, options);
  return [
    { ...first, status: "canceled", creditNote: credit.number },
    { ...credit, type: "credit-note", dueOn: credit.issuedOn, status: "paid", corrects: first.number },
    pay(second),
  ];
}

/** One sequence over all workspaces of the seller, so the numbers of one workspace are not next to each other. */
const numberOf = ({ month }: MonthItem, index: number, offset = 0) =>
  `${addMonths(month, 1).slice(0, 4)}-${String(18 + index * 11 + offset).padStart(6, "0")}`;

function issue(
  { month, licenses, licenseModel, net }: MonthItem,
  number: string,
  issuedOn: string,
  { today, mailbox }: InvoiceOptions,
): InvoiceItem {
  const tax = Math.round((net.minor * ratePercent) / 100);
  const dueOn = addDays(issuedOn, paymentDays);
  return {
    number,
    type: "invoice",
    month,
    issuedOn,
    dueOn,
    status: dueOn < today ? "overdue" : "open",
    net,
    tax: { ...net, minor: tax },
    gross: { ...net, minor: net.minor + tax },
    licenses,
    licenseModel,
    mails: mailbox.map((to) => mailTo(to, `${number} ${to}`, `${issuedOn}T02:05:00Z`)),
  };
}

export const mailTo = (to: string, id: string, at: string): Mail => ({ id, to, status: "sent", at, attempts: 1 });

const bounce = (mail: Mail): Mail => ({ ...mail, status: "bounced", detail: "mailbox unavailable" });

const pay = (invoice: InvoiceItem): InvoiceItem => ({
  ...invoice,
  status: "paid",
  paidOn: addDays(invoice.issuedOn, 11),
});
