// node src/check.ts [<folder>]
//
// The themes use nothing but what the README of the widgets documents, one can read what they color, and each has a picture,
// in the folder or in one that is thrown away.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { findBrowser, noBrowser } from "../../../scripts/browser.mjs";
import { serve } from "./serve.ts";
import { undocumented } from "./undocumented.ts";

const themes = ["brand", "ide", "dense"];
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const readme = readFileSync(new URL("../../../packages/widgets/README.md", import.meta.url), "utf8");

/** Run in the page: whether the widgets that can be seen have all their data. */
const isShown = `[...document.querySelectorAll("section:not([hidden]) [workspace]")].every(
  (each) => each.currentState === "ready" && !each.shadowRoot.querySelector("[aria-busy=true]"))`;

const problems = themes.flatMap((theme) =>
  undocumented(theme, readFileSync(new URL(`../${theme}.css`, import.meta.url), "utf8"), readme),
);

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), "seatbook-themes-"));
mkdirSync(folder, { recursive: true });
const executablePath = findBrowser();
if (executablePath === undefined) throw new Error(noBrowser);
const { server, url } = await serve(5183);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 }, reducedMotion: "reduce" });
  for (const theme of themes)
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${url}?theme=${theme}`);
      await page.waitForFunction(isShown);
      problems.push(...(await faint(page, theme, colorScheme)));
      await page
        .locator(`.theme-${theme}`)
        .screenshot({ path: join(folder, `${theme}-${colorScheme}.png`), animations: "disabled" });
    }
} finally {
  await browser.close();
  await server.close();
  if (process.argv[2] === undefined) rmSync(folder, { recursive: true });
}
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log("The themes use what is documented, and their texts stand out.");
process.exitCode = problems.length > 0 ? 1 : 0;

/** What axe finds hard to read. */
async function faint(page: Page, theme: string, colorScheme: string): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const found: string[] = await page.evaluate(
    `axe.run({ runOnly: ["color-contrast"] }).then(({ violations }) =>
      violations.flatMap(({ nodes }) => nodes.map(({ target, failureSummary }) => target.join(" ") + ": " + failureSummary)))`,
  );
  return found.map((text) => `${theme}, ${colorScheme}: ${text}`);
}
