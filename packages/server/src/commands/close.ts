import { isMonth, type Month } from "@seatbook/core";
import { type Config, readConfig } from "../config.ts";
import type { CloseAll } from "../contract/types.ts";
import { openApp } from "../open-app.ts";
import { parse, usage } from "./arguments.ts";
import { type Command, exitCodes, type Io } from "./command.ts";
import { withProgress } from "./progress-bar.ts";

export const close: Command = {
  name: "close",
  summary: "Close a month, as the server does by itself",
  help: `Usage: seatbook close <month> [--workspace <id>]

Closes a month (YYYY-MM) that has ended in all workspaces, issues its invoices and mails them, by the same environment variables
as the server (SEATBOOK_STORAGE, SEATBOOK_SELLER, SEATBOOK_SMTP, …). A running server does so by itself; this is for where none
runs, and does no harm twice. Workspaces that have no such month yet are passed over.

Options:
  --workspace <id>   only this workspace

Exit code: 0 where the month is closed, 1 where a workspace has refused, 2 where it is called wrongly.

Examples:
  seatbook close 2026-10
  seatbook close 2026-10 --workspace acme
  0 4 1 * *  seatbook close $(date -d yesterday +\\%Y-\\%m)    (in a crontab)
`,
  async run(args, io) {
    const { values, positionals } = parse("close", args, { workspace: { type: "string" } }, ["month"]);
    const [month = ""] = positionals;
    if (!isMonth(month)) throw usage("close", `"${month}" is no month. Give one as YYYY-MM, for example 2026-10.`);
    const { closed, refused } = await closeMonth(readConfig(io.env), month, values.workspace, io);
    for (const { workspace, detail } of refused) io.stdout.write(`${workspace}: ${detail}\n`);
    io.stdout.write(`${month} is closed in ${closed.length} workspace${closed.length === 1 ? "" : "s"}.\n`);
    if (values.workspace !== undefined && closed.length + refused.length === 0) {
      io.stderr.write(`There is no workspace "${values.workspace}" with that month.\n`);
      return exitCodes.failed;
    }
    return refused.length === 0 ? exitCodes.ok : exitCodes.failed;
  },
};

async function closeMonth(
  config: Config,
  month: Month,
  only: string | undefined,
  io: Io,
): Promise<Pick<CloseAll, "closed" | "refused">> {
  const { driver, seatbook } = await openApp(
    config,
    () => `http://${config.host}:${config.port}`,
    (entry) => io.stderr.write(`${JSON.stringify(entry)}\n`),
  );
  try {
    const ids = only === undefined ? await seatbook.workspaces.ids() : [only];
    const { closed, refused } = await withProgress(io.stderr, (progress) => {
      progress.begin("Closing", ids.length);
      return seatbook.closeMonth(ids, month, progress.advance);
    });
    // What is to be mailed is mailed before it ends.
    await seatbook.scheduler.idle();
    return { closed, refused: refused.filter(({ code }) => code !== "month-unknown") };
  } finally {
    await seatbook.close();
    await driver.dispose?.();
  }
}
