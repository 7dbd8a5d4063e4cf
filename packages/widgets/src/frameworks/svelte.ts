// The elements in the templates of Svelte 5. Types alone: importing it once is enough.
import type { HTMLAttributes } from "svelte/elements";
import type { EventAttributes, WidgetAttributes, Widgets, WidgetTag } from "./attributes.ts";

type Elements = {
  [Tag in WidgetTag]: HTMLAttributes<Widgets[Tag]> & WidgetAttributes<Tag> & EventAttributes<Tag>;
};

declare module "svelte/elements" {
  interface SvelteHTMLElements extends Elements {}
}
