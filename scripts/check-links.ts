// Tells every link of a document that leads nowhere: to a file that is not there, or to no heading of one that is.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

const link = /\]\((?<target>[^()\s]+)(?: "[^"]*")?\)/g;
const elsewhere = /^(?:[a-z]+:|\/\/)/;

const broken = documents.flatMap((document) => {
  const targets = Array.from(prose(document).matchAll(link), ({ groups }) => groups?.["target"] ?? "");
  return targets
    .filter((target) => !elsewhere.test(target) && !leadsSomewhere(document, target))
    .map((target) => `${document}: ${target}`);
});
if (broken.length > 0) {
  console.error(`These links lead nowhere:\n${broken.join("\n")}`);
  process.exitCode = 1;
}

/** A document without its code. */
function prose(document: string): string {
  return readFileSync(join(root, document), "utf8")
    .replaceAll(/^(?<fence>`{3,})[^]*?^\k<fence>$/gm, "")
    .replaceAll(/`[^`\n]+`/g, (code) => code.replaceAll(/[[\]()]/g, ""));
}

function leadsSomewhere(document: string, target: string): boolean {
  const [path = "", anchor] = decodeURI(target).split("#");
  const file = path === "" ? document : relative(root, join(root, dirname(document), path));
  if (!existsSync(join(root, file))) return false;
  if (anchor === undefined || !file.endsWith(".md") || statSync(join(root, file)).isDirectory()) return true;
  return anchorsOf(file).has(anchor);
}

/** As GitHub names headings: in small letters, spaces as hyphens, without other signs; what is there twice has a number. */
function anchorsOf(document: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = prose(document).matchAll(/^#{1,6} (?<text>.+)$/gm);
  return new Set(
    Array.from(headings, ({ groups }) => {
      const text = (groups?.["text"] ?? "").replaceAll(/\[(?<shown>[^\]]*)\]\([^)]*\)/g, "$<shown>");
      const slug = text
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, "")
        .replaceAll(" ", "-");
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}
