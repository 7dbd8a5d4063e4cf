import { assert } from "chai";
import type { LitElement } from "lit";
import { BillingSettings, MembersAdmin, TeamsAdmin } from "../define.ts";
import type { WidgetAttributes, WidgetTag } from "./attributes.ts";

/** What the types say: a name that is missing here, or that they do not have, is a type error. */
const typed = {
  "api-url": true,
  client: true,
  density: true,
  getToken: true,
  texts: true,
  token: true,
  workspace: true,
} as const;

const cases: {
  [Tag in WidgetTag]: [Pick<typeof LitElement, "elementProperties">, Record<keyof WidgetAttributes<Tag>, true>];
} = {
  "billing-settings": [BillingSettings, typed],
  "members-admin": [MembersAdmin, typed],
  "teams-admin": [TeamsAdmin, typed],
};

describe("the typed attributes", () => {
  for (const [tag, [{ elementProperties }, names]] of Object.entries(cases))
    it(`are those of <${tag}>`, () => {
      const declared = [...elementProperties]
        .filter(([, { state }]) => !state)
        .map(([name, { attribute }]) => (typeof attribute === "string" ? attribute : String(name)));
      // `lang` is typed by the frameworks; `density` is for the style sheet alone.
      assert.sameMembers(Object.keys(names), [...declared.filter((name) => name !== "lang"), "density"]);
    });
});
