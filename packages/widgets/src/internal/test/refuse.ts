import { ClientError, type SeatbookClient } from "../../client/client.ts";

type Command = "archiveTeam" | "unarchiveTeam" | "removeMember" | "restoreMember";

/** Refuses a command on some (ids), as a server does to whom the permission was taken meanwhile, and does the others. */
export function refuse(fake: SeatbookClient, command: Command, ...ids: string[]): void {
  const act = fake[command].bind(fake);
  fake[command] = (workspace, id) =>
    ids.includes(id) ? Promise.reject(new ClientError("forbidden", 403, "No.")) : act(workspace, id);
}
