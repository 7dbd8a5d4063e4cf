// Builds every package into its dist and prints what the widgets and the client weigh.
import { spawnSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { languages, scriptModes } from "./widgets-modes.ts";

const root = join(import.meta.dirname, "..");
const widgets = join(root, "packages/widgets");

/** What the self-contained file may weigh, gzipped: a host's page pays for every byte. */
const budgetBytes = 35 * 1024;

/** The same for the client, which may be part of a page too. */
const clientBudgetBytes = 6 * 1024;

/** Each package after those it takes types from. */
const packages = ["client", "core", "storage", "server", "widgets"];

/** The tags, which are also the names of their folders. */
const elements = globSync("src/*/define.ts", { cwd: widgets })
  .map((path) => basename(dirname(path)))
  .filter((name) => name !== "internal")
  .toSorted();

/** What a host may use of an element; the rest is public only for its parts. */
const hostMembers: ReadonlySet<string> = new Set(
  "apiUrl workspace token getToken client lang texts currentState refresh updateComplete".split(" "),
);

// Lit's development form would be bundled under any other value.
process.env["NODE_ENV"] = "production";

for (const name of packages) rmSync(join(root, "packages", name, "dist"), { recursive: true, force: true });
for (const name of packages) compile(name);
bringContract();
// The fonts of the invoices, which the compiler passes over.
const fonts = "invoice-document/fonts";
cpSync(join(root, "packages/server/src", fonts), join(root, "packages/server/dist", fonts), { recursive: true });
await buildWidgets();
await weighClient();

/** TypeScript's output; of the widgets only the declarations, since Vite makes the rest. */
function compile(name: string): void {
  const project = join(root, "packages", name);
  const only = name === "widgets" ? ["--emitDeclarationOnly"] : [];
  node(root, "typescript/bin/tsc", "-p", join(project, "tsconfig.build.json"), ...only);
  for (const path of globSync("dist/**/*.d.ts", { cwd: project })) nameEmittedFiles(join(project, path));
}

/** TypeScript rewrites `./month.ts` to `./month.js` in code, not in declarations, where only some tools understand it; and what
 *  it infers it names by the package that Lit has it from, which a host need not have at hand. */
function nameEmittedFiles(path: string): void {
  const text = readFileSync(path, "utf8");
  const specifier = /(\bfrom |\bimport\(|^import )"(\.{1,2}\/[^"]+)\.ts"/gm;
  writeFileSync(path, text.replaceAll(specifier, '$1"$2.js"').replaceAll('import("lit-html")', 'import("lit")'));
}

/** The widgets' types are made from the server's contract. Who embeds the widgets need not have the server, so it comes along. */
function bringContract(): void {
  const contract = join(widgets, "dist/contract");
  for (const file of ["types", "responses", "billing-responses", "webhook-responses", "problem-codes"])
    cpSync(join(root, "packages/server/dist/contract", `${file}.d.ts`), join(contract, `${file}.d.ts`));
  for (const path of globSync("dist/**/*.d.ts", { cwd: widgets })) {
    const from = relative(dirname(join(widgets, path)), join(contract, "types.js")).replaceAll("\\", "/");
    const text = readFileSync(join(widgets, path), "utf8");
    const specifier = from.startsWith(".") ? from : `./${from}`;
    writeFileSync(join(widgets, path), text.replaceAll('"@seatbook/server/contract"', `"${specifier}"`));
  }
}

async function buildWidgets(): Promise<void> {
  await build({ configFile: join(root, "vite.config.ts"), mode: "npm" });
  for (const mode of scriptModes) await build({ configFile: join(root, "vite.config.ts"), mode });
  writeManifest();

  const bundle = gzipSync(readFileSync(join(widgets, "dist/widgets.js"))).length;
  const rows: [string, number][] = [];
  for (const element of elements) rows.push([`<${element}> alone`, await weigh(`${element}/define`)]);
  rows.push(["widgets.js, all three, English", bundle], ["budget", budgetBytes]);
  for (const language of languages)
    rows.push([`widgets.${language}.js`, gzipSync(readFileSync(join(widgets, `dist/widgets.${language}.js`))).length]);
  console.log("Gzipped, Lit included:");
  printWeights(rows);
  keepTo(budgetBytes, "widgets.js", bundle);
}

