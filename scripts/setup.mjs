// node scripts/setup.mjs [--browser] [-- <arguments for node>]
//
// Makes a fresh clone ready, then runs `node <arguments>` on the repository's own Node. Plain JavaScript without
// dependencies, since nothing may be installed yet and the Node that runs it may be an old one.
//
// It starts what follows itself, instead of `setup && node …`, because a shell remembers where it found `node`: in the
// shell that installed the newer Node, `node` would still be the old one.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser, noBrowser } from "./browser.mjs";

const oldestForSetup = 20;
const oldest = 26;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Holds the hash of the lock file that was installed. npm ci deletes it with the rest of node_modules. */
const stamp = join(root, "node_modules", ".seatbook-setup");

class SetupError extends Error {}

try {
  const [own, rest] = splitArguments(process.argv.slice(2));
  if (major(process.version) < oldestForSetup)
    throw new SetupError(`Seatbook's setup needs Node ${oldestForSetup} or newer; this is ${process.version}.`);
  if (!isInstalled()) install();
  const node = findNode() ?? reinstallForNode();
  if (own.includes("--browser")) ensureBrowser();
  if (rest) run(node, rest);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function splitArguments(all) {
  const at = all.indexOf("--");
  const own = at < 0 ? all : all.slice(0, at);
  const unknown = own.find((argument) => argument !== "--browser");
  if (unknown) throw new SetupError(`Unknown argument ${unknown}; use: node scripts/setup.mjs [--browser] [-- …]`);
  return [own, at < 0 ? undefined : all.slice(at + 1)];
}

/** Whether node_modules holds what package-lock.json asks for: installed here, or by npm itself, as it recorded. */
function isInstalled() {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) return true;
  const installed = readJson(record).packages;
  return Object.entries(readJson(join(root, "package-lock.json")).packages).every(([path, wanted]) => {
    if (!path.includes("node_modules/")) return true;
    const found = installed[path];
    if (!found) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity && found.link === wanted.link;
  });
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

function install() {
  console.error("Installing what package-lock.json names (npm ci) …");
  const flags = ["--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  const done = npm(["ci", ...flags, "--no-progress", "--loglevel=error"]);
  if (done.error) throw new SetupError(`npm could not be started (${done.error.message}): install Node with npm.`);
  if (done.status !== 0) throw new SetupError(`npm ci failed (see above). Is the npm registry reachable?`);
  writeFileSync(stamp, lockHash());
}

/** npm as it was started, so that its settings hold; by name when this script was started by hand. */
function npm(args) {
  // Standard output belongs to the command that follows.
  const options = { cwd: root, stdio: ["ignore", process.stderr, process.stderr] };
  const script = process.env["npm_execpath"];
  if (script && /npm-cli\.c?js$/.test(script)) return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/** Path of a Node that is new enough: the one running this, or the one the platform package brought. */
function findNode() {
  if (major(process.version) >= oldest) return process.execPath;
  const name = platformPackage();
  if (!name) return undefined;
  const path = join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  const answer = spawnSync(path, ["--version"], { encoding: "utf8" });
  return answer.status === 0 && major(answer.stdout) >= oldest ? path : undefined;
}

/** The platform package is optional to npm, so an earlier install may have left it out. */
function reinstallForNode() {
  const name = platformPackage();
  if (name && !existsSync(join(root, "node_modules", name))) install();
  const node = findNode();
  if (node) return node;
  const reason = name
    ? `the package ${name}, which brings Node ${oldest}, is not installed or does not run on this system`
    : `no package brings Node ${oldest} to this platform (${process.platform}-${process.arch})`;
  throw new SetupError(
    `Seatbook needs Node ${oldest} or newer; this is ${process.version}, and ${reason}. ` +
      `Install Node ${oldest} (https://nodejs.org) and run it again.`,
  );
}

function platformPackage() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const names = Object.keys(readJson(join(root, "package.json")).optionalDependencies);
  return names.find((name) => name.startsWith("node-") && name.endsWith(`-${platform}-${process.arch}`));
}

function ensureBrowser() {
  let found;
  try {
    found = findBrowser();
  } catch (error) {
    throw new SetupError(error.message);
  }
  if (found) return;
  if (!installChromium() || !findBrowser()) throw new SetupError(noBrowser);
}

/** Debian's package, only where that asks nobody for a password. False where it cannot be done. */
function installChromium() {
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return false;
  // Ubuntu's chromium package is a stub for a snap, which needs a running snapd.
  if (/^ID=ubuntu$/m.test(readFileSync("/etc/os-release", "utf8")) && !existsSync("/run/snapd.socket")) return false;
  const isRoot = process.getuid() === 0;
  if (!isRoot && spawnSync("sudo", ["-n", "true"]).status !== 0) return false;
  console.error("Installing Chromium (apt-get) …");
  const apt = (...args) => {
    const command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...args];
    const [program, ...rest] = isRoot ? command : ["sudo", "-n", ...command];
    const done = spawnSync(program, rest, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    if (done.status !== 0) console.error(`${done.stdout}${done.stderr}`.trim());
    return done.status === 0;
  };
  return apt("update") && apt("install", "-y", "--no-install-recommends", "chromium");
}

/** Becomes `node <args>`, as far as a parent can: same streams, same signals, same exit code. */
function run(node, args) {
  const bin = join(root, "node_modules", ".bin");
  const path = process.platform === "win32" ? "Path" : "PATH";
  const separator = process.platform === "win32" ? ";" : ":";
  const env = { ...process.env, [path]: [dirname(node), bin, process.env[path]].filter(Boolean).join(separator) };
  const child = spawn(node, args, { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else process.exitCode = code ?? 1;
  });
}

function major(version) {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
