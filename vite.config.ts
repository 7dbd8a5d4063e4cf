import { isAbsolute } from "node:path";
import { defaultClientConditions, defineConfig, type BuildEnvironmentOptions, type Plugin } from "vite";
import manifest from "./packages/widgets/package.json" with { type: "json" };

const root = `${import.meta.dirname}/packages/widgets`;
const source = `${root}/src`;

/** What a host's own bundler takes: our modules one to one, each dependency left to be shared. */
function npmBuild(): BuildEnvironmentOptions {
  const entries = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === "string" ? [] : entry["@seatbook/source"].slice("./src/".length),
  );
  return {
    lib: {
      entry: Object.fromEntries(entries.map((path) => [path.replace(/\.ts$/, ""), `${source}/${path}`])),
      formats: ["es"],
    },
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      // The compiler's own helpers are no dependency that a host has.
      external: (id: string) => /^[a-z@]/i.test(id) && !isAbsolute(id) && !id.startsWith("@oxc-project/runtime"),
      output: { preserveModules: true, preserveModulesRoot: source, entryFileNames: "[name].js" },
    },
  };
}

/**
 * One file for a `<script type="module">`, dependencies included. Not in library mode, which keeps white space.
 * `entry` is `define` for all three elements (widgets.js), or one element's `<element>/define` when its size is measured.
 */
function selfContainedBuild(entry: string): BuildEnvironmentOptions {
  return {
    modulePreload: false,
    license: { fileName: "widgets.licenses.md" },
    rolldownOptions: {
      input: `${source}/${entry}.ts`,
      preserveEntrySignatures: "strict",
      output: { format: "es", entryFileNames: "widgets.js", codeSplitting: false, minify: true, comments: false },
    },
  };
}

/** Takes out of our sources what stays in templates and styles however much the rest is minified: the indentation, and in
 *  styles the comments and all white space that means nothing. */
const dense: Plugin = {
  name: "dense",
  enforce: "pre",
  transform(code, id) {
    if (!id.startsWith(source)) return undefined;
    // Behind a comment the line must end.
    const line = code.replaceAll(/(?<!\/\/.*)\n\s*/g, " ").replaceAll(/="([\w-]+)"/g, "=$1");
    if (!id.endsWith(".styles.ts")) return { code: line, map: null };
    const styles = line
      .replaceAll(/\/\*.*?\*\//gs, "")
      .replaceAll(/\s*([{};])\s*/g, "$1")
      .replaceAll(/([:,])\s+/g, "$1")
      .replaceAll(";}", "}");
    return { code: styles, map: null };
  },
};

/** `--mode npm`, or `--mode <entry>` for a self-contained file. scripts/build.ts runs them all. */
export default defineConfig(({ mode }) => ({
  root,
  logLevel: "warn",
  publicDir: false,
  plugins: mode === "npm" ? [] : [dense],
  // Core comes from its source; Lit in its production form, whatever NODE_ENV the caller has.
  resolve: {
    conditions: ["@seatbook/source", ...defaultClientConditions.filter((name) => !name.includes("|")), "production"],
  },
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    reportCompressedSize: false,
    ...(mode === "npm" ? npmBuild() : selfContainedBuild(mode)),
  },
}));
