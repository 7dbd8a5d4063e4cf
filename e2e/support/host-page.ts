import type { Browser, Page } from "playwright-core";
import { AccessibilityTree } from "./accessibility-tree.ts";
import { Keyboard } from "./keyboard.ts";

/** The example host's page in a browser. */
export class HostPage {
  readonly page: Page;
  readonly tree: AccessibilityTree;
  readonly keyboard: Keyboard;
  /** Whatever the browser complained about: errors, warnings, and what the content security policy blocked. */
  readonly complaints: string[] = [];
  /** How often the page asked its host for a session, that is, how often `getToken` was called. */
  sessions = 0;

  private constructor(page: Page, tree: AccessibilityTree) {
    this.page = page;
    this.tree = tree;
    this.keyboard = new Keyboard(page, tree);
    page.on("pageerror", ({ message }) => this.complaints.push(message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (request.url().endsWith("/seatbook-session")) this.sessions += 1;
    });
  }

  /** Opens the page, and waits until each of the three elements shows its data. */
  static async open(browser: Browser, url: string): Promise<HostPage> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    const host = new HostPage(page, await AccessibilityTree.of(page));
    await page.addInitScript(
      `addEventListener("securitypolicyviolation", (event) => console.error("blocked", event.violatedDirective, event.blockedURI))`,
    );
    await page.goto(url);
    await host.ready();
    return host;
  }

  async ready(): Promise<void> {
    for (const name of ["Billing", "Teams", "Workspace members"])
      await this.page.getByRole("region", { name }).getByRole("table").last().waitFor();
  }
}
