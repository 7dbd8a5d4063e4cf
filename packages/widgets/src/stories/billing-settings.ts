import type { BillingSettings } from "../billing-settings/billing-settings.ts";
import type { FakeClientOptions } from "../client/fake-client.ts";
import { all, button, openDialog, until } from "../internal/test/dom.ts";
import { confirming, isDialogOpen, isTold, unreachable, waitingStories } from "./common.ts";
import type { Story } from "./story.ts";

const opensDetails: Story<"billing-settings">["main"] = {
  control: (element) => button(element, element.t.details.heading),
  done: isDialogOpen,
};

const confirms: Story<"billing-settings">["main"] = { control: confirming, done: isTold };

function type(element: BillingSettings, selector: string, text: string): void {
  const [field] = all<HTMLInputElement | HTMLTextAreaElement>(element, selector);
  if (!field) throw new Error(`There is no ${selector}.`);
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

async function changeMailbox(element: BillingSettings): Promise<void> {
  await openDialog(element, element.t.mailbox.heading);
  type(element, "dialog textarea", "ap@acme.example");
  await element.updateComplete;
}

/** The dialog says what is wrong. */
async function told(element: BillingSettings): Promise<void> {
  await until(() => all(element, "dialog [role=alert]").length > 0, "it is told");
}

/** Few enough to see what is below them. */
const few = { months: 3 } satisfies FakeClientOptions;

export const billingSettingsStories: Story<"billing-settings">[] = [
  ...waitingStories<"billing-settings">({
    lists: "months",
    otherPermission: "members.read",
    empty: "The first month appears here as soon as it has a license.",
    noPermission: "You may not see the billing of this workspace.",
    ready: "What you see is the last known state.",
  }),
  {
    name: "ready",
    title: "Twelve months, their invoices, the mailbox and the billing details",
    state: "ready",
    says: "121 licenses",
    main: opensDetails,
  },
  {
    name: "saving",
    title: "A change of the mailbox is being asked for",
    state: "saving",
    says: "Saving…",
    options: few,
    async play(element, client) {
      await changeMailbox(element);
      client.hold("changeMailbox");
      confirming(element).click();
    },
  },
  {
    name: "one-page",
    title: "The first months: all invoices at once",
    state: "ready",
    says: "October 2026",
    options: few,
    main: opensDetails,
  },
  {
    name: "many-members",
    title: "100,000 members",
    state: "ready",
    says: "100,004 licenses",
    options: { activeMembers: 100_000, inactiveMembers: 1200 },
    main: opensDetails,
  },
  {
    name: "long-names",
    title: "A long company, address and mailbox",
    state: "ready",
    says: "Rindfleischetikettierung",
    options: { ...few, longNames: true },
    main: opensDetails,
  },
  {
    name: "zero-decimals",
    title: "A currency without decimals",
    state: "ready",
    says: "¥907,500",
    options: { currency: "JPY" },
    main: opensDetails,
  },
  {
    name: "right-to-left",
    title: "Right to left, with the numbers and dates of Arabic",
    state: "ready",
    says: "Billing",
    lang: "ar",
    dir: "rtl",
    main: opensDetails,
  },
  {
    name: "team-license",
    title: "Teams are billed, not people",
    state: "ready",
    says: "Every team that is active",
    options: { ...few, licenseModel: "team" },
    main: opensDetails,
  },
  {
    name: "next-model",
    title: "Another license model from next month on",
    state: "ready",
    says: "From 1 December this workspace is billed by team license.",
    options: { ...few, nextLicenseModel: "team" },
    main: opensDetails,
  },
  {
    name: "first-month",
    title: "The first month: no invoice yet",
    state: "ready",
    says: "The first invoice comes after November 2026 has closed.",
    options: { months: 1 },
    main: opensDetails,
  },
  {
    name: "computed",
    title: "How the amounts are computed, and the rules behind the model",
    state: "ready",
    says: "Total, net",
    options: few,
    play(element) {
      for (const details of all<HTMLDetailsElement>(element, "details")) details.open = true;
    },
  },
  {
    name: "section-error",
    title: "The invoices cannot be read: the rest stands",
    state: "ready",
    says: "The server cannot be reached.",
    options: few,
    failing: { methods: ["invoices"], error: unreachable },
    main: {
      control: (element) => button(element, element.t.reload(element.t.invoices.title)),
      done: (_element, client) => client.count("invoices") > 1,
    },
  },
  {
    name: "section-loading",
    title: "The invoices are being read: the rest stands",
    state: "ready",
    says: "121 licenses",
    options: few,
    held: ["invoices"],
  },
  {
    name: "viewer",
    title: "A role that may look, and change nothing",
    state: "ready",
    says: "invoices@acme.example",
    options: { ...few, permissions: ["billing.read"] },
  },
  {
    name: "details-missing",
    title: "Without billing details and a mailbox: what invoices wait for",
    state: "ready",
    says: "Invoices wait until",
    options: { ...few, billingDetails: "none" },
    main: opensDetails,
  },
  {
    name: "send-invoice",
    title: "To whom an invoice is mailed again",
    state: "ready",
    says: "is mailed as PDF to invoices@acme.example",
    options: few,
    async play(element) {
      await openDialog(element, /^Send again/);
    },
    main: confirms,
  },
  {
    name: "mailbox",
    title: "Another mailbox, before it is asked for",
    state: "ready",
    says: "Each new address gets a link",
    options: few,
    play: changeMailbox,
    main: confirms,
  },
  {
    name: "mailbox-invalid",
    title: "An address that is none",
    state: "ready",
    says: "is not an e-mail address.",
    options: few,
    async play(element) {
      await changeMailbox(element);
      type(element, "dialog textarea", "invoices@acme.example\nap.acme.example");
      await element.updateComplete;
      confirming(element).click();
      await told(element);
    },
  },
  {
    name: "mailbox-waiting",
    title: "A change of the mailbox that waits for its confirmation",
    state: "ready",
    says: "Waiting for confirmation",
    options: few,
    async play(element, client) {
      await client.client.changeMailbox("acme", ["ap@acme.example", "invoices@acme.example"]);
      await element.refresh();
    },
    main: { control: (element) => button(element, element.t.mailbox.withdraw), done: isTold },
  },
  {
    name: "mailbox-approval",
    title: "Only the provider's accounting changes the mailbox",
    state: "ready",
    says: "Lena Brandt",
    options: { ...few, mailboxApproval: true },
  },
  {
    name: "mailbox-result",
    title: "A change of the mailbox was asked for",
    state: "ready",
    says: "is on its way to ap@acme.example",
    options: few,
    async play(element) {
      await changeMailbox(element);
      confirming(element).click();
      await until(() => isTold(element), "the result is told");
    },
  },
  {
    name: "billing-details",
    title: "The form for the billing details",
    state: "ready",
    says: "The next invoices are addressed like this.",
    options: few,
    async play(element) {
      await openDialog(element, element.t.details.heading);
    },
    main: confirms,
  },
  {
    name: "billing-details-invalid",
    title: "What is wrong with the billing details, at each field",
    state: "ready",
    says: "Needed on each invoice.",
    options: few,
    async play(element) {
      await openDialog(element, element.t.details.heading);
      type(element, 'dialog [name="name"]', "");
      type(element, 'dialog [name="vatId"]', "DE12");
      confirming(element).click();
      await told(element);
    },
  },
];
