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
 * `entry` is `define` for all three elements (widgets.js), one element's `<element>/define` when its size is measured, or
 * `translations/<language>`, which is a file beside it that is fetched when an element speaks that language.
 */
function selfContainedBuild(entry: string): BuildEnvironmentOptions {
  const language = /^translations\/(\w\w)$/.exec(entry)?.[1];
  return {
    modulePreload: false,
    license: language ? false : { fileName: "widgets.licenses.md" },
    rolldownOptions: {
      input: `${source}/${entry}.ts`,
      preserveEntrySignatures: "strict",
      output: {
        format: "es",
        entryFileNames: language ? `widgets.${language}.js` : "widgets.js",
        codeSplitting: false,
        minify: true,
        comments: false,
      },
    },
  };
}

/** Leaves the texts of other languages to files of their own. Vite sees no `import()` until all is done, since it would add a
 *  kilobyte of preloading to it. */
const languagesApart: Plugin = {
  name: "languages-apart",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith("/translations/index.ts")
      ? { code: code.replaceAll(/import\("\.\/(\w\w)\.ts"\)/g, 'importLater("./widgets.$1.js")'), map: null }
      : undefined,
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === "chunk") file.code = file.code.replaceAll("importLater(", "import(");
  },
};

/** Takes out of our sources what stays in templates and styles however much the rest is minified: the indentation, and in
 *  styles the comments and all white space that means nothing. */
const dense: Plugin = {
  name: "dense",
  enforce: "pre",
  transform(code, id) {
    if (!id.startsWith(source)) return undefined;
    // Behind a comment the line must end.
    const line = code
      .replaceAll(/(?<!\/\/.*)\n\s*/g, " ")
      .replaceAll(/="([\w-]+)"/g, "=$1")
      .replaceAll(/(<\/?(?!span|bdi|strong|a\b|button)\w+[^<>]*>) (?=<)/g, "$1")
      .replaceAll(/(<[a-z][^<>]*>) (?=\$\{)/g, "$1")
      .replaceAll(/\} (?=<\/)/g, "}")
      .replaceAll("html` ", "html`");
    if (!id.endsWith(".styles.ts")) return { code: line, map: null };
    if (code.includes("${")) throw new Error(`${id}: a style is a literal without expressions.`);
    const styles = line
      .replaceAll(/\/\*.*?\*\//gs, "")
      .replaceAll(/\s*([{};])\s*/g, "$1")
      .replaceAll(/([:,])\s+/g, "$1")
      .replaceAll(/ ([*/>]) /g, "$1")
      .replaceAll(/\b0\./g, ".")
      .replaceAll(";}", "}");
    return { code: styles, map: null };
  },
};

/** Takes out of Lit what the file for a script tag has no use for: what is there for browsers without `adoptedStyleSheets`, which
 *  lack the rest of what the widgets use too, for server-side rendering, and for telling other copies of Lit its version. */
const modernLit: Plugin = {
  name: "modern-lit",
  enforce: "pre",
  transform(code, id) {
    const cuts = Object.entries(litCuts).find(([file]) => id.endsWith(file))?.[1] ?? [];
    let left = code;
    for (const [from, to] of cuts) {
      if (!left.includes(from)) throw new Error(`Lit has changed: ${id} has no ${from} any more.`);
      left = left.replaceAll(from, to);
    }
    return cuts.length > 0 ? { code: left, map: null } : undefined;
  },
};

const litCuts: Record<string, [from: string, to: string][]> = {
  "/@lit/reactive-element/css-tag.js": [
    [
      'e=t.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
      "e=!0",
    ],
    ["if(e)s.adoptedStyleSheets", "if(!0)s.adoptedStyleSheets"],
    ["c=e?t=>t:", "c=!0?t=>t:"],
    [
      'if(this._$cssResult$=!0,o!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");',
      "",
    ],
    // Our styles are literals without expressions, which `dense` sees to.
    [
      `const o=1===t.length?t[0]:e.reduce((e,s,o)=>e+(t=>{if(!0===t._$cssResult$)return t.cssText;if("number"==typeof t)return t;throw Error("Value passed to 'css' function must be a 'css' function result: "+t+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+t[o+1],t[0]);`,
      "const o=t[0];",
    ],
  ],
  "/@lit/reactive-element/reactive-element.js": [
    [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")', ""],
  ],
  "/lit-element/lit-element.js": [
    [",s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i});", ";"],
    ['(s.litElementVersions??=[]).push("4.2.2");', ""],
  ],
  "/lit-html/lit-html.js": [['B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");', "B=0;"]],
};

/** `--mode npm`, or `--mode <entry>` for a self-contained file. scripts/build.ts runs them all. */
export default defineConfig(({ mode }) => ({
  root,
  logLevel: "warn",
  publicDir: false,
  plugins: mode === "npm" ? [] : [dense, languagesApart, modernLit],
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
