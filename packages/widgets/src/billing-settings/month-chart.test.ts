import type { MonthItem } from "@seatbook/server/contract";
import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import type { SeatbookClient } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import { focusedName } from "../internal/test/focus.ts";
import {
  all,
  expectAccessible,
  expectNoSidewaysScroll,
  mountReady,
  one,
  textOf,
  until,
} from "../internal/test/helpers.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tag
import "./define.ts";

const november = "November 2026 so far: 121 licenses, €5,929.00 net.";
const december = "December 2026, if nothing changes: 117 licenses, €5,733.00 net.";

const bars = (element: Element) => all<HTMLInputElement>(element, "[part=chart] input");

const heights = (element: Element) => all(element, "[part=chart] rect").map((bar) => bar.getAttribute("height"));

/** The accessible name of each bar. */
const names = (element: Element) =>
  bars(element).map((bar) => {
    const words = [...(bar.labels?.[0]?.querySelectorAll(".hidden") ?? [])].map((each) => each.textContent);
    return words.join(" ").replaceAll(/\s+/g, " ").trim();
  });

/** What is said below the bars. */
const words = (element: Element) => textOf(element, ".months > p");

async function mountChart(client: SeatbookClient = createFakeClient(), width?: number) {
  const element = await mountReady("billing-settings", client, {}, width);
  await until(() => textOf(element, "#invoices").includes("2026"), "all of it is there");
  return element;
}

/** A client with these months, oldest first. */
function withMonths(change: (months: MonthItem[]) => MonthItem[]): SeatbookClient {
  const client = createFakeClient();
  const months = client.months.bind(client);
  client.months = async (...args) => change(await months(...args));
  return client;
}

const withoutLicense = (month: MonthItem) => ({ ...month, licenses: 0, net: { ...month.net, minor: 0 } });

const twoYearsAgo = (month: MonthItem) => ({ ...month, month: month.month.replace("2026", "2024") });

