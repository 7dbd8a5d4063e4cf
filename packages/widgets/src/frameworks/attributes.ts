// What can be said of an element in markup, once for all frameworks and taken from the elements themselves: a new property or
// event is there in each of them.
import type { LitElement } from "lit";
import type { BillingSettings } from "../billing-settings/billing-settings.ts";
import type { BillingSettingsEventMap, MembersAdminEventMap, TeamsAdminEventMap } from "../internal/events.ts";
import type { MembersAdmin } from "../members-admin/members-admin.ts";
import type { TeamsAdmin } from "../teams-admin/teams-admin.ts";

/** The elements by their tags. */
export interface Widgets {
  "billing-settings": BillingSettings;
  "members-admin": MembersAdmin;
  "teams-admin": TeamsAdmin;
}

export type WidgetTag = keyof Widgets;

interface WidgetEvents {
  "billing-settings": BillingSettingsEventMap;
  "members-admin": MembersAdminEventMap;
  "teams-admin": TeamsAdminEventMap;
}

/* oxlint-disable typescript/no-unnecessary-type-parameters -- T is there to be compared */
/** Whether a member can be written. Types that differ in `readonly` alone are assignable to each other; functions whose results
 *  depend on them are not. */
type IsWritable<Element, K extends keyof Element> =
  (<T>() => T extends Pick<Element, K> ? 1 : 2) extends <T>() => T extends { -readonly [P in K]: Element[P] } ? 1 : 2
    ? true
    : false;
/* oxlint-enable typescript/no-unnecessary-type-parameters */

type Method = (...args: never) => unknown;

/** Read by the style sheet alone, so no property of the element. */
interface StyleAttributes {
  /** Lower rows and controls. */
  density?: "compact" | undefined;
}

/** What a host sets, by the names of the properties: what an element has beyond Lit's own, without methods and what can only be
 *  read. `lang` is every element's, and not repeated here. */
export type WidgetProps<Tag extends WidgetTag> = StyleAttributes & {
  [
    K in Exclude<keyof Widgets[Tag], keyof LitElement> as Widgets[Tag][K] extends Method
      ? never
      : IsWritable<Widgets[Tag], K> extends true
        ? K
        : never
  ]?: Widgets[Tag][K] | undefined;
};

/** `api-url` for `apiUrl`. */
type KebabCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${KebabCase<Rest>}`
  : "";

/** What a host sets, by the names of the attributes; what is no text has none, and keeps the name of its property. */
export type WidgetAttributes<Tag extends WidgetTag> = {
  [
    K in keyof WidgetProps<Tag> & string as WidgetProps<Tag>[K] extends string | undefined ? KebabCase<K> : K
  ]?: WidgetProps<Tag>[K];
};

/** `TeamArchived` for `team-archived`. */
type PascalCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${PascalCase<Rest>}`
  : Capitalize<Name>;

/** The events under the names that React's and Vue's components have for them: `onTeamArchived` to `"team-archived"`. */
export type EventNames<Tag extends WidgetTag> = {
  [Name in keyof WidgetEvents[Tag] & string as `on${PascalCase<Name>}`]: Name;
};

/** Listeners, `onTeamArchived` for `team-archived`. */
export type EventProps<Tag extends WidgetTag> = {
  [Name in keyof WidgetEvents[Tag] & string as `on${PascalCase<Name>}`]?:
    | ((event: WidgetEvents[Tag][Name]) => void)
    | undefined;
};

/** Listeners, `onteam-archived` for `team-archived`. */
export type EventAttributes<Tag extends WidgetTag> = {
  [Name in keyof WidgetEvents[Tag] & string as `on${Name}`]?: ((event: WidgetEvents[Tag][Name]) => void) | undefined;
};
