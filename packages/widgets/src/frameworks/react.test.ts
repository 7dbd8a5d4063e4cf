import { assert } from "chai";
import { createElement, type ReactElement } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { createFakeClient } from "../client/fake-client.ts";
import type { TeamEventDetail } from "../internal/events.ts";
import { button, openDialog, until } from "../internal/test/helpers.ts";
import { BillingSettings, MembersAdmin, TeamsAdmin } from "./react.ts";

async function archive(element: HTMLElement, name: string): Promise<void> {
  const dialog = await openDialog(element, `Archive ${name}…`);
  button(element, "Archive", "dialog button").click();
  await until(() => !dialog.isConnected, `${name} is archived`);
}

describe("the React wrappers", () => {
  let place: HTMLElement;
  let root: Root;

  beforeEach(() => {
    place = document.createElement("div");
    document.body.append(place);
    root = createRoot(place);
  });
  afterEach(() => {
    root.unmount();
    place.remove();
  });

  async function render<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    component: ReactElement,
  ): Promise<HTMLElementTagNameMap[Tag]> {
    flushSync(() => root.render(component));
    await until(() => place.querySelector(`${tag}:state(ready)`) !== null, `${tag} has its data`);
    const element = place.querySelector(tag);
    if (!element) assert.fail(`There is no ${tag}.`);
    return element;
  }

  it("set properties and attributes, and give the element to a ref", async () => {
    const client = createFakeClient();
    let referred: HTMLElement | null = null;
    const props = {
      client,
      workspace: "acme",
      density: "compact",
      lang: "de",
      className: "wide",
      ref: (element: HTMLElement | null) => void (referred = element),
    } as const;
    for (const [tag, component] of [
      ["billing-settings", createElement(BillingSettings, props)],
      ["members-admin", createElement(MembersAdmin, props)],
      ["teams-admin", createElement(TeamsAdmin, props)],
    ] as const) {
      const element = await render(tag, component);
      assert.equal(referred, element);
      assert.equal(element.client, client);
      assert.equal(element.lang, "de");
      assert.isTrue(element.matches(".wide[density=compact]"));
    }
  });

  it("call the handler of an event, the newest one, and none any more once it is taken away", async () => {
    const client = createFakeClient();
    const heard: string[] = [];
    const hear = (text: string) => (event: CustomEvent<TeamEventDetail>) => heard.push(text + event.detail.team.name);
    const show = (props: { onTeamArchived?: (event: CustomEvent<TeamEventDetail>) => void }) =>
      render("teams-admin", createElement(TeamsAdmin, { client, workspace: "acme", ...props }));

    await archive(await show({ onTeamArchived: hear("first ") }), "Sales");
    await archive(await show({ onTeamArchived: hear("second ") }), "Design");
    await archive(await show({}), "Security");
    assert.deepEqual(heard, ["first Sales", "second Design"]);
  });
});
