import { type Browser, chromium } from "playwright-core";
import { findBrowser, noBrowser } from "../../scripts/browser.mjs";

/** Without what Chromium does on its own on the network; without a sandbox, since containers run it as root. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** `more`: further switches of Chromium. */
export function launchBrowser(...more: string[]): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(noBrowser);
  return chromium.launch({ executablePath, args: [...args, ...more] });
}
