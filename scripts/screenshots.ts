// node --conditions=@seatbook/source scripts/screenshots.ts [<element>[/<story>]]
//
// Renews docs/screenshots: each story in light and dark, 360 and 1280 pixels wide, the example themes, and a README.md that
// shows them. The words are in a font of the repository, except what is written in Arabic, and the themes; the date is the
// fake client's; nothing moves.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import UPNG from "upng-js";
import { launchBrowser } from "../e2e/support/browser.ts";
import { serveStories } from "./stories.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/screenshots");
const schemes = ["light", "dark"] as const;
const widths = [360, 1280];

/** In pixels. The picture of a long list ends where it only goes on like that. */
const tallest = (element: string) => (element === "billing-settings" ? 8000 : 1600);

/** Few enough to make a file a third of its size, enough that one does not see it. */
const colors = 64;

interface Listed {
  element: string;
  name: string;
  title: string;
}

const only = process.argv[2] ?? "";
const { server, url } = await serveStories(6106);
// Nothing is painted in part, nor hinted as a machine's fonts are: the same picture each time.
const browser = await launchBrowser("--disable-partial-raster", "--disable-lcd-text", "--font-render-hinting=none");
try {
  const page = await browser.newPage({ reducedMotion: "reduce", timezoneId: "America/St_Johns", locale: "en-US" });
  page.on("pageerror", (error) => {
    throw error;
  });
  const stories = await list(page);
  const wanted = stories.filter(({ element, name }) => `${element}/${name}`.startsWith(only));
  if (wanted.length === 0) throw new Error(`There is no story ${only}.`);
  if (only === "") rmSync(folder, { recursive: true, force: true });
  for (const story of wanted) await takePictures(page, story);
  if (only === "") takeThemes();
  writeFileSync(join(folder, "README.md"), readme(stories));
} finally {
  await browser.close();
  await server.close();
}

/** The stories, as the story page knows them. */
async function list(page: Page): Promise<Listed[]> {
  await page.goto(url);
  const elements = await page.locator("[name=element] option").allTextContents();
  const found: Listed[] = [];
  for (const element of elements) {
    await page.goto(`${url}?element=${element}`);
    for (const heading of await page.locator("h2").all()) {
      const [name = "", title = ""] = (await heading.innerText()).split(" · ");
      found.push({ element, name, title });
    }
  }
  return found;
}

async function takePictures(page: Page, { element, name }: Listed): Promise<void> {
  mkdirSync(join(folder, element), { recursive: true });
  for (const width of widths) {
    await page.setViewportSize({ width, height: tallest(element) });
    await page.goto(`${url}story.html?element=${element}&story=${name}&scheme=light+dark`);
    await page.locator("html[data-shown]").waitFor();
    await page.setViewportSize({ width, height: Math.min(tallest(element), await heightOf(page)) });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const picture = await page.screenshot({ animations: "disabled" });
      writeFileSync(join(folder, element, `${name}-${colorScheme}-${width}.png`), shrink(picture));
    }
  }
}

/** The check of the themes takes them. */
function takeThemes(): void {
  const themes = join(folder, "themes");
  const cwd = join(root, "examples/themes");
  const { status } = spawnSync(process.execPath, ["src/check.ts", themes], { cwd, stdio: "inherit" });
  if (status !== 0) throw new Error("The check of the themes failed.");
  for (const name of readdirSync(themes)) {
    const path = join(themes, name);
    writeFileSync(path, shrink(readFileSync(path)));
  }
}

/** Of the page, or of its dialog if one is open. */
async function heightOf(page: Page): Promise<number> {
  const dialog = await page.locator("dialog[open]").all();
  const box = await (dialog[0] ?? page.locator("html")).boundingBox();
  return Math.ceil(box?.height ?? 0) + (dialog.length > 0 ? 48 : 0);
}

/** The same picture with fewer colors. */
function shrink(picture: Uint8Array): Uint8Array {
  const decoded = UPNG.decode(Uint8Array.from(picture).buffer);
  return new Uint8Array(UPNG.encode(UPNG.toRGBA8(decoded), decoded.width, decoded.height, colors));
}

function readme(stories: Listed[]): string {
  const variants = widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme })));
  const states = [...Map.groupBy(stories, ({ element }) => element)].map(([element, listed]) =>
    table(
      `\`<${element}>\``,
      ["state", ...variants.map(({ width, scheme }) => `${width} px, ${scheme}`)],
      listed.map(({ name, title }) => [
        `**${name}**<br>${title}`,
        ...variants.map(({ width, scheme }) =>
          image(`${element}/${name}-${scheme}-${width}.png`, title, width === 360 ? 120 : 240),
        ),
      ]),
    ),
  );
  const themes = table(
    "Example themes",
    ["theme", ...schemes],
    ["brand", "ide", "dense"].map((theme) => [
      `[${theme}](../../examples/themes/${theme}.css)`,
      ...schemes.map((scheme) => image(`themes/${theme}-${scheme}.png`, `The theme ${theme}, ${scheme}`, 360)),
    ]),
  );
  return `<!-- Written by scripts/screenshots.ts: npm run screenshots renews it. -->

# Every state of every element

As the story page shows them (\`npm run stories\`), in Noto Sans; Arabic is in DejaVu Sans. A long list ends where it only goes on like
that. A picture in full is behind each small one.

${[...states, themes].join("\n\n")}
`;
}

function table(title: string, columns: string[], rows: string[][]): string {
  const lines = [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`## ${title}`, "", ...lines].join("\n");
}

function image(file: string, alt: string, width: number): string {
  return `<a href="${file}"><img src="${file}" width="${width}" alt="${alt}"></a>`;
}
