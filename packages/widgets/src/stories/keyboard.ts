import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { all, one } from "../internal/test/dom.ts";

/** Tab goes through every control that can be used, in the order in which they are read, shows where it is, and goes on. */
export async function expectKeyboardPath(element: HTMLElement): Promise<void> {
  const expected = controlsOf(element);
  const reached: HTMLElement[] = [];
  const leave = startBefore(element);
  // One more than there are controls: after the last one it goes on.
  for (let presses = 0; presses <= expected.length; presses += 1) {
    await sendKeys({ press: "Tab" });
    const focused = element.shadowRoot?.activeElement;
    if (!(focused instanceof HTMLElement) || reached.includes(focused)) break;
    reached.push(focused);
    expectSeen(focused);
  }
  leave();
  assert.deepEqual(reached.map(named), expected.map(named));
  for (const [index, control] of reached.entries()) {
    const next = reached[index + 1];
    // A notice floats above whatever is there.
    if (next && !next.closest("[part~=notice]"))
      assert.isFalse(isBack(control, next), `after ${named(control)} comes ${named(next)}, above it`);
  }
}

/** What Tab has to reach: in the dialog while one is open; of radio buttons the one that is chosen. */
function controlsOf(element: HTMLElement): HTMLElement[] {
  const [dialog] = all(element, "dialog[open]");
  const root = dialog ?? one(element, ":host > :first-child, [part~=base]").parentNode;
  if (!root) return [];
  const found = root.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']");
  return [...found].filter(
    (control) =>
      control.checkVisibility({ visibilityProperty: true }) &&
      !control.matches(":disabled") &&
      !(control instanceof HTMLInputElement && control.type === "radio" && !control.checked),
  );
}

/** Puts the focus where one comes from; gives what takes that away again. */
function startBefore(element: HTMLElement): () => void {
  const [title] = all(element, "dialog[open] h2");
  if (title) {
    title.focus();
    return () => {};
  }
  const before = document.createElement("button");
  before.textContent = "before";
  element.before(before);
  before.focus();
  return () => before.remove();
}

/** One sees which control has the focus: it has a ring, and nothing covers it. */
function expectSeen(control: HTMLElement): void {
  const shown = control.closest<HTMLElement>(".choices label") ?? control;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  assert.isTrue(outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2, `${named(control)} shows its focus`);
  const { left, top, width, height } = shown.getBoundingClientRect();
  const root = control.getRootNode();
  const at = root instanceof ShadowRoot ? root.elementFromPoint(left + width / 2, top + height / 2) : null;
  assert.isTrue(at !== null && (shown.contains(at) || at.contains(shown)), `nothing covers ${named(control)}`);
}

/** Whether `next` is above `control`, and not in a column of its own. */
function isBack(control: HTMLElement, next: HTMLElement): boolean {
  const [from, to] = [control.getBoundingClientRect(), next.getBoundingClientRect()];
  const isRightToLeft = getComputedStyle(control).direction === "rtl";
  const isNextColumn = isRightToLeft ? to.right <= from.left : to.left >= from.right;
  return to.bottom <= from.top && !isNextColumn;
}

const named = (control: HTMLElement) =>
  `${control.localName} ${control.getAttribute("aria-label") ?? control.getAttribute("name") ?? control.innerText.trim()}`;
