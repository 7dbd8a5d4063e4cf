import { expect } from "chai";
import axe from "axe-core";
import { sendKeys } from "@web/test-runner-commands";
import { html, LitElement, render } from "lit";
import { customElement, property } from "lit/decorators.js";

@customElement("smoke-element")
class SmokeElement extends LitElement {
  @property() name = "before";
  override render() {
    return html`<button>${this.name}</button>`;
  }
}

describe("the browser test runner", () => {
  it("renders an element with legacy decorators", async () => {
    render(html`<smoke-element name="after"></smoke-element>`, document.body);
    const element = document.querySelector("smoke-element");
    if (!(element instanceof SmokeElement)) throw new Error("not defined");
    await element.updateComplete;
    expect(element.shadowRoot?.textContent).to.equal("after");
    expect((await axe.run(element)).violations).to.deep.equal([]);
  });
  it("presses real keys in a zone that is not UTC", async () => {
    render(html`<input aria-label="x" />`, document.body);
    const input = document.querySelector("input");
    input?.focus();
    await sendKeys({ type: "hello" });
    expect(input?.value).to.equal("hello");
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).to.equal("America/St_Johns");
    expect(navigator.language).to.equal("en-US");
  });
});
