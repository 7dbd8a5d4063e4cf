import type { InvoiceItem, Member, Page } from "@seatbook/server";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { DemoPage } from "./support/demo-page.ts";
import { type ServerProcess, startDemo } from "./support/process.ts";

/** The month (YYYY-MM) so many months after the one the demo begins in. */
function month(after = 0): string {
  return Temporal.Now.plainDateISO("UTC").toPlainYearMonth().add({ months: after }).toString();
}

/** "November" for 2026-11. */
function monthName(of: string): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(new Date(of));
}

/** The first number in a text, without its thousands separators. */
function numberIn(text: string): number {
  return Number(/\d[\d,]*/.exec(text)?.[0].replaceAll(",", ""));
}

describe("the demo", () => {
  let server: ServerProcess;
  let browser: Browser;
  let demo: DemoPage;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    expect(await server.stop()).toBe(0);
  });
  beforeEach(async () => {
    demo = await DemoPage.open(browser, server.url);
  });
  afterEach(async () => {
    await demo.page.close();
    expect(demo.complaints).toEqual([]);
  });

  it("shows who is inactive, removes them in one step, and brings them back", async () => {
    const { members, dialog, page } = demo;
    const figures = async () =>
      Promise.all([0, 2].map(async (index) => members.getByRole("definition").nth(index).innerText()));
    expect(await figures()).toEqual(["128", "12"]);

    await members.getByRole("button", { name: "Remove inactive members…" }).click();
    await dialog.getByText("You, Kim Tran").waitFor();
    await dialog.getByText("Mara Kovač (owner)").waitFor();
    await dialog.getByText("The bill does not change").waitFor();
    await dialog.getByRole("button", { name: "Remove 10 members" }).click();
    await page.getByText("10 members removed.").waitFor();
    await expect.poll(figures).toEqual(["118", "2"]);

    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("10 members restored, in no team.").waitFor();
    await expect.poll(figures).toEqual(["128", "12"]);
  });

  it("restores one removed member from the list of the removed", async () => {
    const { members, page } = demo;
    const { items } = await demo.read<Page<Member>>("lindenhof", "/members?status=removed");
    const [latest] = items.toSorted((a, b) => (b.removedAt ?? "").localeCompare(a.removedAt ?? ""));
    const name = latest?.name ?? "";
    await members.getByRole("radio", { name: /^Removed/ }).check();
    await members.getByRole("button", { name: `Restore ${name}` }).click();
    await page.getByText(`${name} was restored and has access again, in no team.`).waitFor();

    await members.getByRole("radio", { name: /^Inactive/ }).check();
    await members.getByRole("button", { name: `Remove ${name}…` }).click();
    await demo.dialog.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText(`${name} was removed.`).waitFor();
  });

  describe("a viewer", () => {
    it("is offered nothing that changes or exports anything", async () => {
      const viewer = await DemoPage.open(browser, server.url, { role: "viewer" });
      await viewer.page.getByText("Tomás Rivera, viewer").waitFor();
      await viewer.billing.getByText("121 licenses").first().waitFor();
      await viewer.teams.getByRole("rowheader", { name: "Sales" }).waitFor();
      const changes = /^(Archive|Remove|Export|Restore|Send|Change|Edit|Withdraw)/;
      expect(await viewer.page.getByRole("button", { name: changes }).count()).toBe(0);
      expect(viewer.complaints).toEqual([]);
      await viewer.page.close();
    });

    it("is no longer offered what the administrator before was", async () => {
      await demo.choose("Role", "Viewer");
      const offered = demo.page.getByRole("button", { name: /^(Archive|Remove|Export|Restore)/ });
      await expect.poll(() => offered.count()).toBe(0);
    });
  });

  it("lets the billing role export, and nothing else", async () => {
    const billing = await DemoPage.open(browser, server.url, { role: "billing" });
    await billing.page.getByText("Priya Nair, billing").waitFor();
    await billing.billing.getByText("Show as table").click();
    const button = billing.billing.getByRole("button", { name: new RegExp(`^Export CSV.* ${monthName(month())}`) });
    expect((await billing.download(button)).holders).toEqual(await demo.holders("lindenhof", month()));
    expect(await billing.page.getByRole("button", { name: /^(Archive|Remove|Restore)/ }).count()).toBe(0);
    expect(billing.complaints).toEqual([]);
    await billing.page.close();
  });

  it("bills the other workspace by its active teams", async () => {
    await demo.choose("Workspace", "Maple Harbor Studio");
    await demo.billing.getByText("Team license", { exact: true }).waitFor();
    await demo.teams.getByText("10 teams", { exact: true }).waitFor();
    await demo.billing.getByText("10 team licenses").first().waitFor();
    await demo.billing.getByText("CA$1,290.00").first().waitFor();
    expect(await demo.teams.getByRole("cell", { name: "1 license" }).count()).toBe(10);
    expect(await demo.holders("maple-harbor", month(1))).toHaveLength(10);
  });

  it("shows a year of invoices, and how each of them stands", async () => {
    const { billing } = demo;
    const invoices = billing.getByRole("table", { name: "Invoices" });
    const countOf = (status: string) => invoices.getByRole("row").filter({ hasText: status }).count();
    const statuses = async () => Promise.all(["Open, due", "Paid", "Overdue", "Canceled, see", "Settled"].map(countOf));
    await billing.getByRole("button", { name: "Show more" }).click();
    await expect.poll(statuses).toEqual([1, 11, 0, 1, 1]);

    await demo.choose("Workspace", "Maple Harbor Studio");
    await expect.poll(statuses).toEqual([1, 10, 1, 0, 0]);
    await demo.choose("Workspace", "Atelier Garonne SARL");
    await expect.poll(statuses).toEqual([1, 11, 0, 0, 0]);
  });

  it("hands out an invoice as a PDF", async () => {
    const { items } = await demo.read<Page<InvoiceItem>>("lindenhof", "/invoices");
    const number = items[0]?.number;
    const { name, content } = await demo.downloadFile(demo.billing.getByRole("button", { name: `PDF of ${number}` }));
    expect(name).toBe(`Rechnung-${number}.pdf`);
    expect(content.toString("latin1")).toMatch(/^%PDF-/);
  });

  it("shows the mails, and puts a mailbox in force by the link that its address was mailed", async () => {
    const { page, billing, outbox } = demo;
    const mailbox = billing.getByRole("region", { name: "Mailbox" });
    await mailbox.getByText("Waiting for confirmation").waitFor();

    // By the keyboard alone.
    await demo.openOutbox(31);
    await outbox.getByRole("heading", { name: /^Die E-Mail-Adresse für die Rechnungen von Lindenhof/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await outbox.getByRole("heading", { name: /^Rechnung \d{4}-\d{6} von Acme Software GmbH/ }).waitFor();
    await outbox.frameLocator("iframe").getByText("Guten Tag").waitFor();
    // Past what is attached and the mail itself, and round again.
    for (const expected of ["A", "IFRAME", "BUTTON"]) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.tagName")).toBe(expected);
    }
    const { name, content } = await demo.downloadFile(outbox.getByRole("link", { name: ".pdf" }));
    expect(name).toMatch(/^(?:Invoice|Rechnung|Facture)-\d{4}-\d{6}\.pdf$/);
    expect(content.toString("latin1")).toMatch(/^%PDF-/);
    expect(await demo.accessibilityProblems("#outbox")).toEqual([]);

    await outbox.getByText("Bitte bestätigen Sie einkauf@lindenhof.example").first().click();
    const link = outbox.frameLocator("iframe").getByRole("link", { name: "Diese Adresse bestätigen" });
    const [confirmation] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
    await confirmation.waitForURL(({ href }) => href.startsWith(`${server.url}/seatbook/mailbox/confirm?token=`));
    await confirmation.getByRole("button", { name: "Diese Adresse bestätigen" }).click();
    await confirmation.getByRole("heading", { name: "Die Adresse ist bestätigt." }).waitFor();
    await confirmation.close();

    await outbox.getByRole("button", { name: "Close" }).click();
    await mailbox.getByText("Waiting for confirmation").waitFor({ state: "detached" });
    await mailbox.getByText("einkauf@lindenhof.example").waitFor();
  });

  it("fits a phone", async () => {
    const phone = await DemoPage.open(browser, server.url, { width: 360 });
    expect(await phone.overflow()).toBe(0);
    await phone.members.getByRole("button", { name: "Remove inactive members…" }).click();
    await phone.dialog.getByRole("button", { name: "Remove 10 members" }).waitFor();
    expect(await phone.overflow()).toBe(0);
    await phone.page.keyboard.press("Escape");
    await phone.teams.getByRole("button", { name: "Archive Sales…" }).click();
    await phone.dialog.getByRole("button", { name: "Archive", exact: true }).waitFor();
    expect(await phone.overflow()).toBe(0);
    await phone.page.keyboard.press("Escape");
    // The list of mails and the one that is read take turns.
    await phone.openOutbox(31);
    await phone.outbox.getByText("Facture").first().click();
    await phone.outbox.getByRole("heading", { name: /^Facture/ }).waitFor();
    expect(await phone.outbox.getByRole("radio").count()).toBe(0);
    expect(await phone.overflow()).toBe(0);
    expect(await phone.accessibilityProblems("#outbox")).toEqual([]);
    await phone.outbox.getByRole("button", { name: "All mails" }).click();
    await phone.outbox
      .getByRole("radio", { name: /^Facture/ })
      .first()
      .waitFor();
    await phone.page.keyboard.press("Escape");
    await phone.outbox.waitFor({ state: "hidden" });
    expect(phone.complaints).toEqual([]);
    await phone.page.close();
  });

  it("bills exactly those whom it said it would, before and after an archived team", async () => {
    const { billing, teams, members, dialog, page } = demo;
    const [now, next] = [month(), month(1)];
    const billedNow = await demo.holders("lindenhof", now);
    expect(billedNow).toHaveLength(121);

    // Why somebody is billed.
    await members.getByPlaceholder("Search name or e-mail").fill("tomas.rivera");
    await members.getByText("1–1 of 1").waitFor();
    await members.getByRole("button", { name: "Why is Tomás Rivera billed or not billed?" }).click();
    await dialog
      .getByText(`Billed for ${monthName(now)}`)
      .first()
      .waitFor();
    await dialog.getByText("in Design").first().waitFor();
    await page.keyboard.press("Escape");

    // What archiving a team would change, before it does.
    const onlySales = numberIn(await demo.row(teams, "Sales").getByRole("cell").nth(2).innerText());
    expect(onlySales).toBeGreaterThan(0);
    await teams.getByRole("button", { name: "Archive Sales…" }).click();
    const change = (of: string) => demo.row(dialog, monthName(of)).getByRole("cell").allInnerTexts();
    await dialog.getByRole("rowheader", { name: monthName(next) }).waitFor();
    expect((await change(now)).map(numberIn)).toEqual([121, 121]);
    expect((await change(next)).map(numberIn)).toEqual([116, 116 - onlySales]);
    await dialog.getByRole("button", { name: "Archive", exact: true }).click();
    await page.getByText("Sales was archived.").waitFor();

    // Afterwards each of the three shows the same number.
    const predicted = 116 - onlySales;
    await billing
      .getByRole("region", { name: `${monthName(next)}, if nothing changes` })
      .getByText(`${predicted} licenses`)
      .waitFor();
    await billing
      .getByRole("region", { name: `${monthName(now)} so far` })
      .getByText("121 licenses")
      .waitFor();
    await teams.getByText("13 teams", { exact: true }).waitFor();
    await members.getByRole("definition").getByText(String(predicted), { exact: true }).waitFor();
    const billedNext = await demo.holders("lindenhof", next);
    expect(billedNext).toHaveLength(predicted);
    expect(await demo.holders("lindenhof", now)).toEqual(billedNow);

    // The month ends, is closed with the number that was shown, and its invoice goes to the mailbox that was confirmed.
    const number = /(\S+) to Lindenhof Werke GmbH/.exec(await demo.nextMonth(monthName(now)))?.[1];
    const invoice = demo.row(billing.getByRole("table", { name: "Invoices" }), number ?? "none");
    await invoice.getByText("121").waitFor();
    await invoice.getByText(/^Mailed .*buchhaltung@lindenhof\.example.*einkauf@lindenhof\.example/).waitFor();
    await demo.openOutbox(34);
    await page.keyboard.press("Escape");
    await billing.getByText("Show as table").click();
    const row = (of: string) => demo.row(billing, `${monthName(of)} ${of.slice(0, 4)}`);
    await row(now).getByText("Closed").waitFor();
    await row(now).getByText("121 licenses").waitFor();
    await billing
      .getByRole("region", { name: `${monthName(next)} so far` })
      .getByText(`${predicted} licenses`)
      .waitFor();
    expect(await demo.download(row(now).getByRole("button", { name: /^Export CSV/ }))).toEqual({
      name: `licenses-${now}.csv`,
      holders: billedNow,
    });

    // And so is the month after, with exactly the predicted holders.
    await demo.nextMonth(monthName(next));
    await row(next).getByText("Closed").waitFor();
    await row(next).getByText(`${predicted} licenses`).waitFor();
    expect((await demo.download(row(next).getByRole("button", { name: /^Export CSV/ }))).holders).toEqual(billedNext);

    // A day on, nothing ends.
    await page.getByRole("button", { name: "Next day" }).click();
    await page.getByText(/^It is now \S+ 2 \S+ \d+\.$/).waitFor();
  });
});
