import { createComponent } from "@lit/react";
import React, { type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from "react";
import type { EventNames, EventProps, WidgetProps, Widgets, WidgetTag } from "../attributes.ts";

/** The props of the wrapper of an element. */
export type WidgetComponentProps<Tag extends WidgetTag> = HTMLAttributes<Widgets[Tag]> &
  WidgetProps<Tag> &
  EventProps<Tag>;

/** The wrapper of an element. Its `ref` is the element. */
export type WidgetComponent<Tag extends WidgetTag> = ForwardRefExoticComponent<
  WidgetComponentProps<Tag> & RefAttributes<Widgets[Tag]>
>;

/** `events` are all events of the element: one that is left out is a type error. */
export function wrap<Tag extends WidgetTag>(
  tagName: Tag,
  elementClass: new () => Widgets[Tag],
  events: EventNames<Tag>,
): WidgetComponent<Tag> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- createComponent takes any member of the class for a prop
  return createComponent({ react: React, tagName, elementClass, events }) as WidgetComponent<Tag>;
}
