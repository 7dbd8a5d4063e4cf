import { focused } from "./helpers.ts";

/** What has the focus in a widget, by its name: a failed comparison of elements would print all of the page. */
export function focusedName(element: Element): string {
  const control = focused(element);
  if (!(control instanceof HTMLElement)) return "nothing";
  const isField = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
  const label = isField ? control.labels?.[0] : undefined;
  return (control.ariaLabel ?? (label?.querySelector("span") ?? label ?? control).textContent)
    .replaceAll(/\s+/g, " ")
    .trim();
}
