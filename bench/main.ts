// Prints how fast Seatbook is, as ratios against the bare work of the same machine in the same run; of exports and of the
// widgets, which have no bare work to compare with, seconds, milliseconds and megabytes. `npm run bench -- <part> …` for some.
import { benchAccess } from "./access.ts";
import { benchClosing } from "./closing.ts";
import { benchCommands } from "./commands.ts";
import { benchCount } from "./count.ts";
import { benchDirectory } from "./directory.ts";
import { benchExports } from "./exports.ts";
import { benchReads } from "./http.ts";
import { benchInvoices } from "./invoice.ts";
import { benchServers } from "./servers.ts";
import { benchSnapshots } from "./snapshots.ts";
import { benchWidgets } from "./widgets.ts";

const parts = new Map([
  ["count", benchCount],
  ["commands", benchCommands],
  ["closing", benchClosing],
  ["reads", benchReads],
  ["access", benchAccess],
  ["servers", benchServers],
  ["invoices", benchInvoices],
  ["exports", benchExports],
  ["directory", benchDirectory],
  ["snapshots", benchSnapshots],
  ["widgets", benchWidgets],
]);

const names = process.argv.slice(2);
const unknown = names.find((name) => !parts.has(name));
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}. The parts are: ${[...parts.keys()].join(", ")}.`);
  process.exitCode = 1;
} else for (const [name, bench] of parts) if (names.length === 0 || names.includes(name)) await bench();
