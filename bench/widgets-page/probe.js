// @ts-check
// What a host page does, and a stopwatch: it gives the widget its token, and tells when which rows were painted. A classic
// script, so that it runs before the widgets.

/** @typedef {import("./measured.ts").Frame} Frame */
/** @typedef {import("./measured.ts").Interactions} Interactions */

/** Event Timing tells of nothing shorter. */
const shortestMs = 16;

/** What the list waits for: the workspace and a page of members. */
const needed = /\/v1\/workspaces\/large(?:$|\/members\?)/;

class Probe {
  /** @type {Frame[]} */
  frames = [];
  /** @type {Pick<Frame, "ids" | "inDocument">[]} */
  #changes = [];
  /** The longest event of each interaction, by its id.
   *  @type {Map<number, number>} */
  #interactions = new Map();
  /** @type {number[]} */
  #longTasks = [];
  #lastInput = 0;
  /** How many interactions there were before the last reset. */
  #countBefore = 0;
  #observers = [
    observe({ type: "element" }, PerformanceElementTiming, ({ identifier, paintTime, presentationTime }) => {
      const change = this.#changes[Number(identifier)];
      if (change) this.frames.push({ ...change, painted: paintTime, presented: presentationTime });
    }),
    observe({ type: "event", durationThreshold: shortestMs }, PerformanceEventTiming, ({ interactionId, duration }) => {
      if (interactionId === 0) return;
      this.#interactions.set(interactionId, Math.max(duration, this.#interactions.get(interactionId) ?? 0));
    }),
    observe({ type: "longtask" }, PerformanceEntry, ({ duration }) => this.#longTasks.push(duration)),
  ];

  constructor() {
    for (const type of ["keydown", "pointerdown"])
      addEventListener(type, ({ timeStamp }) => (this.#lastInput = timeStamp), { capture: true });
  }

  /** Whenever the rows become other ones, sets a mark that is painted in the same frame: of it Element Timing tells, which
   *  it does not of what is in a shadow root.
   *  @param {ShadowRoot} root of the widget
   *  @param {Element} marks where to set it */
  watch(root, marks) {
    let shown = "";
    const look = () => {
      const ids = [...root.querySelectorAll("tr[data-id]")].map((row) => row.getAttribute("data-id") ?? "");
      if (ids.join(" ") === shown) return;
      shown = ids.join(" ");
      const mark = document.createElement("p");
      mark.textContent = String(this.#changes.length);
      mark.setAttribute("elementtiming", mark.textContent);
      marks.append(mark);
      // The one before may still be on its way to the screen.
      if (marks.children.length > 2) marks.firstElementChild?.remove();
      this.#changes.push({ ids, inDocument: performance.now() });
    };
    const changes = { subtree: true, childList: true, attributes: true, attributeFilter: ["data-id"] };
    new MutationObserver(look).observe(root, changes);
  }

  reset() {
    this.#flush();
    this.frames = [];
    this.#interactions.clear();
    this.#longTasks = [];
    this.#countBefore = performance.interactionCount;
  }

  /** The first frame since the last reset that showed `ids`, or without them any rows; undefined as long as there is none.
   *  @param {string[]} [ids] */
  frame(ids) {
    return this.frames.find((frame) => (ids ? frame.ids.join(" ") === ids.join(" ") : frame.ids.length > 0));
  }

  /** @returns {Interactions} since the last reset. */
  interactions() {
    this.#flush();
    const told = [...this.#interactions.values()];
    const untold = performance.interactionCount - this.#countBefore - told.length;
    const durations = [...told, ...Array.from({ length: Math.max(untold, 0) }, () => shortestMs)];
    return { durations, longTasks: this.#longTasks, lastInput: this.#lastInput };
  }

  /** When the last answer that the list waits for had ended, before `instant`.
   *  @param {number} instant */
  answered(instant) {
    const ends = performance
      .getEntriesByType("resource")
      .filter(({ name }) => needed.test(name))
      .map(({ startTime, duration }) => startTime + duration);
    return Math.max(...ends.filter((end) => end <= instant));
  }

  #flush() {
    for (const flush of this.#observers) flush();
  }
}

/** Tells each entry to `note`; what is returned does so at once with those not told yet.
 *  @template {PerformanceEntry} Entry
 *  @param {PerformanceObserverInit} what
 *  @param {new (...args: never[]) => Entry} kind
 *  @param {(entry: Entry) => void} note */
function observe(what, kind, note) {
  /** @param {PerformanceEntry[]} entries */
  const tell = (entries) => {
    for (const entry of entries) if (entry instanceof kind) note(entry);
  };
  const observer = new PerformanceObserver((list) => tell(list.getEntries()));
  observer.observe(what);
  return () => tell(observer.takeRecords());
}

const probe = new Probe();

addEventListener("DOMContentLoaded", async () => {
  await customElements.whenDefined("members-admin");
  const element = document.querySelector("members-admin");
  const marks = document.querySelector("#marks");
  if (!element?.shadowRoot || !marks) throw new Error("The page lacks <members-admin> or a place for marks.");
  probe.watch(element.shadowRoot, marks);
  Object.assign(element, { getToken });
});

async function getToken() {
  const { token } = await (await fetch("/token")).json();
  return token;
}
