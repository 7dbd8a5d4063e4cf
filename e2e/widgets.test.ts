import { readFile } from "node:fs/promises";
import type { Mailbox, OutboxMail, Page, Team, WorkspaceSummary } from "@seatbook/server";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { all, textOf } from "./support/accessibility-tree.ts";
import { launchBrowser } from "./support/browser.ts";
import { ExampleHost, guestCount } from "./support/example-host.ts";
import { HostPage } from "./support/host-page.ts";

const teams = { role: "region", name: "Teams" } as const;
const members = { role: "region", name: "Workspace members" } as const;
const billing = { role: "region", name: "Billing" } as const;
const newMailbox = "accounts@acme.example";

/** Every test runs on a page whose content security policy is as strict as it can be, and ends without a complaint. */
describe("the widgets in the example host", () => {
  let browser: Browser;
  let host: ExampleHost;
  let on: HostPage;
  /** What the browser says when a test has the server or the host refuse something. */
  let expectedComplaint: RegExp | undefined;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    expectedComplaint = undefined;
    host = await ExampleHost.start();
    on = await HostPage.open(browser, host.url);
  });
  afterEach(async () => {
    await on.page.close();
    expect(await host.stop()).toBe(0);
    expect(on.complaints.filter((complaint) => !expectedComplaint?.test(complaint))).toEqual([]);
  });

  const summary = () => host.ask<WorkspaceSummary>("/v1/workspaces/acme");
  const mailbox = () => host.ask<Mailbox>("/v1/workspaces/acme/mailbox");
  const archivedTeams = async () => {
    const { items } = await host.ask<Page<Team>>("/v1/workspaces/acme/teams?status=archived");
    return items.map(({ name }) => name);
  };
  /** The link that the new address of the mailbox is mailed, once the mail is there. */
  const confirmationLink = () =>
    vi.waitFor(async () => {
      const { items } = await host.ask<Page<OutboxMail>>("/v1/outbox");
      const mail = items.find(({ to }) => to === newMailbox);
      const [link] = /http:\S+\/mailbox\/confirm\?token=\S+/.exec(mail?.text ?? "") ?? [];
      if (link === undefined) throw new Error(`No mail to ${newMailbox} has come with a link.`);
      return link;
    }, 15_000);
  /** What is announced, from the moment on that it is. */
  const announced = (text: string | RegExp) =>
    expect.poll(() => on.tree.announcements()).toContainEqual(expect.stringMatching(text));
  const typedAddresses = () => on.page.getByRole("dialog").getByRole("textbox");
  const askForConfirmation = () =>
    on.page.getByRole("dialog").getByRole("button", { name: "Ask for confirmation" }).click();
  const typeNewMailbox = async () => {
    await on.page.getByRole("button", { name: "Change the mailbox" }).click();
    await typedAddresses().fill(newMailbox);
  };
  const refreshAll = () =>
    on.page.evaluate(`Promise.all([...document.querySelectorAll("[workspace]")].map((element) => element.refresh()))`);
  /** The host does not know any more who is there, or knows it again. */
  const signOut = () => on.page.route("**/seatbook-session", (route) => route.fulfill({ status: 403, body: "{}" }));
  const signIn = () => on.page.unrouteAll();

  describe("under its content security policy", () => {
    it("are not blocked in anything, where everything else is", async () => {
      const response = await on.page.reload();
      const policy = response?.headers()["content-security-policy"] ?? "";
      expect(policy.split("; ")).toEqual(
        expect.arrayContaining(["default-src 'none'", "style-src 'self'", "require-trusted-types-for 'script'"]),
      );
      expect(policy).not.toContain("unsafe");
      await on.ready();
      expect(on.complaints).toEqual([]);

      expectedComplaint = /blocked|Content Security Policy|TrustedHTML/;
      await on.page.evaluate(
        `document.body.append(Object.assign(document.createElement("style"), { textContent: "p {}" }))`,
      );
      await expect.poll(() => on.complaints).toContain("blocked style-src-elem inline");
      const assigned = on.page.evaluate(`document.body.innerHTML = "<p>"`);
      await expect(assigned).rejects.toThrow("TrustedHTML");
    });

    it("load by their version, and by a version that the server does not have", async () => {
      const name = `${host.serverUrl}/widgets.js`;
      const current = new URL((await fetch(name)).headers.get("Content-Location") ?? "", name).href;
      for (const [address, status] of [
        [current, 200],
        [`${host.serverUrl}/widgets/0123456789abcdef/widgets.js`, 302],
      ] as const) {
        // A document of the host, with its policy, that has none of the widgets yet.
        await on.page.goto(`${host.url}/page.js`);
        const [request] = await Promise.all([
          on.page.waitForRequest(address),
          on.page.evaluate(`import(${JSON.stringify(address)})`),
        ]);
        expect((await request.response())?.status()).toBe(status);
        expect(await on.page.evaluate(`customElements.get("members-admin") !== undefined`)).toBe(true);
      }
    });

    it("speak the language of the page, whose texts are fetched once it is theirs", async () => {
      const [response] = await Promise.all([
        on.page.waitForResponse(/\/widgets\.de\.js$/),
        on.page.evaluate(`document.documentElement.lang = "de"`),
      ]);
      expect(response.status()).toBe(200);
      for (const name of ["Abrechnung", "Teams", "Mitglieder des Arbeitsbereichs"])
        await on.page.getByRole("region", { name, exact: true }).waitFor();
    });
  });

  describe("by the keyboard alone", () => {
    it("the inactive members are removed", async () => {
      const { keyboard, page } = on;
      await keyboard.tabTo("button", /^Remove inactive members/);
      await keyboard.press("Enter");
      await keyboard.expectFocus("heading", `Remove ${guestCount} members?`);

      // Escape leads back to where it was opened, with nothing changed.
      await keyboard.press("Escape");
      await keyboard.expectFocus("button", /^Remove inactive members/);
      await keyboard.expectRing();
      expect((await summary()).counts.inactiveMembers).toBe(guestCount + 1);

      await keyboard.press("Enter");
      await keyboard.expectFocus("heading", `Remove ${guestCount} members?`);
      await keyboard.tabTo("textbox", new RegExp(`\\b${guestCount}\\b`));
      await keyboard.type(String(guestCount));
      await keyboard.tabTo("button", new RegExp(`^Remove ${guestCount} members`));
      await keyboard.press("Enter");

      await page.getByRole("status").getByText(`${guestCount} members removed`).waitFor();
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await keyboard.expectFocus("button", /^Remove inactive members/);
      await keyboard.expectRing();
      expect((await summary()).counts).toMatchObject({ inactiveMembers: 1, removedMembers: guestCount });
    });

    it("a team is archived, and that is undone", async () => {
      const { keyboard, page } = on;
      await keyboard.tabTo("button", /^Archive Sales/);
      await keyboard.press("Enter");
      await keyboard.expectFocus("heading", "Archive Sales?");
      await keyboard.tabTo("button", /^Archive(?: Sales)?$/);
      await keyboard.press("Enter");
      await page.getByRole("status").getByText("Sales was archived").waitFor();
      expect(await archivedTeams()).toEqual(["Sales"]);
      // Its row is gone: the one beside it has the focus.
      await keyboard.expectFocus("button", /^Archive (?:Design|Support)/);
      await keyboard.expectRing();

      await keyboard.tabTo("button", "Undo");
      await keyboard.press("Enter");
      await page.getByRole("status").getByText("Sales is active again").waitFor();
      expect(await archivedTeams()).toEqual([]);
      // The button is gone with what it undid, and it was in no row.
      await keyboard.expectFocus("searchbox", "Search teams");
      await keyboard.expectRing();
    });

    it("last month's invoice is downloaded", async () => {
      const { keyboard, page } = on;
      const number = await host.invoiceNumber();
      const row = page.getByRole("row").filter({ hasText: "October 2026" }).filter({ hasText: number });
      const name = `PDF of ${number}`;
      await row.getByRole("button", { name }).waitFor();
      await keyboard.tabTo("button", name);
      const [download] = await Promise.all([page.waitForEvent("download"), keyboard.press("Enter")]);
      expect(download.suggestedFilename()).toBe(`Invoice-${number}.pdf`);
      expect((await readFile(await download.path())).toString("latin1")).toMatch(/^%PDF-/);
      await page.getByRole("status").getByText("was downloaded").waitFor();
      await keyboard.expectFocus("button", name);
      await keyboard.expectRing();
    });

    it("the mailbox is changed", async () => {
      const { keyboard, page } = on;
      await keyboard.tabTo("button", "Change the mailbox");
      await keyboard.press("Enter");
      await keyboard.expectFocus("heading", "Change the mailbox");
      await keyboard.tabTo("textbox", /e-mail addresses/i);
      await keyboard.press("Control+A");
      await keyboard.type("accounts");
      await keyboard.tabTo("button", "Ask for confirmation");
      await keyboard.press("Enter");
      // What is not valid is said, and is where the focus is.
      await keyboard.expectFocus("textbox", /e-mail addresses/i);
      await page.getByRole("dialog").getByText("is not an e-mail address").waitFor();
      await keyboard.type("@acme.example");
      await keyboard.tabTo("button", "Ask for confirmation");
      await keyboard.press("Enter");
      await page.getByRole("status").getByText(`on its way to ${newMailbox}`).waitFor();
      await keyboard.expectFocus("button", "Change the mailbox");
      await keyboard.expectRing();

      await page.goto(await confirmationLink());
      await keyboard.tabTo("button", "Confirm this address");
      await keyboard.press("Enter");
      await page.getByRole("heading", { name: "confirmed" }).waitFor();
      expect(await mailbox()).toMatchObject({ mailbox: [newMailbox] });
      await page.goto(host.url);
      await page.getByRole("region", { name: "Mailbox" }).getByText(newMailbox).waitFor();
    });
  });

  describe("by the accessibility tree alone", () => {
    /** The live regions, which must be there before they say something. */
    let regions: number[];

    beforeEach(async () => {
      regions = all(await on.tree.root(), "status", "").map(({ id }) => id);
      expect(regions.length).toBeGreaterThan(0);
    });
    afterEach(async () => {
      const speaking = all(await on.tree.root(), "status", /^/).filter((region) => textOf(region) !== "");
      expect(speaking.length).toBeGreaterThan(0);
      for (const { id, properties } of speaking) {
        expect(regions).toContain(id);
        expect(properties.get("live")).toBe("polite");
      }
    });

    it("the inactive members are removed", async () => {
      const { tree } = on;
      const figures = async () => all(await tree.find("region", members.name), "definition", /^/).map(textOf);
      expect(await figures()).toEqual([`${guestCount + 5}`, "4", `${guestCount + 1}`, `${guestCount + 4}`]);
      await tree.press(await tree.find("button", /^Remove inactive members/, members));

      const dialog = { role: "dialog", name: `Remove ${guestCount} members?` };
      const opened = await tree.find(dialog.role, dialog.name);
      expect(opened.properties.get("modal")).toBe(true);
      expect(all(await tree.root(), "region", /^(?:Billing|Teams)$/)).toEqual([]);
      expect(await tree.focused()).toMatchObject({ role: "heading", name: dialog.name });
      const going = await tree.find("region", /removed \(27\)/i, dialog);
      expect(all(going, "listitem", /^/)).toHaveLength(guestCount);
      const staying = await tree.find("region", /^Not removed/, dialog);
      expect(all(staying, "listitem", /^/).map(textOf)).toEqual([expect.stringMatching(/^(?:• )?You, Kim Tran$/)]);
      expect(textOf(opened)).toMatch(/They lose access as soon as you confirm\..* The bill does not change:/);

      const confirm = new RegExp(`^Remove ${guestCount} members`);
      expect((await tree.find("button", confirm, dialog)).properties.get("disabled")).toBe(true);
      await tree.write(await tree.find("textbox", new RegExp(`\\b${guestCount}\\b`), dialog), String(guestCount));
      await expect
        .poll(async () => (await tree.find("button", confirm, dialog)).properties.get("disabled"))
        .toBeUndefined();
      await tree.press(await tree.find("button", confirm, dialog));
      await announced(`${guestCount} members removed`);
      await expect.poll(figures).toEqual(["5", "4", "1", `${guestCount + 4}`]);
    });

    it("a team is archived", async () => {
      const { tree } = on;
      await tree.press(await tree.find("button", /^Archive Sales/, teams));
      const dialog = { role: "dialog", name: "Archive Sales?" };
      const effects = await tree.find("table", /before and after/, dialog);
      expect(all(effects, "columnheader", /^/).map(({ name }) => name)).toEqual(
        expect.arrayContaining(["Now", "If archived"]),
      );
      const rows = all(effects, "row", /^/).map((row) => [
        ...all(row, "rowheader", /^/).map(({ name }) => name),
        ...all(row, "cell", /^/).map(({ name }) => name),
      ]);
      expect(rows).toContainEqual(["November", expect.stringMatching(/31/), expect.stringMatching(/31.*no change/)]);
      expect(rows).toContainEqual(["December", expect.stringMatching(/4/), expect.stringMatching(/3.*[−-]1 license/)]);
      await tree.press(await tree.find("button", /^Archive(?: Sales)?$/, dialog));
      await announced("Sales was archived");
      await expect
        .poll(async () => all(await tree.find("table", teams.name), "rowheader", /^/).map(({ name }) => name))
        .toEqual(["Design", "Support"]);
    });

    it("last month's invoice is downloaded", async () => {
      const { tree, page } = on;
      const table = await tree.find("table", "Invoices", billing);
      const row = all(table, "row", /^/).find((each) => all(each, "cell", "October 2026").length > 0);
      const [number] = row ? all(row, "rowheader", /^/) : [];
      const button = await tree.find("button", `PDF of ${number?.name}`, billing);
      const [download] = await Promise.all([page.waitForEvent("download"), tree.press(button)]);
      expect((await readFile(await download.path())).toString("latin1")).toMatch(/^%PDF-/);
      await announced(`${download.suggestedFilename()} was downloaded`);
    });

    it("the mailbox is changed", async () => {
      const { tree } = on;
      await tree.press(await tree.find("button", "Change the mailbox", billing));
      const dialog = { role: "dialog", name: "Change the mailbox" };
      const addresses = await tree.find("textbox", /e-mail addresses/i, dialog);
      expect(addresses.value).toBe("invoices@acme.example");
      await tree.write(addresses, newMailbox);
      await tree.press(await tree.find("button", "Ask for confirmation", dialog));
      await announced(`on its way to ${newMailbox}`);
      await expect
        .poll(async () => textOf(await tree.find("region", "Mailbox", billing)))
        .toMatch(new RegExp(`Waiting for confirmation.*${newMailbox}`));
      expect((await mailbox()).change?.mailbox).toEqual([expect.objectContaining({ address: newMailbox })]);
    });
  });

  describe("when the session has ended", () => {
    beforeEach(() => {
      expectedComplaint = /^Failed to load resource: the server responded with a status of 40[13]/;
    });

    it("three elements ask for another one once, whether they load or read again", async () => {
      expect(on.sessions).toBe(1);
      await host.endSessions();
      await refreshAll();
      expect(on.sessions).toBe(2);
      expect(await on.page.getByRole("alert").count()).toBe(0);
    });

    it("what was begun in a dialog is done after one renewal", async () => {
      await typeNewMailbox();
      await host.endSessions();
      await askForConfirmation();
      await on.page.getByRole("status").getByText(`on its way to ${newMailbox}`).waitFor();
      await on.page.getByRole("region", { name: "Mailbox" }).getByText(newMailbox).first().waitFor();
      expect((await mailbox()).change?.mailbox).toHaveLength(1);
      // The other two go on with the same token.
      await refreshAll();
      expect(on.sessions).toBe(2);
    });

    it("and the host gives no other, the dialog says so, keeps what was typed, and goes on", async () => {
      await typeNewMailbox();
      await host.endSessions();
      await signOut();
      await askForConfirmation();
      const alert = on.page.getByRole("dialog").getByRole("alert");
      await alert
        .getByText("could not confirm who you are. Nothing was changed. Try again, or sign in again.")
        .waitFor();
      expect(await typedAddresses().inputValue()).toBe(newMailbox);
      expect((await mailbox()).change).toBeUndefined();

      await signIn();
      await askForConfirmation();
      await on.page.getByRole("status").getByText(`on its way to ${newMailbox}`).waitFor();
      expect((await mailbox()).change?.mailbox).toHaveLength(1);
    });

    it("and the host gives no other, each element says so, and shows everything after Try again", async () => {
      await signOut();
      await on.page.reload();
      const again = on.page.getByRole("button", { name: "Try again" });
      await expect.poll(() => again.count()).toBe(3);
      await signIn();
      for (const left of [2, 1, 0]) {
        // One after the other: each element has its own.
        await again.first().click();
        await expect.poll(() => again.count()).toBe(left);
      }
      await on.ready();
    });
  });
});
