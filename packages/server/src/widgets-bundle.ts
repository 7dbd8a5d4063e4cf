import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A script, held in memory in each encoding. */
export type WidgetsFile = {
  readonly etag: string;
  readonly plain: Buffer<ArrayBuffer>;
  readonly gzip: Buffer<ArrayBuffer>;
  readonly brotli: Buffer<ArrayBuffer>;
};

/** What pages load the widgets from: `widgets.js`, which is all three of them in English, and a file of texts for each other
 *  language, which it loads when it is needed. */
export type WidgetsBundle = {
  /** Another one whenever a file is another one, and only then. */
  readonly version: string;
  readonly files: ReadonlyMap<string, WidgetsFile>;
};

/** @param scripts by file name, for example `widgets.js`. */
export async function toWidgetsBundle(scripts: Readonly<Record<string, Buffer<ArrayBuffer>>>): Promise<WidgetsBundle> {
  const entries = Object.entries(scripts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const files = await Promise.all(entries.map(async ([name, script]) => [name, await toFile(script)] as const));
  const content = files.map(([name, { etag }]) => `${name} ${etag}\n`).join("");
  return { version: hash("sha256", content).slice(0, 16), files: new Map(files) };
}

async function toFile(plain: Buffer<ArrayBuffer>): Promise<WidgetsFile> {
  const [gzipped, brotli] = await Promise.all([
    promisify(gzip)(plain, { level: 9 }),
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  ]);
  return { etag: `"${hash("sha256", plain, "base64url").slice(0, 22)}"`, plain, gzip: gzipped, brotli };
}

/** The widgets as `@seatbook/widgets` was built; undefined where it is not.
 *  @param folder where the build has put them, if not there. */
export async function readWidgets(folder = builtFolder()): Promise<WidgetsBundle | undefined> {
  const names = folder === undefined ? [] : await readdir(folder).catch(() => []);
  const scripts = names.filter((name) => /^widgets(?:\.[\w-]+)?\.js$/.test(name));
  if (folder === undefined || !scripts.includes("widgets.js")) return undefined;
  const contents = await Promise.all(scripts.map(async (name) => [name, await readFile(join(folder, name))] as const));
  return toWidgetsBundle(Object.fromEntries(contents));
}

function builtFolder(): string | undefined {
  try {
    return fileURLToPath(new URL(".", import.meta.resolve("@seatbook/widgets/widgets.js")));
  } catch {
    // A host may have left the package out.
    return undefined;
  }
}
