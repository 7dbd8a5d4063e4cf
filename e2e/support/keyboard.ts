import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { AccessibilityTree } from "./accessibility-tree.ts";

/** No part of the page is further away. */
const mostTabs = 250;

/** How far the ring around what has the focus can be seen: in JavaScript, since it runs in the page. */
const ringOfFocused = `function () {
  // A radio button is shown by its label.
  const shown = this.checkVisibility({ opacityProperty: true }) && this.offsetWidth > 1 ? this : this.closest("label");
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
  const { left, top, right, bottom } = shown.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot?.elementFromPoint(x, y)) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (inner === hit) break;
    hit = inner;
  }
  return {
    isDrawn: this.matches(":focus-visible") && outlineStyle !== "none" && !/, 0\\)$/.test(outlineColor),
    width: parseFloat(outlineWidth),
    isInWindow: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
    isUncovered: shown.contains(hit),
  };
}`;

/** Somebody who uses the page with the keyboard alone, and looks where the focus is. */
export class Keyboard {
  readonly #page: Page;
  readonly #tree: AccessibilityTree;

  constructor(page: Page, tree: AccessibilityTree) {
    this.#page = page;
    this.#tree = tree;
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Goes on by Tab to the next control with that role and name, which must show that it has the focus. */
  async tabTo(role: string, name: string | RegExp): Promise<void> {
    for (let tabs = 0; tabs < mostTabs; tabs += 1) {
      // One key after the other.
      await this.press("Tab");
      const focused = await this.#tree.focused();
      if (focused.role !== role || !(typeof name === "string" ? focused.name === name : name.test(focused.name)))
        continue;
      await this.expectRing();
      return;
    }
    throw new Error(`Tab does not lead to ${role} ${String(name)}.`);
  }

  /** Waits until the focus is there. */
  async expectFocus(role: string, name: string | RegExp): Promise<void> {
    await expect
      .poll(() => this.#tree.focused())
      .toMatchObject({ role, name: typeof name === "string" ? name : expect.stringMatching(name) });
  }

  /** What has the focus can be seen to have it, and nothing is in front of it. */
  async expectRing(): Promise<void> {
    const ring = await this.#tree.ofFocused<{ width: number }>(ringOfFocused);
    expect(ring).toMatchObject({ isDrawn: true, isInWindow: true, isUncovered: true });
    expect(ring.width).toBeGreaterThanOrEqual(2);
  }
}
