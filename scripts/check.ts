// Every check of the repository, the same by hand and in CI: `npm test`, or `npm run check -- <step> …` for some.
// Goes through all steps even if one fails, and ends with one line: N passed, N failed.
import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";

const root = join(import.meta.dirname, "..");

/** A suite counts its tests; any other step counts as one. */
interface Result {
  passed: number;
  failed: number;
  skipped?: number;
  output: string;
  /** Whether the output is worth reading when all is well. */
  isReport?: boolean;
}

interface Step {
  name: string;
  needsBuild?: boolean;
  run: () => Promise<Result>;
}

/** Stages run one after another, the light steps of one stage side by side. */
const stages: Step[][] = [
  [
    { name: "format", run: () => one([tool("oxfmt/bin/oxfmt"), "--check"]) },
    {
      name: "lint",
      run: () =>
        one([tool("oxlint/bin/oxlint"), "--type-aware", "--deny-warnings", "--report-unused-disable-directives"]),
    },
    { name: "types", run: checkTypes },
    { name: "docs", run: () => both(["scripts/quote.ts", "--check"], ["scripts/check-links.ts"]) },
    { name: "client", run: () => one([source, "scripts/generate-client.ts", "--check"]) },
    { name: "fonts", run: () => one(["scripts/subset-fonts.ts", "--check"]) },
  ],
  [{ name: "build", run: async () => ({ ...(await one(["scripts/build.ts"])), isReport: true }) }],
  [{ name: "packages", needsBuild: true, run: () => one(["scripts/check-packages.ts"]) }],
  [{ name: "unit", run: () => vitest("vitest.config.ts") }],
  [{ name: "e2e", needsBuild: true, run: () => vitest("vitest.e2e.config.ts") }],
  [
    { name: "browser", run: checkBrowser },
    { name: "examples", needsBuild: true, run: checkExamples },
  ],
];

/** Resolves our packages to their sources: nothing is built yet. */
const source = "--conditions=@seatbook/source";

/** Nothing here takes this long; whatever does hangs. */
const timeoutMs = 20 * 60_000;

if (Number(process.versions.node.split(".")[0]) < 26) {
  console.error(`The checks need Node 26 or newer; this is ${process.version}. Run npm test, which brings its own.`);
  process.exit(1);
}

const running = new Set<number>();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    for (const pid of running) stop(pid);
    process.exit(1);
  });

