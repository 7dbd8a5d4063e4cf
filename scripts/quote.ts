// Fills each fenced block below a line `<!-- file: path -->` with that file, so that what the documents show is what is
// type-checked and run. With --check it only tells what is not up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";

const quoted = /<!-- file: (?<path>\S+) -->\n\n```(?<language>\w+)\n[^]*?```/g;

const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "");
const stale: string[] = [];
for (const document of documents) {
  const text = readFileSync(document, "utf8");
  const current = text.replaceAll(
    quoted,
    (_, path: string, language: string) =>
      `<!-- file: ${path} -->\n\n\`\`\`${language}\n${readFileSync(path, "utf8").trimEnd()}\n\`\`\``,
  );
  if (current === text) continue;
  stale.push(document);
  if (!process.argv.includes("--check")) writeFileSync(document, current);
}
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(`Not up to date: ${stale.join(", ")}. Run: node scripts/quote.ts`);
  process.exitCode = 1;
}
