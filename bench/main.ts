// Prints how fast Seatbook is, as ratios against the bare work of the same machine in the same run; of exports, which have no
// bare work to compare with, seconds and megabytes.
import { benchClosing } from "./closing.ts";
import { benchCommands } from "./commands.ts";
import { benchCount } from "./count.ts";
import { benchExports } from "./exports.ts";
import { benchReads } from "./http.ts";
import { benchInvoices } from "./invoice.ts";

await benchCount();
await benchCommands();
await benchClosing();
await benchReads();
await benchInvoices();
await benchExports();
