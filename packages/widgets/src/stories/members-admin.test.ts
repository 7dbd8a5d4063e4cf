import { describeStories } from "./describe-stories.ts";
import { membersAdminStories } from "./members-admin.ts";

describeStories("members-admin", membersAdminStories);
