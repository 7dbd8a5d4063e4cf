import { globSync } from "node:fs";
import { basename, join } from "node:path";

/** The languages whose texts are files beside widgets.js, which has English. */
export const languages: string[] = globSync("packages/widgets/src/translations/??.ts", {
  cwd: join(import.meta.dirname, ".."),
})
  .map((path) => basename(path, ".ts"))
  .filter((language) => language !== "en")
  .toSorted();

/** What `vite build --mode` makes of the files for a script tag: widgets.js, and one for each other language. */
export const scriptModes: string[] = ["define", ...languages.map((language) => `translations/${language}`)];
