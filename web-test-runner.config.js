import { writeFileSync } from "node:fs";
import { chromeLauncher } from "@web/test-runner-chrome";
import { defaultReporter } from "@web/test-runner";
import { createServer } from "vite";
import { findBrowser, noBrowser } from "./scripts/browser.mjs";

const executablePath = findBrowser();
if (!executablePath) throw new Error(noBrowser);

/** Far from UTC and with a half hour, so that a date formatted in the wrong zone shows. */
const TZ = process.env.SEATBOOK_BROWSER_TZ ?? "America/St_Johns";

const vite = await createServer({
  configFile: false,
  appType: "custom",
  logLevel: "warn",
  cacheDir: "node_modules/.vite/browser-tests",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null, preTransformRequests: false },
  resolve: { conditions: ["@seatbook/source", "module", "browser", "development"] },
  optimizeDeps: {
    // Found in advance: a dependency discovered in mid-run would reload the page under a running test.
    entries: ["packages/{client,widgets}/src/**/*.ts"],
    include: ["axe-core", "chai"],
    // Belongs to the runner, which serves it itself.
    exclude: ["@web/test-runner-commands"],
  },
});

/** Koa middleware: everything but the runner's own pages comes from Vite. */
async function serveFromVite(context, next) {
  const { path } = context;
  if (path === "/" || path.startsWith("/__web-") || path.startsWith("/node_modules/@web/")) return next();
  context.status = 200; // Koa starts at 404, Vite sets only what differs from 200.
  return new Promise((resolve, reject) => {
    context.res.once("close", resolve);
    vite.middlewares(context.req, context.res, (error) => (error ? reject(error) : resolve(next())));
  });
}

/** Writes `{passed, failed, skipped}` to the file that SEATBOOK_BROWSER_REPORT names, for scripts/check.ts. */
function countReporter() {
  const file = process.env.SEATBOOK_BROWSER_REPORT;
  return {
    onTestRunFinished({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const before = total.failed;
        if (session.testResults) count(session.testResults, total);
        // A file that does not load, or fails outside of a test, is a failure too.
        if (!session.passed && total.failed === before) total.failed += 1;
      }
      if (file) writeFileSync(file, JSON.stringify(total));
    },
  };
}

function count(suite, total) {
  for (const test of suite.tests) total[test.skipped ? "skipped" : test.passed ? "passed" : "failed"] += 1;
  for (const inner of suite.suites) count(inner, total);
}

export default {
  files: ["packages/widgets/src/**/*.test.ts", "packages/client/src/**/*.browser-test.ts"],
  concurrency: 2,
  middleware: [serveFromVite],
  plugins: [{ name: "vite", serverStop: () => vite.close() }],
  browsers: [
    chromeLauncher({
      // A window each: a page behind another one is not drawn, and what waits to be drawn stays in memory.
      createPage: async ({ context }) => (await context.browser().createBrowserContext()).newPage(),
      launchOptions: {
        executablePath,
        env: { ...process.env, TZ, LANG: "en_US.UTF-8" },
        args: [
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--lang=en-US",
          // For the tests that nothing is left in memory.
          "--js-flags=--expose-gc",
        ],
      },
    }),
  ],
  // A file of stories has more than a hundred tests.
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: "bdd", timeout: 10_000 } },
  // Lit says so once on every page; its other warnings matter.
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith("Lit is in dev mode."),
  staticLogging: !process.stdout.isTTY,
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }), countReporter()],
};
