import type { Access } from "@seatbook/client";
import { seatbook } from "./seatbook.ts";

const known = new Map<string, { data: Access; etag: string | undefined }>();

/** Asked at every page view: the server sees removals at once, and while nothing has changed it only says so. */
export async function mayEnter(workspace: string, member: string): Promise<boolean> {
  const key = JSON.stringify([workspace, member]);
  const call = seatbook.workspace(workspace).getAccess(member, { previous: known.get(key), timeoutMs: 2000 });
  const answer = await call.withResponse();
  known.set(key, answer);
  return answer.data.access;
}
