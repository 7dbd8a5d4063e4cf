// Plain JavaScript without dependencies: setup.mjs runs it before anything is installed.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What to tell a person when there is no browser. */
export const noBrowser =
  "No Chrome or Chromium found: install Google Chrome (https://www.google.com/chrome/) or your system's chromium package, or set CHROME_PATH to the browser's executable.";

const commands = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

const macApplications = ["Google Chrome", "Chromium", "Google Chrome Canary"];

const windowsRoots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"];

/**
 * Path of a Chrome or Chromium executable on this machine; undefined when there is none.
 * CHROME_PATH wins and is returned as it is; when it names no file, an Error says so.
 */
export function findBrowser(env = process.env, platform = process.platform) {
  const chosen = env["CHROME_PATH"];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROME_PATH names no file: ${chosen}`);
  }
  return usualPlaces(env, platform).find((path) => existsSync(path));
}

function usualPlaces(env, platform) {
  if (platform === "darwin")
    return ["", env["HOME"] ?? ""].flatMap((home) =>
      macApplications.map((name) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
    );
  if (platform === "win32")
    return windowsRoots.flatMap((root) =>
      env[root]
        ? ["Google/Chrome", "Chromium"].map((product) => join(env[root], product, "Application", "chrome.exe"))
        : [],
    );
  const folders = new Set([...(env["PATH"] ?? "").split(delimiter).filter(Boolean), "/usr/bin", "/opt/google/chrome"]);
  // Command first, folder second: any Chromium before any Google Chrome, wherever they are.
  return commands.flatMap((command) => [...folders].map((folder) => join(folder, command)));
}
