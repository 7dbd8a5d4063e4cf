import { define } from "../internal/define.ts";
import { MembersAdmin } from "./members-admin.ts";

define("members-admin", MembersAdmin);

export { MembersAdmin };