/** The client as a host's bundler makes it. */
async function weighClient(): Promise<void> {
  const input = join(root, "packages/client/dist/index.js");
  const bytes = gzippedSize(
    await build({
      configFile: false,
      logLevel: "warn",
      build: { write: false, rolldownOptions: { input, preserveEntrySignatures: "strict" } },
    }),
  );
  printWeights([
    ["@seatbook/client", bytes],
    ["budget", clientBudgetBytes],
  ]);
  keepTo(clientBudgetBytes, "@seatbook/client", bytes);
}

function printWeights(rows: readonly [string, number][]): void {
  for (const [name, bytes] of rows) console.log(`  ${name.padEnd(32)}${(bytes / 1024).toFixed(1).padStart(6)} KiB`);
}

function keepTo(limit: number, name: string, bytes: number): void {
  if (bytes <= limit) return;
  console.error(`${name} is ${bytes - limit} bytes above its budget.`);
  process.exitCode = 1;
}

/** Gzipped size in bytes of an entry with everything it imports. */
async function weigh(entry: string): Promise<number> {
  return gzippedSize(await build({ configFile: join(root, "vite.config.ts"), mode: entry, build: { write: false } }));
}

function gzippedSize(built: Awaited<ReturnType<typeof build>>): number {
  if (!("output" in built)) throw new Error("Vite gave no single output.");
  const code = built.output.flatMap((file) => (file.type === "chunk" ? [file.code] : [])).join("");
  return gzipSync(code).length;
}

interface Declaration {
  kind: string;
  name: string;
  customElement?: boolean;
  tagName?: string;
  members?: { name: string; privacy?: string }[];
  attributes?: { fieldName?: string }[];
  events?: { name: string; type?: { text: string } }[];
}

interface Manifest {
  modules: { path: string; declarations: Declaration[] }[];
}

/** custom-elements.json of the public modules, as they are published. */
function writeManifest(): void {
  const foreign = ["src/**/*.test.ts", "src/**/test/**", "src/frameworks/**", "src/stories/**"];
  const files = ["--globs", "src/**/*.ts", "--exclude", ...foreign];
  node(
    widgets,
    "@custom-elements-manifest/analyzer/cem.js",
    "analyze",
    "--litelement",
    "--quiet",
    "--outdir",
    "dist",
    ...files,
  );
  const path = join(widgets, "dist/custom-elements.json");
  const published = readFileSync(path, "utf8").replaceAll(
    /"\.?\/?(?:src\/)?((?:[\w-]+\/)*[\w-]+)\.ts"/g,
    '"dist/$1.js"',
  );
  const manifest: Manifest = JSON.parse(published);
  // The analyzer needs the internal modules for what an element inherits; a reader does not.
  manifest.modules = manifest.modules.filter((module) => !module.path.startsWith("dist/internal/"));
  for (const element of elements) {
    const home = manifest.modules.find((module) => module.path === `dist/${element}/${element}.js`);
    const declaration = home?.declarations.find((candidate) => candidate.kind === "class");
    if (!declaration) throw new Error(`No class found for <${element}> in src/${element}/${element}.ts.`);
    const isHosts = (name: string | undefined) => name !== undefined && hostMembers.has(name);
    declaration.members = (declaration.members ?? []).filter(({ name, privacy }) => isPublic(privacy) && isHosts(name));
    declaration.attributes = (declaration.attributes ?? []).filter(({ fieldName }) => !fieldName || isHosts(fieldName));
    // The analyzer takes the variable that names an event for one.
    declaration.events = (declaration.events ?? []).filter(({ name }) => name !== "type");
    for (const event of declaration.events) event.type = { text: `SeatbookEventMap["${event.name}"]` };
    // Registered through a function of ours, which the analyzer does not see.
    Object.assign(declaration, { customElement: true, tagName: element });
  }
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

function isPublic(privacy: string | undefined): boolean {
  return privacy === undefined || privacy === "public";
}

/** Runs a tool of node_modules; ends the build when it fails, since it has said why. */
function node(cwd: string, script: string, ...args: string[]): void {
  const path = join(root, "node_modules", script);
  const done = spawnSync(process.execPath, [path, ...args], { cwd, stdio: "inherit" });
  if (done.status !== 0) process.exit(1);
}
