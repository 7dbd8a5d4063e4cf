import type { FakeClientOptions } from "../client/fake-client.ts";
import type { ControlledClient, Method } from "../internal/test/controlled-client.ts";
import type { Tag } from "../internal/test/dom.ts";
import type { WidgetState } from "../internal/workspace-element.ts";

/** One state of an element, for the story page, the tests and the pictures. */
export interface Story<T extends Tag = Tag> {
  /** Kebab-case, one of its kind among the element's stories: names the picture. */
  name: string;
  /** What there is to see, in one line. */
  title: string;
  /** The `:state(…)` that the element is in. */
  state: WidgetState;
  /** Something that one reads in it, in the dialog if one is open. */
  says: string;
  /** The workspace. */
  options?: FakeClientOptions;
  /** What is asked and never answered. */
  held?: Method[];
  /** What fails, and how. */
  failing?: { methods: Method[]; error: unknown };
  /** The language; without it that of the page. */
  lang?: string;
  dir?: "rtl";
  /** What a person does to come there, once the first data is shown. */
  play?: (element: HTMLElementTagNameMap[T], client: ControlledClient) => Promise<void> | void;
  /** The control that matters most, and how one sees that it was used. */
  main?: {
    control: (element: HTMLElementTagNameMap[T]) => HTMLElement;
    done: (element: HTMLElementTagNameMap[T], client: ControlledClient) => boolean;
  };
}
