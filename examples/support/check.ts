// Looks at each page of the example in the current folder, as it was built: live data, and an event that reaches its handler.
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import type { Page } from "playwright-core";
import { preview } from "vite";
import { launchBrowser } from "../../e2e/support/browser.ts";
import { startSeatbook } from "./seatbook.ts";

const seatbook = await startSeatbook();
const vite = await preview({ preview: { port: 0 } });
const [origin] = vite.resolvedUrls?.local ?? [];
assert(origin);
const browser = await launchBrowser();
try {
  for (const name of globSync("*.html")) {
    await seatbook.fill();
    const page = await browser.newPage();
    await checkPage(page, origin + name);
    await page.close();
    console.log(`${name} shows live data and hears of what is done.`);
  }
} finally {
  await browser.close();
  await vite.close();
  await seatbook.stop();
}

async function checkPage(page: Page, url: string): Promise<void> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isIcon = message.location().url.endsWith("/favicon.ico");
    if (["warning", "error"].includes(message.type()) && !isIcon) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));

  await page.goto(url);
  await page.locator("members-admin").getByText("ana@acme.example").waitFor();
  await page.locator("billing-settings").getByText("€98.00").first().waitFor();
  const teams = page.locator("teams-admin");
  await teams.getByRole("button", { name: "Archive Design" }).click();
  await teams.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await page.getByText("You archived Design.").waitFor();

  assert.deepEqual(complaints, []);
}
