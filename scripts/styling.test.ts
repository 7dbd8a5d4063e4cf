// What a host may style is written once in the code and once in the README of the widgets: here they are held together.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const widgets = join(import.meta.dirname, "../packages/widgets");
const readme = readFileSync(join(widgets, "README.md"), "utf8");
const elements = ["billing-settings", "members-admin", "teams-admin"];

/** The text of our modules below `folder`, tests and stories aside. */
function sources(folder: string): string {
  const exclude = ["**/*.test.ts", "**/test/**", "stories/**"];
  return globSync("**/*.ts", { cwd: join(widgets, "src", folder), exclude })
    .map((path) => readFileSync(join(widgets, "src", folder, path), "utf8"))
    .join("\n");
}

function found(text: string, pattern: RegExp): string[] {
  const names = [...text.matchAll(pattern)].flatMap((match) => match.slice(1).filter((name) => name !== undefined));
  return [...new Set(names)].toSorted();
}

/** A chapter of the README. */
function chapter(title: string): string {
  const [, text = ""] = readme.split(`\n## ${title}\n`);
  return text.split("\n## ")[0] ?? "";
}

/** The parts that are listed in a chapter. */
function listed(title: string, label: string): string[] {
  const [, list = ""] = new RegExp(`${label}: ([^]*?)\\.\n`).exec(chapter(title)) ?? [];
  return found(list, /`([\w-]+)`/g);
}

/** The part names in templates and of rows; a section's is its name. */
const rendered = (text: string) => found(text, /\bpart(?:="|: ")([\w-]+)"|readonly name = "((?!.*-dialog")[\w-]+)"/g);

test("every custom property that the styles use is in the README, and the README has no other", () => {
  const used = found(sources("."), /(--seatbook-[\w-]+)/g);
  expect(used).not.toEqual([]);
  expect(found(chapter("Theming"), /^\| `(--seatbook-[\w-]+)`/gm)).toEqual(used);
});

test.for(elements)("<%s> documents the parts that it has, in its class and in the README", (element) => {
  const own = sources(element);
  const documented = found(own, /@csspart ([\w-]+) - /g);
  const inReadme = [...listed("All three elements", "Parts of all three"), ...listed(`\`<${element}>\``, "Parts")];
  expect(documented).toEqual([...new Set(inReadme)].toSorted());
  // What the folder of the element has is its own; the rest is in what the elements share.
  expect(rendered(own).filter((part) => !documented.includes(part))).toEqual([]);
  const everywhere = rendered(own + sources("internal"));
  expect(documented.filter((part) => !everywhere.includes(part))).toEqual([]);
});
