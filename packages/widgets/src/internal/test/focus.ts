import { focused } from "./helpers.ts";

/** What has the focus in a widget, by its name: a failed comparison of elements would print all of the page. */
export function focusedName(element: Element): string {
  const control = focused(element);
  if (!(control instanceof HTMLElement)) return "nothing";
  const label = control instanceof HTMLInputElement ? control.labels?.[0] : undefined;
  return (control.ariaLabel ?? label?.textContent ?? control.textContent).replaceAll(/\s+/g, " ").trim();
}
