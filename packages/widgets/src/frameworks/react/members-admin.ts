import { MembersAdmin as Element } from "../../members-admin/define.ts";
import { wrap, type WidgetComponent } from "./wrap.ts";

/** `<members-admin>` as a component. */
export const MembersAdmin: WidgetComponent<"members-admin"> = wrap("members-admin", Element, {
  onMemberRemove: "member-remove",
  onMemberRemoved: "member-removed",
  onMemberRestore: "member-restore",
  onMemberRestored: "member-restored",
  onInactiveMembersRemove: "inactive-members-remove",
  onInactiveMembersRemoved: "inactive-members-removed",
});
