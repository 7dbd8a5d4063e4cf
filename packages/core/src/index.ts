// The public entry of the package.
export * from "./forkable-map.ts";
export * from "./money.ts";
export * from "./month.ts";
export * from "./permissions.ts";
export * from "./refusals.ts";
export * from "./workspace/decide.ts";
export * from "./workspace/estimate.ts";
export type * from "./workspace/events.ts";
export * from "./workspace/evolve.ts";
export * from "./workspace/inactive-members.ts";
export * from "./workspace/intervals.ts";
export * from "./workspace/licenses.ts";
export * from "./workspace/periods.ts";
export * from "./workspace/preview.ts";
export * from "./workspace/rosters.ts";
export * from "./workspace/snapshot.ts";
export * from "./workspace/state.ts";
export * from "./workspace/tally.ts";
