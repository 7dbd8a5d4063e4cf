// Makes the fonts of the invoice documents from the whole Noto Sans: only the characters that invoices are written in, and
// none of the tables that jsPDF does not read. jsPDF parses a font anew for each document, so a small one is a fast one.
//
//   node scripts/subset-fonts.ts            writes packages/server/src/invoice-document/fonts
//   node scripts/subset-fonts.ts --check    fails when what is there is not what this would write
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
/** It ships no types. */
const subsetFont: (font: Uint8Array, text: string, options: object) => Promise<Uint8Array> = require("subset-font");

const source = dirname(require.resolve("@expo-google-fonts/noto-sans/package.json"));
const target = join(import.meta.dirname, "../packages/server/src/invoice-document/fonts");

/** First and last code point of each range. */
const ranges: [first: number, last: number][] = [
  [0x20, 0x7e], // Latin
  [0xa0, 0x24f], // Latin-1, Latin Extended-A and -B
  [0x300, 0x36f], // combining marks
  [0x370, 0x3ff], // Greek
  [0x400, 0x52f], // Cyrillic
  [0x1e00, 0x1eff], // Latin Extended Additional, which has Vietnamese
  [0x2000, 0x200a], // spaces
  [0x2010, 0x2027], // punctuation
  [0x202f, 0x205f], // narrow no-break space, more punctuation
  [0x2070, 0x209c], // superscripts, subscripts
  [0x20a0, 0x20c0], // currency signs
  [0x2100, 0x214f], // letter-like signs
  [0x2150, 0x215f], // fractions
  [0x2212, 0x2212], // minus
  [0xfffd, 0xfffd], // stands for what is missing
];

const text = ranges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
  .map((codePoint) => String.fromCodePoint(codePoint))
  .join("");

const options = {
  targetFormat: "truetype",
  keepFeatures: [],
  noLayoutClosure: true,
  noHinting: true,
  dropTables: ["GDEF", "GPOS", "GSUB", "STAT", "gasp"],
};

const files: [name: string, content: Uint8Array][] = [["OFL.txt", readFileSync(join(source, "LICENSE_FONT"))]];
for (const [style, path] of [
  ["Regular", "400Regular/NotoSans_400Regular.ttf"],
  ["Bold", "700Bold/NotoSans_700Bold.ttf"],
] as const) {
  files.push([`NotoSans-${style}.ttf`, await subsetFont(readFileSync(join(source, path)), text, options)]);
}

if (process.argv.includes("--check")) {
  const stale = files.filter(([name, content]) => {
    const path = join(target, name);
    return !existsSync(path) || !readFileSync(path).equals(content);
  });
  for (const [name] of stale) console.error(`${name} is not what scripts/subset-fonts.ts makes: run it, and commit.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(target, { recursive: true });
  for (const [name, content] of files) {
    writeFileSync(join(target, name), content);
    console.log(`${name}: ${content.length} bytes`);
  }
}
