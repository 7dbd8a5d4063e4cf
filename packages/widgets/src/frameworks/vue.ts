// The elements in the templates of Vue 3. Types alone: importing it once is enough.
import type { HTMLAttributes, PublicProps } from "vue";
import type { EventProps, WidgetProps, Widgets, WidgetTag } from "./attributes.ts";

/** Vue's templates know a custom element as the class of a component: its instance, and what it takes as `$props`. */
type Elements = {
  [Tag in WidgetTag]: new () => Widgets[Tag] & {
    $props: HTMLAttributes & PublicProps & WidgetProps<Tag> & EventProps<Tag>;
  };
};

declare module "vue" {
  interface GlobalComponents extends Elements {}
  interface HTMLAttributes {
    /** What of an element's slots it fills. */
    slot?: string | undefined;
  }
}
