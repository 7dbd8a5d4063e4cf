import { describeStories } from "./describe-stories.ts";
import { teamsAdminStories } from "./teams-admin.ts";

describeStories("teams-admin", teamsAdminStories);
