// A process of the process suite: appends to a log, and tells of each version that was acknowledged on a line of its own.
// Arguments: module with `openDriver`, storage URL, name of the log, label, number of appends.
import { writeSync } from "node:fs";
import type { openDriver } from "../open.ts";
import { add, openTally } from "./tally.ts";

const [module = "", url = "", name = "", label = "", count = ""] = process.argv.slice(2);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever runs the suite promises it
const opener = (await import(module)) as { openDriver: typeof openDriver };
const driver = await opener.openDriver(url);
const tally = openTally(driver, name, { snapshot: { everyEvents: 50 } });
for (let n = 1; n <= Number(count); n++) {
  const { version } = await tally.run(add(`${label}-${n}`));
  // Not through a stream: what is acknowledged must be out of this process before the next append begins.
  writeSync(1, `${version}\n`);
}
await tally.close();
await driver.dispose?.();
