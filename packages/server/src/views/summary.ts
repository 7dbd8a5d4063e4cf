import { addMonths, type Estimate, estimate, type State, termsOf, toIso } from "@seatbook/core";
import type { Counts, Estimate as EstimateView, WorkspaceItem, WorkspaceSummary } from "../contract/types.ts";
import { permissionsFor } from "../middleware/authorize.ts";
import type { View } from "../respond.ts";

export function toSummary({ services, state, month, principal }: View): WorkspaceSummary {
  const terms = termsOf(state, month);
  const next = termsOf(state, addMonths(month, 1));
  const lastClosed = state.closed.at(-1)?.month;
  return {
    id: state.id,
    name: state.profile.name,
    version: state.version,
    licenseModel: terms.licenseModel,
    ...(next.licenseModel !== terms.licenseModel && { nextLicenseModel: next.licenseModel }),
    timeZone: terms.timeZone,
    ...(next.timeZone !== terms.timeZone && { nextTimeZone: next.timeZone }),
    countingRule: services.rule,
    counts: toCounts(state),
    currentMonth: toEstimate(estimate(state, month, services.rule)),
    nextMonth: toEstimate(estimate(state, addMonths(month, 1), services.rule)),
    ...(lastClosed !== undefined && { lastClosedMonth: lastClosed }),
    permissions: [...permissionsFor(principal)],
  };
}

export function toCounts(state: State): Counts {
  const present = state.activeMembers + state.inactive.size;
  return {
    members: present,
    activeMembers: state.activeMembers,
    inactiveMembers: state.inactive.size,
    removedMembers: state.members.size - present,
    teams: state.teams.size,
    activeTeams: state.activeTeams,
    archivedTeams: state.teams.size - state.activeTeams,
  };
}

function toEstimate({ period, licenses, ending, net, steps, minimumLicenses }: Estimate): EstimateView {
  return {
    month: period.month,
    start: toIso(period.from),
    end: toIso(period.to),
    licenseModel: period.terms.licenseModel,
    licenses,
    net,
    ending,
    steps,
    ...(minimumLicenses !== undefined && { minimumLicenses }),
  };
}

export function toWorkspaceItem(state: State, month: `${number}-${number}`): WorkspaceItem {
  const { licenseModel, timeZone } = termsOf(state, month);
  return { id: state.id, name: state.profile.name, licenseModel, timeZone, version: state.version };
}
