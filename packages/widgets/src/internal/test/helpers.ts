import { sendKeys } from "@web/test-runner-commands";
import axe from "axe-core";
import { assert } from "chai";
import type { SeatbookClient } from "../../client/client.ts";
import type { SeatbookEventMap } from "../events.ts";
import { all, until, type Tag } from "./dom.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../../define.ts";

export { all, button, hasButton, one, openDialog, textOf, until, type Tag } from "./dom.ts";

declare global {
  /** Lit's development build keeps its warnings here. */
  var litIssuedWarnings: Set<string> | undefined;
}

let place: HTMLElement | undefined;

/** Puts a widget on the page, in a box of `width` pixels, and removes the one before. */
export function mount<T extends Tag>(
  tag: T,
  client?: SeatbookClient,
  properties: object = {},
  width = 1000,
): HTMLElementTagNameMap[T] {
  unmount();
  place = document.createElement("div");
  place.style.inlineSize = `${width}px`;
  const element = document.createElement(tag);
  if (client) Object.assign(element, { workspace: "acme", client });
  Object.assign(element, properties);
  place.append(element);
  document.body.append(place);
  return element;
}

export function unmount(): void {
  place?.remove();
  place = undefined;
  document.documentElement.style.colorScheme = "";
}

/** The widget with its first data shown. */
export async function mountReady<T extends Tag>(
  tag: T,
  client?: SeatbookClient,
  properties?: object,
  width?: number,
): Promise<HTMLElementTagNameMap[T]> {
  const element = mount(tag, client, properties, width);
  await until(
    () => element.hasUpdated && !element.matches(":state(loading)") && isDrawn(element),
    `${tag} has its data`,
  );
  return element;
}

/** Whether all rows are there: a list draws its first ones before the others. */
export const isDrawn = (element: Element) => all(element, "table[aria-busy=true]").length === 0;

/** Presses Tab until the control with that text has the focus. */
export async function tabTo(element: Element, text: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    if (focused(element)?.textContent.trim() === text) return;
    await sendKeys({ press: "Tab" });
  }
  assert.fail(`Tab does not reach ${text}.`);
}

export function focused(element: Element): Element | null {
  return element.shadowRoot?.activeElement ?? null;
}

/** What a screen reader is told outside dialogs. */
export function said(element: Element): string {
  return all(element, ":host > [role=status], [role=status]")
    .filter((each) => !each.closest("dialog"))
    .map((each) => each.textContent.replaceAll(/\s+/g, " ").trim())
    .join(" ")
    .trim();
}

/** Axe finds nothing in the dialog that is open, or else in the widget, in light and in dark. */
export async function expectAccessible(element: Element): Promise<void> {
  const [dialog] = all(element, "dialog[open]");
  for (const scheme of ["light", "dark"]) {
    document.documentElement.style.colorScheme = scheme;
    document.body.style.background = "Canvas";
    const { violations } = await axe.run(dialog ?? element, {
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true } },
      // In dark only the colors are others.
      ...(scheme === "dark" && { runOnly: ["color-contrast"] }),
    });
    const found = violations.map(
      ({ id, nodes }) => `${scheme}: ${id}: ${nodes.map((node) => node.failureSummary).join("; ")}`,
    );
    assert.deepEqual(found, []);
  }
  document.documentElement.style.colorScheme = "";
}

/** The name of the next file that is handed to the browser's downloads, which does not get it. */
export function nextDownload(): Promise<string> {
  const { click } = HTMLAnchorElement.prototype;
  return new Promise((resolve) => {
    HTMLAnchorElement.prototype.click = function record() {
      HTMLAnchorElement.prototype.click = click;
      resolve(this.download);
    };
  });
}

/** What describes a control: the texts that its `aria-describedby` names. */
export function descriptionOf(control: Element): string {
  const root = control.getRootNode();
  if (!(root instanceof ShadowRoot)) return "";
  const ids = control.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => root.getElementById(id)?.textContent.replaceAll(/\s+/g, " ").trim()).join(" ");
}

/** The next event of that type that reaches the document. */
export function nextEvent<K extends keyof SeatbookEventMap>(type: K): Promise<SeatbookEventMap[K]> {
  return new Promise((resolve) => {
    document.addEventListener(type, resolve, { once: true });
  });
}

/** Lit has warned of nothing but being in development mode. */
function expectNoLitWarnings(): void {
  const told = [...(globalThis.litIssuedWarnings ?? [])].filter((warning) => !/dev-mode|dev mode/.test(warning));
  assert.deepEqual(told, []);
}

// After each test of a file that imports this.
afterEach(() => {
  unmount();
  expectNoLitWarnings();
});

/** Every box is within the width of the widget, or of its open dialog: nothing scrolls sideways. */
export function expectNoSidewaysScroll(element: HTMLElement): void {
  const boxes = all(element, "*:not(.hidden, .hidden *, svg *)").filter((each) => each.getClientRects().length > 0);
  const wide = boxes.filter((each) => {
    const dialog = each.closest("dialog");
    const around = dialog === each ? document.documentElement : (dialog ?? element);
    const { left, right } = around.getBoundingClientRect();
    const box = each.getBoundingClientRect();
    return box.right > right + 1 || box.left < left - 1;
  });
  assert.deepEqual(
    wide.map((each) => `${each.tagName} ${each.className} ${each.textContent.trim()}`),
    [],
  );
}
