/** What to tell a person when there is no browser. */
export const noBrowser: string;

/**
 * Path of a Chrome or Chromium executable on this machine; undefined when there is none.
 * CHROME_PATH wins and is returned as it is; when it names no file, an Error says so.
 */
export function findBrowser(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): string | undefined;
