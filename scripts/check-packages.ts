// What is published, as a host would get it, and what the repository must not hold. Run after scripts/build.ts.
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { build } from "vite";
import widgets from "../packages/widgets/package.json" with { type: "json" };

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

interface Locked extends Manifest {
  resolved?: string;
  link?: boolean;
}

const root = join(import.meta.dirname, "..");
const widgetsFolder = join(root, "packages/widgets");
const elements = ["billing-settings", "members-admin", "teams-admin"];
const problems: string[] = [];

checkLockFile();
checkPaths();
const folder = mkdtempSync(join(tmpdir(), "seatbook-packages-"));
try {
  for (const name of ["client", "core", "storage", "server", "widgets"]) await checkPackage(name);
} finally {
  rmSync(folder, { recursive: true });
}
checkImports();
checkClient();
await checkConsumer();
checkImportInNode();

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** An address in the lock file would send everybody to one registry; what it does not know, npm ci leaves out. */
function checkLockFile(): void {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync(join(root, "package-lock.json"), "utf8"),
  );
  for (const [path, { resolved, link }] of Object.entries(packages))
    if (resolved && !link) problems.push(`package-lock.json: ${path} has a resolved address (${resolved}).`);
  for (const path of globSync("{packages,examples}/*/package.json", { cwd: root })) {
    const wanted: Manifest = JSON.parse(readFileSync(join(root, path), "utf8"));
    const locked = packages[dirname(path).replaceAll("\\", "/")];
    for (const kind of ["dependencies", "devDependencies"] as const)
      if (!isDeepStrictEqual({ ...locked?.[kind] }, { ...wanted[kind] }))
        problems.push(`package-lock.json: ${kind} differ from those in ${path}. Run npm install.`);
  }
}

/** Folders of somebody's own machine, in any file that git knows; not the users of SCIM, whose path ends with their id. */
function checkPaths(): void {
  const listed = run("git", ["ls-files", "-z"]);
  if (listed.status !== 0) {
    problems.push("git ls-files failed: the checks need a git checkout.");
    return;
  }
  const home = /(?<![\w.:/~-])(?:\/(?:home|root|work|workspace)\/[\w.-]+|\/Users\/[\w.-]+\/|[A-Z]:\\+Users\\+\w+)/;
  for (const path of listed.stdout.split("\0").filter(Boolean)) {
    const text = readText(join(root, path));
    for (const [index, line] of text.split("\n").entries()) {
      const found = home.exec(line);
      if (found) problems.push(`${path}:${index + 1}: names a folder of one machine: ${found[0]}`);
    }
  }
}

/** Empty for what is binary, or deleted and not yet committed. */
function readText(path: string): string {
  try {
    const text = readFileSync(path, "utf8");
    return text.includes("\0") ? "" : text;
  } catch {
    return "";
  }
}

async function checkPackage(name: string): Promise<void> {
  const pkgDir = join(root, "packages", name);
  const packed = run("npm", ["pack", "--json", "--pack-destination", folder], pkgDir);
  if (packed.status !== 0) {
    problems.push(`${name}: npm pack failed.\n${packed.stderr}`);
    return;
  }
  // An array, or since npm 12 an object by name.
  const answer: Record<string, { filename: string; files: { path: string }[] }> = JSON.parse(packed.stdout);
  const [pack] = Object.values(answer);
  if (!pack) throw new Error(`npm pack named no file for ${name}.`);
  for (const { path } of pack.files)
    if (/\.test\.|\/(?:test|stories)\/|\.tsbuildinfo$/.test(path)) problems.push(`${name}: would publish ${path}.`);
  if (!pack.files.some(({ path }) => path === "README.md")) problems.push(`${name}: has no README.md.`);

  const tarball = join(folder, pack.filename);
  const bytes = readFileSync(tarball);
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(bytes).buffer } });
  for (const message of messages) problems.push(`${name}: ${formatMessage(message, pkg) ?? message.code}`);

  const types = node("@arethetypeswrong/cli/dist/index.js", [
    tarball,
    "--profile",
    "esm-only",
    "--no-definitely-typed",
    "--no-emoji",
    // The file for a script tag is loaded, never imported by name.
    ...(name === "widgets" ? ["--exclude-entrypoints", "widgets.js"] : []),
  ]);
  if (types.status !== 0) problems.push(`${name}: the types are wrong.\n${types.stdout}${types.stderr}`);
}

