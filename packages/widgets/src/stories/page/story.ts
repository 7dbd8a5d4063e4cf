// One story, as the address asks for it: ?element=&story=, and &scheme=, dir=, lang=, density=, theme= like the list.
import { all, type Tag } from "../../internal/test/dom.ts";
import { stories } from "../index.ts";
import { show } from "../show.ts";
import type { Story } from "../story.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../../define.ts";

const wanted = new URLSearchParams(location.search);
const page = document.documentElement;

page.lang = wanted.get("lang") ?? "en";
page.dir = wanted.get("dir") ?? "ltr";
page.style.colorScheme = wanted.get("scheme") ?? "light";
if (wanted.get("theme")) useTheme(wanted.get("theme") ?? "");

const tag = wanted.get("element");
if (tag === "members-admin") await tell(tag, stories[tag]);
if (tag === "teams-admin") await tell(tag, stories[tag]);
if (tag === "billing-settings") await tell(tag, stories[tag]);
// For who waits for it.
page.dataset["shown"] = "";

async function tell<T extends Tag>(element: T, among: Story<T>[]): Promise<void> {
  const story = among.find(({ name }) => name === wanted.get("story"));
  if (!story) throw new Error(`<${element}> has no such story.`);
  document.title = `${story.name}: ${story.title}`;
  const place = document.createElement("div");
  document.body.append(place);
  const shown = await show(element, story, place);
  shown.element.setAttribute("density", wanted.get("density") ?? "");
  page.classList.toggle("dialog", all(shown.element, "dialog[open]").length > 0);
}

/** One of examples/themes. */
function useTheme(name: string): void {
  page.classList.add(`theme-${name}`);
  const sheet = document.createElement("link");
  Object.assign(sheet, { rel: "stylesheet", href: `/${name}.css` });
  document.head.append(sheet);
}