describe("the chart of months", () => {
  it("has words for each bar, the running month's first, and the chosen one's below it", async () => {
    const element = await mountChart();
    const said = names(element);
    assert.lengthOf(said, 13);
    assert.match(said[0] ?? "", /^December 2025: \d+ licenses, €[\d,.]+ net\.$/);
    assert.deepEqual(said.slice(-2), [november, december]);
    assert.equal(words(element), november);
    assert.deepEqual(
      bars(element).map(({ checked }) => checked),
      said.map((name) => name === november),
    );
    assert.equal(one(element, "[part=chart] legend").textContent, "Licenses per month");
    assert.deepEqual(
      all(element, "[part=chart] [aria-hidden] .month").map(({ textContent }) => textContent),
      ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
    );
    await expectAccessible(element);
  });

  it("goes from month to month by the arrow keys, and is one stop of Tab", async () => {
    const element = await mountChart();
    const details = one(element, "[part=estimate]:last-child summary");
    details.focus();
    for (let presses = 0; presses < 3 && !(focusedName(element) === november); presses += 1)
      await sendKeys({ press: "Tab" });
    assert.equal(focusedName(element), november);
    await sendKeys({ press: "ArrowRight" });
    assert.equal(focusedName(element), december);
    assert.equal(words(element), december);
    await sendKeys({ press: "ArrowLeft" });
    await sendKeys({ press: "ArrowLeft" });
    assert.match(words(element), /^October 2026: \d+ licenses, €/);
    assert.equal(focusedName(element), words(element));
    await sendKeys({ press: "ArrowUp" });
    assert.match(words(element), /^September 2026/);
    for (let presses = 0; presses < 4; presses += 1) await sendKeys({ press: "ArrowDown" });
    assert.match(words(element), /^December 2025/, "it goes around");
    await sendKeys({ press: "Tab" });
    assert.equal(focusedName(element), "Show as table");
    await expectAccessible(element);
  });

  it("chooses what one points at", async () => {
    const element = await mountChart();
    bars(element)[3]?.labels?.[0]?.click();
    await element.updateComplete;
    assert.match(words(element), /^March 2026/);
  });

  it("keeps what is chosen when it is read anew, until that month has gone", async () => {
    let isLater = false;
    const client = withMonths((months) => (isLater ? months.slice(1) : months));
    const element = await mountChart(client);
    bars(element)[0]?.click();
    await element.refresh();
    await element.updateComplete;
    assert.match(words(element), /^December 2025/);
    assert.isTrue(bars(element)[0]?.checked);
    isLater = true;
    await element.refresh();
    await element.updateComplete;
    assert.equal(words(element), november);
    assert.deepEqual(
      bars(element).flatMap(({ checked }, index) => (checked ? [index] : [])),
      [10],
    );
  });

  it("begins with the running month in another workspace", async () => {
    const element = await mountChart();
    bars(element)[0]?.click();
    await element.updateComplete;
    element.workspace = "other";
    await until(() => words(element) === november, "the running month is chosen");
    assert.isTrue(bars(element)[11]?.checked);
  });

  it("draws the bars to one scale, the running month hatched and the next outlined", async () => {
    const element = await mountChart();
    const counts = names(element).map((name) => Number(/: (\d+) /.exec(name)?.[1]));
    const most = Math.max(...counts);
    assert.deepEqual(
      heights(element).map((height) => Number(height?.replace("%", "")).toFixed(6)),
      counts.map((count) => ((100 * count) / most).toFixed(6)),
    );
    const style = (which: string) => getComputedStyle(one(element, "[part=chart]").querySelector(which) ?? element);
    assert.equal(style(".bar.closed").maskImage, "none");
    assert.include(style(".bar.open").maskImage, "repeating-linear-gradient");
    assert.equal(style(".bar.next").fill, "none");
    assert.notEqual(style(".bar.next").stroke, "none");
    assert.lengthOf(all(element, ".bar.closed"), 11);
  });

  it("runs from right to left where the page does, and so do the arrow keys", async () => {
    document.documentElement.dir = "rtl";
    const element = await mountChart();
    const places = bars(element).map((bar) => bar.getBoundingClientRect().left);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => b - a),
      "the oldest is on the right",
    );
    bars(element)[11]?.focus();
    await sendKeys({ press: "ArrowLeft" });
    assert.equal(words(element), december, "left is where time goes");
    await sendKeys({ press: "ArrowRight" });
    assert.equal(words(element), november);
    expectNoSidewaysScroll(element);
    await expectAccessible(element);
    document.documentElement.dir = "";
  });

  it("speaks of team licenses where a month is billed by teams", async () => {
    const element = await mountChart(createFakeClient({ nextLicenseModel: "team" }));
    assert.equal(words(element), november);
    bars(element).at(-1)?.click();
    await element.updateComplete;
    assert.equal(words(element), "December 2026, if nothing changes: 14 team licenses, €686.00 net.");
    const byTeam = await mountChart(createFakeClient({ licenseModel: "team" }));
    assert.match(words(byTeam), /^November 2026 so far: 15 team licenses, €735\.00 net\.$/);
    await expectAccessible(byTeam);
  });

  it("says of a month that it has ended and is not closed yet", async () => {
    const client = withMonths((months) =>
      months.map((month) => (month.month === "2026-10" ? { ...month, status: "ended" as const } : month)),
    );
    const element = await mountChart(client);
    bars(element).at(-3)?.click();
    await element.updateComplete;
    assert.match(words(element), /^October 2026: .* net\. The month has ended and is not closed yet\.$/);
  });

  it("shows months without a license, flat, and all of them so", async () => {
    const element = await mountChart(
      withMonths((months) => months.map((month, index) => (index === 4 ? withoutLicense(month) : month))),
    );
    assert.equal(heights(element)[4], "0%");
    assert.match(names(element)[4] ?? "", /^April 2026: 0 licenses, €0\.00 net\.$/);
    assert.isAtLeast(bars(element)[4]?.labels?.[0]?.offsetHeight ?? 0, 24, "one can point at it all the same");
    await expectAccessible(element);

    const client = withMonths((months) => months.map(withoutLicense));
    const summary = client.summary.bind(client);
    client.summary = async (...args) => {
      const answer = await summary(...args);
      return { ...answer, nextMonth: { ...answer.nextMonth, licenses: 0 } };
    };
    assert.deepEqual([...new Set(heights(await mountChart(client)))], ["0%"]);
  });

  it("begins with the first month there is, and is not there before it", async () => {
    const element = await mountChart(withMonths((months) => months.slice(-1)));
    assert.deepEqual(names(element), [november, december]);
    assert.equal(words(element), november);
    await expectAccessible(element);
    const empty = await mountReady(
      "billing-settings",
      withMonths(() => []),
    );
    assert.isEmpty(bars(empty));
  });

  it("shows twelve months of more", async () => {
    const element = await mountChart(withMonths((months) => [...months.map(twoYearsAgo), ...months]));
    assert.lengthOf(bars(element), 13);
    assert.match(names(element)[0] ?? "", /^December 2025/);
  });

  for (const width of [320, 1000])
    it(`stands on one line at ${width} pixels, however long the names of the months`, async () => {
      const element = await mountChart(createFakeClient(), width);
      const bottoms = all(element, "[part=chart] svg").map((bar) => bar.getBoundingClientRect().bottom);
      assert.lengthOf(bottoms, 13);
      assert.deepEqual([...new Set(bottoms)], bottoms.slice(0, 1));
    });

  it("fits 320 pixels, each bar with its month", async () => {
    const element = await mountChart(createFakeClient(), 320);
    expectNoSidewaysScroll(element);
    for (const bar of bars(element)) assert.isAtLeast(bar.labels?.[0]?.offsetWidth ?? 0, 20);
    const months = all(element, "[part=chart] .month").map((month) => month.getBoundingClientRect());
    for (const [index, { right }] of months.entries())
      assert.isAtMost(right, months[index + 1]?.left ?? Infinity, "no name is over the next");
    await expectAccessible(element);
  });

  it("has the same data as a table, behind a key", async () => {
    const element = await mountChart();
    assert.isFalse(one(element, "[part=month-row]").checkVisibility());
    one(element, ".months summary").focus();
    await sendKeys({ press: "Enter" });
    assert.isTrue(one(element, "[part=month-row]").checkVisibility());
    const rows = all(element, "[part=month-row]").map((row) => row.innerText.replaceAll(/\s+/g, " "));
    const said = names(element).slice(0, -1).toReversed();
    assert.lengthOf(rows, said.length);
    for (const [index, row] of rows.entries()) {
      const [, month, licenses, net] = /^(\w+ \d+).*: (.+), (€.+) net/.exec(said[index] ?? "") ?? [];
      assert.include(row, `${month} ${licenses} ${net}`);
    }
    await expectAccessible(element);
  });
});
