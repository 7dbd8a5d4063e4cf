// What tests and stories do with a widget in a page. Needs no test runner.

export const tags = ["members-admin", "teams-admin", "billing-settings"] as const;

export type Tag = (typeof tags)[number];

export function all<E extends Element = HTMLElement>(element: Element, selector: string): E[] {
  return [...(element.shadowRoot ?? element).querySelectorAll<E>(selector)];
}

export function one(element: Element, selector: string): HTMLElement;
export function one<E extends HTMLElement>(element: Element, selector: string, type: new () => E): E;
export function one(element: Element, selector: string, type = HTMLElement): HTMLElement {
  const [found] = all(element, selector);
  if (!(found instanceof type)) throw new Error(`There is no ${selector}.`);
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
  if (!found) throw new Error(`There is no button ${String(name)}.`);
  return found;
}

export function hasButton(element: Element, name: string | RegExp): boolean {
  return all(element, "button").some((each) =>
    typeof name === "string" ? nameOf(each) === name : name.test(nameOf(each)),
  );
}

/** Waits, two seconds at most, until `condition` holds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 2000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Opens a dialog by its opener, and waits until it shows its data. */
export async function openDialog(element: Element, opener: string | RegExp): Promise<HTMLDialogElement> {
  const control = button(element, opener);
  control.focus();
  control.click();
  await until(() => all(element, ".dialog[aria-busy=false]").length > 0, "the dialog shows its data");
  return one(element, "dialog", HTMLDialogElement);
}
