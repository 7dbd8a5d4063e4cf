import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccessibilityTree } from "./support/accessibility-tree.ts";
import { launchBrowser } from "./support/browser.ts";
import { Keyboard } from "./support/keyboard.ts";
import { ServerProcess } from "./support/process.ts";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What Tab stops at, in the order in which it does. */
const stops = "a[href], button:not([hidden]), summary, pre[tabindex='0']";

/** Operations are alike, and there are so many that to look at all of them takes minutes: those stay that come first under a tag. */
const keepSomeOperations = (page: Page) =>
  page.evaluate("for (const each of document.querySelectorAll('section.operation + section.operation')) each.remove()");

/** axe comes by the debugger, which the page's policy does not stop. */
async function accessibilityProblems(page: Page): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  const expression = `${axe}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`;
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  expect(exceptionDetails).toBeUndefined();
  return result.value;
}

describe("the reference of the API, in a browser", () => {
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    const settings = { SEATBOOK_PORT: "0", SEATBOOK_STORAGE: "memory:" };
    [server, browser] = await Promise.all([
      ServerProcess.start("packages/server/src/cli.ts", [], settings),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    expect(await server.stop()).toBe(0);
  });

  async function open(width: number, colorScheme: "light" | "dark" = "light") {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(`${server.url}/docs`);
    return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
  }

  test.for([
    { width: 360, colorScheme: "light" },
    { width: 360, colorScheme: "dark" },
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
  ] as const)(
    "is accessible, within the window and silent: $width pixels, $colorScheme",
    async ({ width, colorScheme }) => {
      await using opened = await open(width, colorScheme);
      const { page, complaints } = opened;
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      await keepSomeOperations(page);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test.for([360, 1280])("leads by Tab to everything, which shows that it has the focus: %i pixels", async (width) => {
    await using opened = await open(width);
    const { page, complaints } = opened;
    const keyboard = new Keyboard(page, await AccessibilityTree.of(page));
    await keepSomeOperations(page);
    await page.evaluate(
      `globalThis.stops = [...document.querySelectorAll(${JSON.stringify(stops)})].filter((stop) => stop.checkVisibility())`,
    );
    const count = Number(await page.evaluate("stops.length"));
    expect(count).toBeGreaterThan(200);
    for (let index = 0; index < count; index += 1) {
      // One key after the other.
      await keyboard.press("Tab");
      expect(await page.evaluate("stops.indexOf(document.activeElement)")).toBe(index);
      await keyboard.expectRing();
    }
    expect(complaints).toEqual([]);
  });

  test("is used by the keyboard: the skip link, the contents, a disclosure, a request that is copied", async () => {
    await using opened = await open(1280);
    const { page } = opened;
    const keyboard = new Keyboard(page, await AccessibilityTree.of(page));
    await keyboard.tabTo("link", "Skip to the reference");
    await keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    await keyboard.tabTo("link", "OpenAPI 3.1");

    const contents = page.getByRole("navigation", { name: "Contents" });
    await contents.getByRole("link", { name: "Create or change a workspace" }).press("Enter");
    const operation = page.getByRole("region", { name: "Create or change a workspace", exact: true });
    await expect.poll(() => operation.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(100);

    const answer = operation.locator("summary").filter({ hasText: "200" });
    const description = operation.getByText("Done", { exact: true });
    expect(await description.isVisible()).toBe(false);
    await answer.press("Enter");
    expect(await description.isVisible()).toBe(true);

    await operation.getByRole("button", { name: /^Copy the request/ }).press("Enter");
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(
      /^\s*curl -X PUT http:[^ ]+\/v1\/workspaces\/acme \\\n/,
    );
  });
});
