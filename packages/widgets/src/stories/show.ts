import { ControlledClient } from "../internal/test/controlled-client.ts";
import { all, until, type Tag } from "../internal/test/dom.ts";
import type { Story } from "./story.ts";

export interface Shown<T extends Tag> {
  element: HTMLElementTagNameMap[T];
  client: ControlledClient;
}

/** Puts the element into `place`, in the state of the story. */
export async function show<T extends Tag>(tag: T, story: Story<T>, place: HTMLElement): Promise<Shown<T>> {
  const client = new ControlledClient(story.options);
  client.hold(...(story.held ?? []));
  for (const method of story.failing?.methods ?? []) client.fail(method, story.failing?.error);
  const element = document.createElement(tag);
  Object.assign(element, { workspace: "acme", client: client.client });
  if (story.lang) element.lang = story.lang;
  place.dir = story.dir ?? "";
  place.append(element);
  await element.updateComplete;
  // What is held never comes.
  const isThere = () => (story.held ? element.matches(`:state(${story.state})`) : isStill(element));
  await until(isThere, `${story.name} has its data`);
  await story.play?.(element, client);
  await until(() => element.matches(`:state(${story.state})`) && isThere(), `${story.name} is ${story.state}`);
  return { element, client };
}

/** Whether nothing is being read. */
function isStill(element: HTMLElement): boolean {
  return !element.matches(":state(loading)") && all(element, ":is(section, table)[aria-busy=true]").length === 0;
}
