import { describeStories } from "./describe-stories.ts";
import { billingSettingsStories } from "./billing-settings.ts";

describeStories("billing-settings", billingSettingsStories);
