import { isSeatbookError, type InactiveMembers } from "@seatbook/client";
import { seatbook } from "./seatbook.ts";

/** Removes exactly those whom somebody has seen and agreed to. */
export async function removeInactive(workspace: string, { fingerprint }: InactiveMembers): Promise<string> {
  try {
    const { removed } = await seatbook.workspace(workspace).removeInactiveMembers({ fingerprint });
    return `${removed.length} removed.`;
  } catch (error) {
    if (!isSeatbookError(error)) throw error;
    switch (error.code) {
      case "inactive-members-changed":
        return "Somebody has come or gone meanwhile. Look again.";
      case "connection-failed":
      case "timed-out":
      case "store-unavailable":
        return "Seatbook cannot be reached for the moment.";
      default:
        throw new Error(`Seatbook refused: ${error.detail} (${error.code}, request ${error.requestId})`, {
          cause: error,
        });
    }
  }
}
