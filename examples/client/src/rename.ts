import { seatbook } from "./seatbook.ts";

/** Changes what was looked at, or nothing: if somebody was faster, it rejects with `stale-version`. */
export async function renameTeam(workspace: string, team: string, rename: (name: string) => string): Promise<void> {
  const ws = seatbook.workspace(workspace);
  const { data, etag } = await ws.listTeams({ query: team }).page().withResponse();
  const found = data.items.find(({ id }) => id === team);
  if (found) await ws.putTeam(team, { name: rename(found.name) }, { ifMatch: etag });
}
