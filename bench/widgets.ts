import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { launchBrowser } from "../e2e/support/browser.ts";
import { median, quantile, report } from "./measure.ts";
import { MembersPage } from "./members-page.ts";
import type { Frame } from "./widgets-page/measured.ts";

const firstPaint = { most: 100 };
const interaction = { most: 50 };
const coldLoads = 21;
const rounds = 5;
/** How long an answer is late. */
const heldMs = 1000;

/** Each matches more than 200 of the 100,000 members, so that the rows stay as many. */
const queries = ["person 421", "person 778", "person 360", "person 915", "person 254"];
const paces = [
  { what: "each key asks", delayMs: 250 },
  { what: "as people type", delayMs: 110 },
  { what: "as fast as it goes", delayMs: 0 },
];

/** `<members-admin>` of a workspace with 100,000 members in Chromium: how soon one sees the list, and how long the next
 *  frame lets one wait after each key and click. */
export async function benchWidgets(): Promise<void> {
  await buildWidgets();
  const server = fork(new URL("widgets-server.ts", import.meta.url), { execArgv: ["--conditions=@seatbook/source"] });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      server.once("message", (message: { port: number }) => resolve(message.port));
      server.once("exit", (code) => reject(new Error(`the server of the benchmark ended with ${code}`)));
    });
    const browser = await launchBrowser();
    try {
      const url = `http://127.0.0.1:${port}`;
      await benchFirstPaint(browser, url);
      await benchUse(browser, url, 1);
      await benchUse(browser, url, 4);
      await benchLateAnswers(browser, url);
    } finally {
      await browser.close();
    }
  } finally {
    server.kill();
  }
}

/** The self-contained file, as it is served. */
async function buildWidgets(): Promise<void> {
  // Lit's development form would be bundled under any other value.
  process.env["NODE_ENV"] = "production";
  await build({ configFile: fileURLToPath(new URL("../vite.config.ts", import.meta.url)), mode: "define" });
}

async function benchFirstPaint(browser: Browser, url: string): Promise<void> {
  const presented: number[] = [];
  const painted: number[] = [];
  const sinceNavigation: number[] = [];
  for (let load = 0; load <= coldLoads; load++) {
    const members = await MembersPage.open(browser, url);
    const frame = await members.frame();
    const answered = await members.answered(frame);
    await members.close();
    // The first load warms up the server.
    if (load === 0) continue;
    presented.push(frame.presented - answered);
    painted.push(frame.painted - answered);
    sinceNavigation.push(frame.presented);
  }
  reportLoads("list of members on the screen after the last answer, ms", presented, firstPaint);
  reportLoads("  painted by the main thread, ms", painted);
  reportLoads("  on the screen after the navigation, ms", sinceNavigation);
}

function reportLoads(what: string, figures: number[], goal?: { most: number }): void {
  report(what, median(figures), goal, `p95 ${whole(quantile(figures, 0.95))}, ${figures.length} cold loads`);
}

/** What was measured while somebody used the page; durations in ms. */
interface Use {
  interactions: number[];
  longTasks: number[];
  /** From the last key or button to the rows on the screen, each time. */
  waits: number[];
}

/** @param slowdown how much slower the processor is; the figures of slower ones are information. */
async function benchUse(browser: Browser, url: string, slowdown: number): Promise<void> {
  const members = await MembersPage.open(browser, url);
  await members.frame();
  await members.slowDown(slowdown);
  const [suffix, goal, typed] =
    slowdown === 1 ? ["", interaction, queries] : [`, ${slowdown} × slower`, undefined, queries.slice(0, 2)];
  for (const rows of [50, 200]) {
    const line = (what: string, use: Use) => reportUse(`${what}, ${rows} rows${suffix}`, use, goal);
    if (rows === 200) line("page size", await repeat(1, members, () => members.chooseLongestPage()));
    for (const { what, delayMs } of paces) line(`typing, ${what}`, await type(typed, members, rows, delayMs));
    line("sorting", await repeat(rounds, members, () => members.sortByName()));
    line("next page", await repeat(rounds, members, () => members.turnPage()));
    line("why billed, and back", await repeat(rounds, members, () => members.askWhy()));
    if (await members.canSelect()) line("selecting a row", await repeat(rounds, members, () => members.select()));
    // Back to the first page, in the order it had.
    await repeat(1, members, () => members.sortByName());
  }
  await members.close();
}

/** Types each query into the empty field. @param delayMs between keys */
async function type(texts: string[], members: MembersPage, rows: number, delayMs: number): Promise<Use> {
  const use = unused();
  const everybody = await members.ids("", rows);
  for (const query of texts) {
    const expected = await members.ids(query, rows);
    await members.focusSearch();
    await measure(members, use, () => members.type(query, delayMs, expected));
    const last = (await members.frames()).at(-1);
    if (String(last?.ids) !== String(expected)) throw new Error(`The rows are not those of "${query}".`);
    await members.reset();
    await members.clearSearch();
    await members.frame(everybody);
  }
  return use;
}

async function repeat(times: number, members: MembersPage, act: () => Promise<Frame | void>): Promise<Use> {
  const use = unused();
  for (let time = 0; time < times; time++) await measure(members, use, act);
  return use;
}

function unused(): Use {
  return { interactions: [], longTasks: [], waits: [] };
}

/** @param act gives the frame that shows its rows, if any. */
async function measure(members: MembersPage, use: Use, act: () => Promise<Frame | void>): Promise<void> {
  await members.reset();
  const frame = await act();
  const { durations, longTasks, lastInput } = await members.interactions();
  use.interactions.push(...durations);
  use.longTasks.push(...longTasks);
  if (frame) use.waits.push(frame.presented - lastInput);
}

function reportUse(what: string, { interactions, longTasks, waits }: Use, goal: { most: number } | undefined): void {
  const details = [
    `p50 ${whole(median(interactions))}, p98 ${whole(quantile(interactions, 0.98))} of ${interactions.length}`,
    `${longTasks.length} long tasks${longTasks.length > 0 ? `, longest ${whole(Math.max(...longTasks))}` : ""}`,
    ...(waits.length > 0 ? [`rows after ${whole(median(waits))}`] : []),
  ];
  report(`${what}: worst, ms`, Math.max(...interactions), goal, details.join("; "));
}

/** Holds the answer to the first part of a query back until the whole was answered, and looks what is shown then. */
async function benchLateAnswers(browser: Browser, url: string): Promise<void> {
  const members = await MembersPage.open(browser, url);
  await members.frame();
  const [early, rest] = ["person 4", "21"];
  const expected = await members.ids(early + rest, 50);
  let isHeld = false;
  await members.page.route(/members\?/, async (route) => {
    if (new URL(route.request().url()).searchParams.get("query") === early) {
      isHeld = true;
      await sleep(heldMs);
    }
    await route.continue();
  });
  await members.focusSearch();
  await members.reset();
  await members.page.keyboard.type(early);
  await sleep(heldMs / 2);
  await members.type(rest, 0, expected);
  await sleep(heldMs);
  if (!isHeld) throw new Error("The first part of the query was not asked for.");
  const late = (await members.frames()).filter(({ ids }) => String(ids) !== String(expected));
  await members.close();
  report("frames that show an overtaken answer", late.length, { most: 0 }, "");
}

function whole(figure: number): string {
  return String(Math.round(figure));
}
