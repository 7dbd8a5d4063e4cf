import { setTimeout as sleep } from "node:timers/promises";
import type { Member, Page as ListPage } from "@seatbook/server";
import type { Browser, Locator, Page } from "playwright-core";
import { headers } from "./fixtures.ts";
import type { Frame, Interactions } from "./widgets-page/measured.ts";

/** Nothing in the browser takes this long; whatever does hangs. */
const patienceMs = 30_000;
/** By then the browser has told how long the last interaction took. */
const toldMs = 200;

/** The page of the bench with `<members-admin>`, used as people use it, and what its probe tells. Real keys and clicks at
 *  places: nothing but the widget keeps the page at work. */
export class MembersPage {
  readonly page: Page;
  readonly #url: string;

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  /** In a context of its own: nothing is cached, not even compiled code. */
  static async open(browser: Browser, url: string): Promise<MembersPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    return new MembersPage(page, url);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** @param times how much slower the processor becomes for the page. */
  async slowDown(times: number): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: times });
  }

  /** The ids of the first page that the server lists. */
  async ids(query: string, limit: number): Promise<string[]> {
    const search = new URLSearchParams({ query, sort: "name", limit: String(limit) });
    const response = await fetch(`${this.#url}/v1/workspaces/large/members?${search.toString()}`, { headers });
    const { items }: ListPage<Member> = JSON.parse(await response.text());
    return items.map(({ id }) => id);
  }

  /** Types into the search field. @returns the frame that shows `expected`. */
  async type(query: string, delayMs: number, expected: string[]): Promise<Frame> {
    await this.page.keyboard.type(query, { delay: delayMs });
    return this.frame(expected);
  }

  async focusSearch(): Promise<void> {
    await this.#click(this.page.getByRole("searchbox"));
  }

  async clearSearch(): Promise<void> {
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Delete");
  }

  async sortByName(): Promise<Frame> {
    await this.#click(this.page.getByRole("button", { name: "Name", exact: true }));
    return this.frame();
  }

  async turnPage(): Promise<Frame> {
    await this.#click(this.page.getByRole("button", { name: "Next", exact: true }));
    return this.frame();
  }

  async chooseLongestPage(): Promise<Frame> {
    await this.page.getByLabel("Rows per page").focus();
    await this.page.keyboard.press("End");
    return this.frame();
  }

  /** Opens the dialog of the first row, and closes it. */
  async askWhy(): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await this.#click(this.page.getByRole("button", { name: /^Why is / }).first());
    await sleep(toldMs);
    await dialog.getByText("One license").first().waitFor();
    await this.page.keyboard.press("Escape");
    await sleep(toldMs);
    await dialog.waitFor({ state: "detached" });
  }

  /** Checks the box of the first row, or unchecks it. */
  async select(): Promise<void> {
    await this.#click(this.#boxes.first());
  }

  async canSelect(): Promise<boolean> {
    return (await this.#boxes.count()) > 0;
  }

  get #boxes(): Locator {
    return this.page.locator("tr[data-id]").getByRole("checkbox");
  }

  async #click(control: Locator): Promise<void> {
    await control.scrollIntoViewIfNeeded();
    const box = await control.boundingBox();
    if (!box) throw new Error("What is to be clicked is not shown.");
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Forgets what was measured before. */
  async reset(): Promise<void> {
    await this.page.evaluate("probe.reset()");
  }

  /** Waits for the first frame since the last reset that shows these rows; without `ids`, any rows. */
  async frame(ids?: string[]): Promise<Frame> {
    const end = performance.now() + patienceMs;
    while (performance.now() < end) {
      // Each look comes after the one before.
      const found = await this.page.evaluate<Frame | undefined>(`probe.frame(${JSON.stringify(ids)})`);
      if (found) return found;
      await sleep(20);
    }
    throw new Error("The rows that were waited for did not come.");
  }

  /** All frames since the last reset. */
  frames(): Promise<Frame[]> {
    return this.page.evaluate<Frame[]>("probe.frames");
  }

  /** When the list had the last answer that it waited for before this frame. */
  answered({ inDocument }: Frame): Promise<number> {
    return this.page.evaluate<number>(`probe.answered(${inDocument})`);
  }

  /** Since the last reset. */
  async interactions(): Promise<Interactions> {
    await sleep(toldMs);
    return this.page.evaluate<Interactions>("probe.interactions()");
  }
}
