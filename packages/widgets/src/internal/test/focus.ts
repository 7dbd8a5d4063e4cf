import { focused } from "./helpers.ts";

/** What has the focus in a widget, by its name: a failed comparison of elements would print all of the page. */
export function focusedName(element: Element): string {
  const control = focused(element);
  if (!(control instanceof HTMLElement)) return "nothing";
  const isField = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
  return control.ariaLabel ?? heard((isField ? control.labels?.[0] : undefined) ?? control);
}

/** A text as a screen reader has it: without what is hidden from it, and without the options of a field. */
function heard(place: HTMLElement): string {
  const copy = place.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return "";
  for (const unheard of copy.querySelectorAll("[aria-hidden=true], select")) unheard.remove();
  return copy.textContent.replaceAll(/\s+/g, " ").trim();
}
