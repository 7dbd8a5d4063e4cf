import { sendKeys, setViewport } from "@web/test-runner-commands";
import { assert } from "chai";
import { expectAccessible, expectNoSidewaysScroll, textOf, until, type Tag } from "../internal/test/helpers.ts";
import type { ControlledClient } from "../internal/test/controlled-client.ts";
import { expectKeyboardPath } from "./keyboard.ts";
import { expectCollected } from "./memory.ts";
import { show } from "./show.ts";
import type { Story } from "./story.ts";

const height = 900;

/** What holds for every state of an element. */
export function describeStories<T extends Tag>(tag: T, stories: Story<T>[]): void {
  describe(`<${tag}> in every state`, () => {
    let place: HTMLElement;
    let told: string[];
    const { warn, error } = console;

    beforeEach(async () => {
      await setViewport({ width: 1280, height });
      place = document.createElement("div");
      document.body.append(place);
      told = [];
      /* oxlint-disable no-console -- what is told there fails the test */
      console.warn = (...data: unknown[]) => told.push(data.map(String).join(" "));
      console.error = console.warn;
      /* oxlint-enable no-console */
    });

    afterEach(() => {
      place.remove();
      Object.assign(console, { warn, error });
      assert.deepEqual(told, []);
    });

    for (const story of stories)
      describe(`${story.name}: ${story.title}`, () => {
        for (const width of [1280, 360])
          it(`is what it says at ${width} pixels, nothing is sideways, and axe finds nothing`, async () => {
            await setViewport({ width, height });
            const { element } = await show(tag, story, place);
            assert.isTrue(element.matches(`:state(${story.state})`));
            assert.include(textOf(element, "[part~=base], [part~=notices], dialog[open]"), story.says);
            expectNoSidewaysScroll(element);
            assert.isAtMost(document.documentElement.scrollWidth, width);
            await expectAccessible(element);
          });

        it("can be used by keyboard", async () => {
          const { element, client } = await show(tag, story, place);
          await expectKeyboardPath(element);
          if (!story.main) return;
          const { control, done } = story.main;
          control(element).focus();
          await sendKeys({ press: "Enter" });
          await until(() => done(element, client), "Enter has done it");
        });

        it("leaves nothing in memory", async () => {
          const { held, client } = await showOnce(story);
          // An answer that somebody waits for is kept until it is there.
          client.release();
          await expectCollected(held, `<${tag}>`);
          assert.isAbove(client.calls.length, 0, "the client is still there, as it would be in a page");
        });
      });

    /** Shows it and takes it away. In a function of its own, whose variables are gone after it. */
    async function showOnce(story: Story<T>): Promise<{ held: WeakRef<object>; client: ControlledClient }> {
      const { element, client } = await show(tag, story, place);
      place.replaceChildren();
      return { held: new WeakRef(element), client };
    }
  });
}
