import { TeamsAdmin as Element } from "../../teams-admin/define.ts";
import { wrap, type WidgetComponent } from "./wrap.ts";

/** `<teams-admin>` as a component. */
export const TeamsAdmin: WidgetComponent<"teams-admin"> = wrap("teams-admin", Element, {
  onTeamArchive: "team-archive",
  onTeamArchived: "team-archived",
  onTeamUnarchive: "team-unarchive",
  onTeamUnarchived: "team-unarchived",
});
