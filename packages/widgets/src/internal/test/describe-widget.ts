import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError, type SeatbookClient } from "../../client/client.ts";
import { createFakeClient } from "../../client/fake-client.ts";
import { define } from "../define.ts";
import { ControlledClient } from "./controlled-client.ts";
import {
  button,
  expectAccessible,
  expectNoSidewaysScroll,
  focused,
  isDrawn,
  mount,
  mountReady,
  one,
  textOf,
  until,
  type Tag,
} from "./helpers.ts";

interface Expected {
  /** A sentence of the ready state. */
  ready: string;
  /** The method that reads what is listed. */
  lists: keyof SeatbookClient;
  noPermission: string;
}

const is = (element: Element, state: string) => element.matches(`:state(${state})`);

const archiveElsewhere = (workspace: string) =>
  document.body.dispatchEvent(new CustomEvent("team-archived", { bubbles: true, detail: { workspace, team: {} } }));

const unreachable = () => new ClientError("unreachable", 0, "");

/** What holds for every widget, besides what its stories show. */
export function describeWidget(tag: Tag, constructor: CustomElementConstructor, expected: Expected): void {
  describe(`<${tag}>, like every widget,`, () => {
    it("is defined once; a second definition warns and does not throw", () => {
      assert.equal(customElements.get(tag), constructor);
      /* oxlint-disable no-console -- the warning is what is tested */
      const { warn } = console;
      const warnings: unknown[] = [];
      console.warn = (message: unknown) => warnings.push(message);
      define(tag, constructor);
      define(tag, class extends HTMLElement {});
      console.warn = warn;
      /* oxlint-enable no-console */
      assert.deepEqual(warnings, [`<${tag}> is defined already. The first definition stays.`]);
    });

    it("says what is missing instead of throwing", async () => {
      const element = mount(tag);
      await element.updateComplete;
      assert.include(element.shadowRoot?.textContent, "set workspace, api-url, getToken on the element");
      await expectAccessible(element);
    });

    it("loading: is busy, and takes about its final height", async () => {
      const control = new ControlledClient();
      control.hold("summary", expected.lists);
      const element = mount(tag, control.client);
      await element.updateComplete;
      assert.isTrue(is(element, "loading"));
      assert.equal(one(element, "[part=base]").getAttribute("aria-busy"), "true");
      assert.isAbove(element.offsetHeight, 250);
      control.release();
      await until(() => is(element, "ready"), "it is ready");
      assert.equal(one(element, "[part=base]").getAttribute("aria-busy"), "false");
    });

    it("has nothing sideways in a container of 320 pixels", async () => {
      expectNoSidewaysScroll(await mountReady(tag, createFakeClient(), {}, 320));
    });

    it("error: says what happened and tries again", async () => {
      const control = new ControlledClient();
      control.fail(expected.lists, unreachable());
      const element = await mountReady(tag, control.client);
      assert.isTrue(is(element, "error"));
      assert.include(textOf(element, "[role=alert]"), "The server cannot be reached. Nothing was changed.");
      control.recover();
      button(element, "Try again").focus();
      await sendKeys({ press: "Enter" });
      await until(() => is(element, "ready"), "it is ready");
      assert.include(textOf(element), expected.ready);
      await until(() => focused(element)?.id === "title", "the title has the focus");
    });

    it("error after data: keeps what it knows", async () => {
      const control = new ControlledClient();
      const element = await mountReady(tag, control.client);
      control.fail("summary", unreachable());
      await element.refresh();
      await element.updateComplete;
      assert.isTrue(is(element, "error"));
      assert.include(textOf(element, "[role=alert]"), "What you see is the last known state.");
      assert.include(textOf(element), expected.ready);
    });

    it("no permission: by refusal, and when signed out", async () => {
      const control = new ControlledClient();
      control.fail("summary", new ClientError("forbidden", 403, ""));
      assert.include(textOf(await mountReady(tag, control.client)), expected.noPermission);

      control.fail("summary", new ClientError("token-stale", 401, ""));
      const signedOut = await mountReady(tag, control.client);
      assert.include(textOf(signedOut), "Your session has ended.");
      control.recover();
      button(signedOut, "Try again").click();
      await until(() => is(signedOut, "ready"), "it is ready");
    });

    it("gives the same whatever the order of properties and attaching", async () => {
      const client = createFakeClient();
      const before = await mountReady(tag, client);
      const text = textOf(before);
      for (const names of [
        ["client", "workspace"],
        ["workspace", "client"],
      ]) {
        const element = mount(tag);
        for (const name of names) {
          Object.assign(element, { [name]: name === "client" ? client : "acme" });
          await element.updateComplete;
        }
        await until(() => is(element, "ready") && isDrawn(element), "it is ready");
        assert.equal(textOf(element), text);
      }
    });

    it("starts anew for another workspace", async () => {
      const control = new ControlledClient();
      const element = await mountReady(tag, control.client);
      control.hold("summary");
      element.workspace = "other";
      await element.updateComplete;
      assert.isTrue(is(element, "loading"));
      assert.notInclude(textOf(element), expected.ready);
      control.release();
      await until(() => is(element, "ready"), "it is ready");
      assert.equal(control.calls.at(-1)?.args[0], "other");
    });

    it("reads again when another widget on the page has changed the workspace", async () => {
      const control = new ControlledClient();
      await mountReady(tag, control.client);
      const before = control.count("summary");
      archiveElsewhere("another");
      assert.equal(control.count("summary"), before);
      archiveElsewhere("acme");
      assert.equal(control.count("summary"), before + 1);
    });

    it("asks for what it needs and shows it after being moved in the page", async () => {
      const element = await mountReady(tag, createFakeClient());
      const parent = element.parentElement;
      element.remove();
      parent?.append(element);
      await element.updateComplete;
      await until(() => is(element, "ready"), "it is ready");
      assert.include(textOf(element), expected.ready);
    });
  });
}
