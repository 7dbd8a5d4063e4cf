import type { Tag } from "../internal/test/dom.ts";
import { billingSettingsStories } from "./billing-settings.ts";
import { membersAdminStories } from "./members-admin.ts";
import type { Story } from "./story.ts";
import { teamsAdminStories } from "./teams-admin.ts";

/** Every state of each element: what the story page shows, the tests look at and the pictures are of. */
export const stories: { [T in Tag]: Story<T>[] } = {
  "members-admin": membersAdminStories,
  "teams-admin": teamsAdminStories,
  "billing-settings": billingSettingsStories,
};
