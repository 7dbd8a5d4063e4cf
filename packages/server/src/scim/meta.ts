import { recordOf, type State, toIso } from "@seatbook/core";

/** @param changed the version of the last record that changed the resource itself. @param version that of the last one that changed
 *  anything it shows. */
export function metaOf(
  state: State,
  resourceType: "User" | "Group",
  location: string,
  { created, changed, version }: { created: string; changed: number; version: number },
) {
  const lastModified = toIso(recordOf(state, changed).at);
  return { resourceType, created, lastModified, location, version: `"${version}"` };
}
