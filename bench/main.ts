// Prints how fast Seatbook is, as ratios against the bare work of the same machine in the same run.
import { benchClosing } from "./closing.ts";
import { benchCommands } from "./commands.ts";
import { benchCount } from "./count.ts";
import { benchReads } from "./http.ts";
import { benchInvoices } from "./invoice.ts";

await benchCount();
await benchCommands();
await benchClosing();
await benchReads();
await benchInvoices();
