import { sendKeys } from "@web/test-runner-commands";
import axe from "axe-core";
import { assert } from "chai";
import type { SeatbookClient } from "../../client/client.ts";
import type { SeatbookEventMap } from "../events.ts";

export type Tag = "billing-settings" | "members-admin" | "teams-admin";

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
  await until(() => element.hasUpdated && !element.matches(":state(loading)"), `${tag} has its data`);
  return element;
}

/** Waits, two seconds at most, until `condition` holds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 2000;
  while (!condition()) {
    if (performance.now() > deadline) assert.fail(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function all<E extends Element = HTMLElement>(element: Element, selector: string): E[] {
  return [...(element.shadowRoot ?? element).querySelectorAll<E>(selector)];
}

export function one(element: Element, selector: string): HTMLElement;
export function one<E extends HTMLElement>(element: Element, selector: string, type: new () => E): E;
export function one(element: Element, selector: string, type = HTMLElement): HTMLElement {
  const [found] = all(element, selector);
  if (!(found instanceof type)) assert.fail(`There is no ${selector}.`);
  return found;
}

/** What one can read, in one line. */
export function textOf(element: Element, selector = "[part~=base]"): string {
  return all(element, selector)
    .map((each) => each.innerText.replaceAll("\u2060", "").replaceAll(/\s+/g, " ").trim())
    .join(" ");
}

const nameOf = (control: HTMLElement) => control.getAttribute("aria-label") ?? control.innerText.trim();

/** The button with that accessible name. */
export function button(element: Element, name: string | RegExp, within = "button"): HTMLButtonElement {
  const found = all<HTMLButtonElement>(element, within).find((each) =>
    typeof name === "string" ? nameOf(each) === name : name.test(nameOf(each)),
  );
  if (!found) assert.fail(`There is no button ${String(name)}.`);
  return found;
}

export function hasButton(element: Element, name: string | RegExp): boolean {
  return all(element, "button").some((each) =>
    typeof name === "string" ? nameOf(each) === name : name.test(nameOf(each)),
  );
}

/** Opens a dialog by its opener, and waits until it shows its data. */
export async function openDialog(element: Element, opener: string | RegExp): Promise<HTMLDialogElement> {
  const control = button(element, opener);
  control.focus();
  control.click();
  await until(() => all(element, ".dialog[aria-busy=false]").length > 0, "the dialog shows its data");
  return one(element, "dialog", HTMLDialogElement);
}

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
export function expectNoLitWarnings(): void {
  const told = [...(globalThis.litIssuedWarnings ?? [])].filter((warning) => !/dev-mode|dev mode/.test(warning));
  assert.deepEqual(told, []);
}

/** Every box is within the width of the widget: nothing scrolls sideways. */
export function expectNoSidewaysScroll(element: HTMLElement): void {
  const { right } = element.getBoundingClientRect();
  const wide = all(element, "section *:not(.hidden, .hidden *, svg *)").filter(
    (each) =>
      each.getClientRects().length > 0 && !each.closest("dialog") && each.getBoundingClientRect().right > right + 1,
  );
  assert.deepEqual(
    wide.map((each) => `${each.tagName} ${each.className} ${each.innerText}`),
    [],
  );
}