/** A host has what the widgets depend on, at run time and for the types, and of the frameworks only its own. */
function checkImports(): void {
  const { dependencies, peerDependencies }: Manifest = widgets;
  const specifiers = /(?:\bfrom |\bimport\(|^import )"((?:@[^/"]+\/)?[^./"][^/"]*)[^"]*"/gm;
  for (const path of globSync("dist/**/*.{js,d.ts}", { cwd: widgetsFolder, exclude: ["dist/widgets.js"] }))
    for (const [, wanted = ""] of readText(join(widgetsFolder, path)).matchAll(specifiers)) {
      const isFramework = path.startsWith(join("dist", "frameworks"));
      if (!dependencies?.[wanted] && !(isFramework && peerDependencies?.[wanted]))
        problems.push(`widgets: ${path} imports ${wanted}, which a host need not have.`);
    }
}

/** The client needs nothing but a runtime with fetch. */
function checkClient(): void {
  const folderOfClient = join(root, "packages/client");
  const specifiers = /(?:\bfrom |\bimport\(|^import )"([^"]+)"/gm;
  for (const path of globSync("dist/**/*.{js,d.ts}", { cwd: folderOfClient }))
    for (const [, wanted = ""] of readText(join(folderOfClient, path)).matchAll(specifiers))
      if (!wanted.startsWith("./")) problems.push(`client: ${path} imports ${wanted}.`);
}

/** A host's bundler may drop a module that only has side effects, and with it the registration of an element; nor may it take
 *  elements along that the host does not use. */
async function checkConsumer(): Promise<void> {
  for (const [code, expected] of [
    ['import "@seatbook/widgets/define";', elements],
    ...elements.map((element) => [`import "@seatbook/widgets/${element}";`, [element]] as const),
    ['import { TeamsAdmin } from "@seatbook/widgets/react"; console.log(TeamsAdmin);', ["teams-admin"]],
  ] as const) {
    const id = "\0consumer";
    const built = await build({
      configFile: false,
      root,
      logLevel: "error",
      plugins: [
        {
          name: "consumer",
          resolveId: (wanted) => (wanted === id ? id : undefined),
          load: (wanted) => (wanted === id ? code : undefined),
        },
      ],
      build: { write: false, minify: false, rolldownOptions: { input: id } },
    });
    if (!("output" in built)) throw new Error("Vite gave no single output.");
    const bundle = built.output.flatMap((file) => (file.type === "chunk" ? [file.code] : [])).join("\n");
    const registered = elements.filter((element) => bundle.includes(`define("${element}", `));
    if (!isDeepStrictEqual(registered, [...expected]))
      problems.push(`widgets: a bundle of ${code} registers ${registered.join(", ") || "nothing"}.`);
  }
}

/** Server-side rendering imports the widgets where there is no DOM. */
function checkImportInNode(): void {
  for (const [entry, target] of Object.entries(widgets.exports)) {
    // The file for a script tag is for browsers alone.
    if (typeof target === "string") continue;
    const specifier = posix.join("@seatbook/widgets", entry);
    const done = run(process.execPath, ["--input-type=module", "--eval", `await import(${JSON.stringify(specifier)})`]);
    if (done.status !== 0) problems.push(`widgets: importing ${specifier} in Node fails.\n${done.stderr}`);
  }
}

function node(script: string, args: string[]) {
  return run(process.execPath, [join(root, "node_modules", script), ...args]);
}

function run(command: string, args: string[], cwd = root) {
  return spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 64 << 20, shell: process.platform === "win32" });
}
