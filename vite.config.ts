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

/** Takes the indentation out of our sources, which stays in templates and styles however much the rest is minified. */
const withoutIndentation: Plugin = {
  name: "without-indentation",
  enforce: "pre",
  transform: (code, id) => (id.startsWith(source) ? { code: code.replaceAll(/\n\s+/g, "\n"), map: null } : undefined),
};

/** `--mode npm`, or `--mode <entry>` for a self-contained file. scripts/build.ts runs them all. */
export default defineConfig(({ mode }) => ({
  root,
  logLevel: "warn",
  publicDir: false,
  plugins: mode === "npm" ? [] : [withoutIndentation],
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
