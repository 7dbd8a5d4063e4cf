import type { Access } from "@seatbook/client";
import { seatbook } from "./seatbook.ts";

// Grows with the members who were asked about, some hundred bytes each. Where they are millions, take a cache with an end.
const known = new Map<string, { data: Access; etag: string | undefined }>();

/** Asked at every page view: the server sees removals at once, and while nothing has changed it only says so. A page is not to wait
 *  for a server that hangs: it is asked once, for two seconds. */
export async function mayEnter(workspace: string, member: string): Promise<boolean> {
  const key = JSON.stringify([workspace, member]);
  const options = { previous: known.get(key), timeoutMs: 2000, maxRetries: 0 };
  const answer = await seatbook.workspace(workspace).getAccess(member, options).withResponse();
  known.set(key, answer);
  return answer.data.access;
}
