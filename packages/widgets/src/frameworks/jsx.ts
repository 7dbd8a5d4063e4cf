// The elements in the JSX of React 19, which sets attributes, properties and listeners of custom elements by itself. Types
// alone: importing it once is enough.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { EventAttributes, WidgetAttributes, Widgets, WidgetTag } from "./attributes.ts";

type Elements = {
  [Tag in WidgetTag]: DetailedHTMLProps<HTMLAttributes<Widgets[Tag]>, Widgets[Tag]> &
    WidgetAttributes<Tag> &
    EventAttributes<Tag>;
};

declare module "react" {
  // How React lets its JSX be extended.
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