const selected = select(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), "seatbook-check-"));
let passed = 0;
let failed = 0;
try {
  for (const stage of selected) await Promise.all(stage.map(runStep));
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function select(names: string[]): Step[][] {
  const steps = stages.flat();
  for (const name of names)
    if (!steps.some((step) => step.name === name)) {
      console.error(`There is no step ${name}. The steps are: ${steps.map((step) => step.name).join(", ")}.`);
      process.exit(1);
    }
  if (names.length === 0) return stages;
  const wanted = steps.filter((step) => names.includes(step.name));
  // What was built last may be older than the sources.
  const build = wanted.some((step) => step.needsBuild);
  return stages.map((stage) => stage.filter((step) => wanted.includes(step) || (build && step.name === "build")));
}

async function runStep(step: Step): Promise<void> {
  const start = performance.now();
  const result = await step.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  passed += result.passed;
  failed += result.failed;
  const count = result.passed + result.failed;
  const tests = count > 1 ? ` ${count} tests` : "";
  const skipped = result.skipped ? `, ${result.skipped} skipped` : "";
  const verdict = result.failed > 0 ? `FAILED${count > 1 ? ` ${result.failed} of` : ""}${tests}` : `ok${tests}`;
  console.log(`${step.name.padEnd(9)} ${seconds.padStart(6)} s   ${verdict}${skipped}`);
  if (result.failed > 0 || result.isReport) console.log(result.output.trimEnd().replaceAll(/^(?=.)/gm, "    "));
}

/** Without the examples that have a tsconfig.json of their own: they check their types themselves, against what is built. */
async function checkTypes(): Promise<Result> {
  const pattern = "{packages/*,examples/*/page,bench/*}/tsconfig.json";
  const projects = ["tsconfig.json", ...globSync(pattern, { cwd: root })];
  const outputs: string[] = [];
  for (const project of projects) {
    const { code, output } = await node([tool("typescript/bin/tsc"), "-p", project, "--noEmit"]);
    if (code !== 0) outputs.push(`${project}\n${output}`);
  }
  return outcome(outputs.length === 0, outputs.join("\n"));
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

async function vitest(config: string): Promise<Result> {
  const file = join(folder, `${config}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code, output } = await node([tool("vitest/vitest.mjs"), "run", "--config", config, ...reporters]);
  if (!existsSync(file)) return suite(code, output, 0, 0, 0);
  const report: VitestReport = JSON.parse(readFileSync(file, "utf8"));
  // A file that fails without a failed test, because it does not even load.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const skipped = report.numPendingTests + report.numTodoTests;
  return suite(code, output, report.numPassedTests, report.numFailedTests + unloaded, skipped);
}

async function checkBrowser(): Promise<Result> {
  const file = join(folder, "browser.json");
  const { code, output } = await node([tool("@web/test-runner/dist/bin.js")], { SEATBOOK_BROWSER_REPORT: file });
  if (!existsSync(file)) return suite(code, output, 0, 0, 0);
  const report: { passed: number; failed: number; skipped: number } = JSON.parse(readFileSync(file, "utf8"));
  return suite(code, output, report.passed, report.failed, report.skipped);
}

/** Every example has a script `check`, which runs it, looks at what it does and ends: one nobody runs goes stale. Two at a time: each
 *  of them waits for programs that it has started. */
async function checkExamples(): Promise<Result> {
  const outputs: string[] = [];
  const examples = globSync("examples/*/package.json", { cwd: root }).map((path) => dirname(path));
  const waiting = examples.values();
  const work = async (): Promise<void> => {
    for (const example of waiting) {
      const { code, output } = await node(["--run", "check"], {}, join(root, example));
      if (code !== 0) outputs.push(`${example}\n${output}`);
    }
  };
  await Promise.all([work(), work()]);
  return suite(outputs.length, outputs.join("\n"), examples.length - outputs.length, outputs.length, 0);
}

async function one(args: string[]): Promise<Result> {
  const { code, output } = await node(args);
  return outcome(code === 0, output);
}

/** Two that count as one. */
async function both(first: string[], second: string[]): Promise<Result> {
  const [a, b] = await Promise.all([node(first), node(second)]);
  return outcome(a.code === 0 && b.code === 0, a.output + b.output);
}

function outcome(isGood: boolean, output: string): Result {
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, output };
}

/** A suite that fails in another way than by a test, or runs none at all, has one failure. */
function suite(code: number, output: string, suitePassed: number, suiteFailed: number, skipped: number): Result {
  const ranNone = suitePassed + suiteFailed === 0;
  const extra = suiteFailed === 0 && (code !== 0 || ranNone) ? 1 : 0;
  const text = ranNone ? `${output}\nNo test was run.` : output;
  return { passed: suitePassed, failed: suiteFailed + extra, skipped, output: text };
}

function tool(path: string): string {
  return join(root, "node_modules", path);
}

/** Runs this Node with `args`, both output streams as one. Ends what hangs. */
function node(args: string[], env: NodeJS.ProcessEnv = {}, cwd = root): Promise<{ code: number; output: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; output: string }>();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that a browser or a server it started ends with it.
    detached: process.platform !== "win32",
  });
  const { pid } = child;
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  if (pid) running.add(pid);
  const timer = setTimeout(() => {
    output += `\nStopped after ${timeoutMs / 1000} seconds.`;
    if (pid) stop(pid);
  }, timeoutMs);
  child.once("error", (error) => (output += error.message));
  child.once("close", (code) => {
    clearTimeout(timer);
    if (pid) running.delete(pid);
    // Some tools color their output in CI whatever they are told.
    resolve({ code: code ?? 1, output: stripVTControlCharacters(output) });
  });
  return promise;
}

function stop(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
