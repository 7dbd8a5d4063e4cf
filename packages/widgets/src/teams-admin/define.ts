import { define } from "../internal/define.ts";
import { TeamsAdmin } from "./teams-admin.ts";

define("teams-admin", TeamsAdmin);

export { TeamsAdmin };
