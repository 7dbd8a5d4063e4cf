// node --conditions=@seatbook/source scripts/screenshot.ts [<file>]
//
// Renews docs/images/demo.png, the picture in the README, from the demo as it is now.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { launchBrowser } from "../e2e/support/browser.ts";
import { startDemo } from "../e2e/support/process.ts";

const file = process.argv[2] ?? join(import.meta.dirname, "../docs/images/demo.png");

const demo = await startDemo();
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 }, colorScheme: "light" });
  await page.goto(demo.url);
  // What is read last, below what is shown.
  await page.getByRole("region", { name: "Workspace members" }).getByRole("row").nth(1).waitFor();
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: "disabled" });
} finally {
  await browser.close();
  await demo.stop();
}
