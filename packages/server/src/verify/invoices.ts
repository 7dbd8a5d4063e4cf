import {
  type ClosedMonth,
  type InvoiceDraft,
  invoiceByNumber,
  type LineItem,
  percentOf,
  standingInvoice,
  type TaxRate,
  type WorkspaceEvent,
} from "@seatbook/core";
import type { Problem } from "./findings.ts";
import type { Step } from "./history-check.ts";

type Billed = Pick<ClosedMonth, "month" | "licenseModel" | "net"> & { licenses: number };

/** Each closed month is invoiced once unless that is canceled, over what was closed; each credit note cancels one invoice as a
 *  whole; and sums add up. */
export function invoiceProblems(event: WorkspaceEvent, step: Step): Problem[] {
  const { state, events } = step;
  switch (event.type) {
    case "InvoiceDrafted": {
      const { invoice } = event;
      const own = invoice.type === "invoice" ? draftProblems(invoice, step) : creditNoteProblems(invoice, step);
      return [...sumProblems(invoice), ...own];
    }
    case "InvoiceDeferred": {
      if (closedMonth(event.month, step)) return [];
      return [
        {
          code: "invoice-unfounded",
          detail: `The invoice of ${event.month} was put off, and the month is not closed.`,
        },
      ];
    }
    case "InvoiceCanceled": {
      const { number } = event;
      const entry = invoiceByNumber(state, number);
      if (entry?.type !== "invoice") {
        return [{ code: "invoice-unfounded", detail: `${number} was canceled, and is no invoice of this workspace.` }];
      }
      if (entry.isCanceled) return [{ code: "invoice-repeated", detail: `${number} was canceled before.` }];
      const hasCreditNote = events.some(
        (other) => other.type === "InvoiceDrafted" && other.invoice.corrects?.number === number,
      );
      return hasCreditNote
        ? []
        : [{ code: "credit-note-unfounded", detail: `${number} was canceled without a credit note.` }];
    }
    default:
      return [];
  }
}

/** The month as it was closed before, or by the same record. */
function closedMonth(month: string, { state, events }: Step): Billed | undefined {
  const before = state.closed.find((closed) => closed.month === month);
  if (before) return before;
  const now = events.find((event) => event.type === "MonthClosed" && event.month === month);
  return now?.type === "MonthClosed" ? { ...now, licenses: now.licenses.length } : undefined;
}

function draftProblems(invoice: InvoiceDraft, step: Step): Problem[] {
  const { month, licenseModel, licenses, net, currency } = invoice;
  const closed = closedMonth(month, step);
  if (!closed) return [{ code: "invoice-unfounded", detail: `${month} has an invoice, and is not closed.` }];
  const problems: Problem[] = [];
  if (standingInvoice(step.state, month)) {
    problems.push({ code: "invoice-repeated", detail: `${month} has an invoice already that is not canceled.` });
  }
  if (closed.net.minor === 0) {
    problems.push({ code: "invoice-unfounded", detail: `${month} has an invoice, and nothing to bill.` });
  }
  const isSame =
    closed.licenseModel === licenseModel &&
    closed.licenses === licenses &&
    closed.net.minor === net &&
    closed.net.currency === currency;
  if (isSame) return problems;
  const detail =
    `The invoice of ${month} is over ${licenses} licenses at ${net} ${currency}; the month was closed with ` +
    `${closed.licenses} at ${closed.net.minor} ${closed.net.currency} (in minor units).`;
  return [...problems, { code: "invoice-amount", detail }];
}

function creditNoteProblems({ corrects, month, net, tax, gross }: InvoiceDraft, { state, events }: Step): Problem[] {
  const number = corrects?.number ?? "";
  const isCanceledNow = events.some((event) => event.type === "InvoiceCanceled" && event.number === number);
  const entry = invoiceByNumber(state, number);
  if (!isCanceledNow || !entry) {
    return [
      { code: "credit-note-unfounded", detail: `A credit note corrects "${number}", which is not canceled by it.` },
    ];
  }
  const isWhole = entry.month === month && entry.net === net && entry.tax === tax && entry.gross === gross;
  return isWhole
    ? []
    : [
        {
          code: "credit-note-unfounded",
          detail: `The credit note of ${number} is not over the same month and amounts.`,
        },
      ];
}

function sumProblems({ type, month, lines, taxes, net, tax, gross }: InvoiceDraft): Problem[] {
  const isSummed =
    lines.every((line) => line.net === line.quantity * line.unitMinor) &&
    net === sum(lines.map((line) => line.net)) &&
    tax === sum(taxes.map((total) => total.tax)) &&
    gross === net + tax &&
    taxes.every(
      (total) => total.tax === percentOf(total.net, total.ratePercent) && total.net === netOf(lines, total),
    ) &&
    sum(taxes.map((total) => total.net)) === net;
  if (isSummed) return [];
  const name = type === "invoice" ? "invoice" : "credit note";
  return [{ code: "invoice-amount", detail: `The sums of the ${name} of ${month} do not add up.` }];
}

function netOf(lines: readonly LineItem[], { category, ratePercent }: TaxRate): number {
  const own = lines.filter(({ tax }) => tax.category === category && tax.ratePercent === ratePercent);
  return sum(own.map(({ net }) => net));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
