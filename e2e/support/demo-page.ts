import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import type { MonthLicenses } from "@seatbook/server";

const axe = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

/** The demo's page as a user sees it: what is said and shown, never how it is made. */
export class DemoPage {
  readonly page: Page;
  readonly billing: Locator;
  readonly teams: Locator;
  readonly members: Locator;
  readonly dialog: Locator;
  readonly outbox: Locator;
  /** Whatever the browser complained about: errors, warnings, and what the content security policy blocked. */
  readonly complaints: string[] = [];
  readonly #url: string;

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    this.billing = page.getByRole("region", { name: "Billing" });
    this.teams = page.getByRole("region", { name: "Teams" });
    this.members = page.getByRole("region", { name: "Workspace members" });
    this.dialog = page.getByRole("dialog");
    this.outbox = page.getByRole("dialog", { name: "Outbox" });
    page.on("pageerror", ({ message }) => this.complaints.push(message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
  }

  /** @param role who is signed in from the start. */
  static async open(browser: Browser, url: string, { width = 1280, role = "admin" } = {}): Promise<DemoPage> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, acceptDownloads: true });
    const demo = new DemoPage(page, url);
    await page.addInitScript(
      `addEventListener("securitypolicyviolation", (event) => console.error("blocked", event.violatedDirective, event.blockedURI))`,
    );
    await page.goto(`${url}/?role=${role}`);
    await demo.members.getByRole("row").nth(1).waitFor();
    return demo;
  }

  choose(control: "Workspace" | "Role", option: string): Promise<unknown> {
    return this.page.getByRole("combobox", { name: control, exact: true }).selectOption({ label: option });
  }

  /** Moves the demo clock to the first of the next month, and waits until the page tells that `ended` ("November") is closed. */
  async nextMonth(ended: string): Promise<string> {
    await this.page.getByRole("button", { name: "Next month" }).click();
    const message = this.page.getByText(new RegExp(`^${ended} \\d+ closed\\.`));
    await message.waitFor();
    return message.innerText();
  }

  /** The row of a table that begins with this. */
  row(widget: Locator, name: string): Locator {
    return widget.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  /** What the server answers an administrator's session, below the workspace. */
  async read<T>(workspace: string, path: string): Promise<T> {
    const session = { method: "POST", body: JSON.stringify({ workspace, role: "admin" }) };
    const { token } = await this.#ask<{ token: string }>("/demo/session", session);
    return this.#ask(`/seatbook/v1/workspaces/${workspace}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  }

  async #ask<T>(path: string, init: RequestInit): Promise<T> {
    const response = await fetch(this.#url + path, init);
    if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
    const answer: T = JSON.parse(await response.text());
    return answer;
  }

  /** The ids of who is billed for `month` (YYYY-MM), sorted. */
  async holders(workspace: string, month: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      // Each page needs the cursor of the one before.
      const page = await this.read<MonthLicenses>(workspace, `/months/${month}/licenses?limit=100${query}`);
      ids.push(...page.items.map(({ holder }) => holder.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return ids.toSorted((a, b) => a.localeCompare(b));
  }

  /** Reads the outbox by the keyboard, as far as its first mail; `count`: how many mails the button tells. */
  async openOutbox(count: number): Promise<void> {
    await this.page.getByRole("button", { name: `Outbox (${count})`, exact: true }).press("Enter");
    await this.outbox.getByRole("radio").first().waitFor();
  }

  /** The holder ids in the CSV that the button downloads, sorted. */
  async download(button: Locator): Promise<{ name: string; holders: string[] }> {
    const { name, content } = await this.downloadFile(button);
    const [, ...rows] = content.toString("utf8").trim().split(/\r?\n/);
    // Month, license model and id come first, and hold no comma.
    const ids = rows.map((row) => row.split(",")[2]?.replaceAll('"', "") ?? "");
    return { name, holders: ids.toSorted((a, b) => a.localeCompare(b)) };
  }

  async downloadFile(control: Locator): Promise<{ name: string; content: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), control.click()]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  }

  /** What axe finds wrong in that part of the page, frames aside. */
  async accessibilityProblems(selector: string): Promise<string[]> {
    await this.page.evaluate(await readFile(axe, "utf8"));
    return this.page.evaluate(
      `axe.run(${JSON.stringify(selector)}, { iframes: false }).then(({ violations }) => violations.map(({ help }) => help))`,
    );
  }

  /** How many pixels one would have to scroll sideways. */
  async overflow(): Promise<number> {
    return this.page.locator("html").evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  }
}
