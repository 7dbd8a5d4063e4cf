import { addMonths, firstMonth, licenseOf, type Member, periodOf } from "@seatbook/core";
import type { MemberDetail } from "../contract/types.ts";
import type { View } from "../respond.ts";
import { toLicense } from "./license.ts";
import { toMonth } from "./month.ts";

const shownMonths = 12;

/** The running month and the twelve before it in which the member is a license, newest first, each with the reasons. They
 *  are read off the history: of a closed month it no longer changes, and the whole list need not be read for one member. */
export function memberLicenses(view: View, member: Member): MemberDetail["licenses"] {
  const { state, services, at } = view;
  const first = firstMonth(state);
  return Array.from({ length: shownMonths + 1 }, (_, back) => addMonths(view.month, -back)).flatMap((month) => {
    const rule = state.closed.find((closed) => closed.month === month)?.rule ?? services.rule;
    const license = month < first ? undefined : licenseOf(state, member, month, rule);
    if (!license) return [];
    return { month, status: toMonth(view, month).status, ...toLicense(license.freeze(), periodOf(state, month), at) };
  });
}
