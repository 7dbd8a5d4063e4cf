import type { InvoiceDraft } from "../invoice/invoice.ts";
import type { Money } from "../money.ts";
import type { Month } from "../month.ts";
import type { LicenseModel, WorkspaceEvent } from "../workspace/events.ts";

/** What webhooks tell of, in the order in which the docs list it. */
export const webhookEvents = [
  "member.removed",
  "member.restored",
  "team.archived",
  "team.unarchived",
  "month.closed",
  "invoice.issued",
  "mailbox.changed",
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

/** What is told besides workspace and version: ids, months, numbers and amounts, never a name or an address, so that nothing has
 *  to be erased from it. */
export type WebhookDetails =
  | { member: string }
  | { team: string }
  | { month: Month; licenseModel: LicenseModel; licenses: number; net: Money }
  | {
      number: string;
      type: "invoice" | "credit-note";
      month: Month;
      issuedOn: string;
      dueOn: string;
      net: Money;
      tax: Money;
      gross: Money;
    }
  | { addresses: number };

const told: Partial<Record<WorkspaceEvent["type"], WebhookEvent>> = {
  MemberRemoved: "member.removed",
  MemberRestored: "member.restored",
  TeamArchived: "team.archived",
  TeamUnarchived: "team.unarchived",
  MonthClosed: "month.closed",
  InvoiceIssued: "invoice.issued",
  MailboxChanged: "mailbox.changed",
};

/** What webhooks tell of an event of a workspace; undefined where that is nothing. */
export function webhookEventOf({ type }: WorkspaceEvent): WebhookEvent | undefined {
  return told[type];
}

/** The version of the record that is read to tell of an event, besides its own. */
export function draftToldWith(event: WorkspaceEvent): number | undefined {
  return event.type === "InvoiceIssued" ? event.draft : undefined;
}

/** What is told of an event that webhooks tell of. @param draft of `draftToldWith`. @throws RangeError for any other event. */
export function webhookDetailsOf(event: WorkspaceEvent, draft: InvoiceDraft | undefined): WebhookDetails {
  switch (event.type) {
    case "MemberRemoved":
    case "MemberRestored":
      return { member: event.member };
    case "TeamArchived":
    case "TeamUnarchived":
      return { team: event.team };
    case "MonthClosed": {
      const { month, licenseModel, licenses, net } = event;
      return { month, licenseModel, licenses: licenses.length, net };
    }
    case "InvoiceIssued": {
      if (!draft) throw new RangeError("an invoice that was issued was drafted before");
      const { number, issuedOn, dueOn } = event;
      const { type, month, currency, net, tax, gross } = draft;
      const money = (minor: number): Money => ({ currency, minor });
      return { number, type, month, issuedOn, dueOn, net: money(net), tax: money(tax), gross: money(gross) };
    }
    case "MailboxChanged":
      return { addresses: event.mailbox.length };
    default:
      throw new RangeError(`webhooks do not tell of ${event.type}`);
  }
}
