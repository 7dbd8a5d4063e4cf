import { BillingSettings as Element } from "../../billing-settings/define.ts";
import { wrap, type WidgetComponent } from "./wrap.ts";

/** `<billing-settings>` as a component. */
export const BillingSettings: WidgetComponent<"billing-settings"> = wrap("billing-settings", Element, {
  onInvoiceSend: "invoice-send",
  onInvoiceSent: "invoice-sent",
  onMailboxChange: "mailbox-change",
  onMailboxChangeRequested: "mailbox-change-requested",
  onMailboxConfirmationResend: "mailbox-confirmation-resend",
  onMailboxConfirmationResent: "mailbox-confirmation-resent",
  onMailboxChangeWithdraw: "mailbox-change-withdraw",
  onMailboxChangeWithdrawn: "mailbox-change-withdrawn",
  onBillingDetailsSave: "billing-details-save",
  onBillingDetailsSaved: "billing-details-saved",
});
