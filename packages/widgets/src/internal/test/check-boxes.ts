import { assert } from "chai";
import { all, textOf } from "./helpers.ts";

/** The check box with that accessible name. */
export function checkBox(element: Element, name: string): HTMLInputElement {
  const found = all<HTMLInputElement>(element, "[type=checkbox]").find((box) => box.ariaLabel === name);
  if (!found) assert.fail(`There is no check box ${name}.`);
  return found;
}

/** Clicks the boxes of the rows of these. */
export function check(element: Element, ...names: string[]): void {
  for (const name of names) checkBox(element, `Select ${name}`).click();
}

/** Whom the boxes of the page's rows say to be checked. */
export function checkedRows(element: Element): string[] {
  return all<HTMLInputElement>(element, "tbody [type=checkbox]")
    .filter(({ checked }) => checked)
    .map(({ ariaLabel }) => ariaLabel?.replace("Select ", "") ?? "");
}

/** What stands above the list: how many are listed or checked, and what can be done with these. */
export const barOf = (element: Element) => textOf(element, ".selection");
