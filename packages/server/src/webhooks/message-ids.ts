import { hash } from "node:crypto";
import type { WebhookPlace } from "@seatbook/core";

type Place = WebhookPlace & { workspace: string };

/** The id of a message to an endpoint: the same for each attempt and on each server. It has no dot, which separates what is signed. */
export function messageIdOf(endpoint: string, { workspace, version, index }: Place): string {
  return `msg_${version}_${index}_${digestOf(endpoint, workspace)}`;
}

/** The place in the log of its workspace that an id is of; undefined for what is none of this endpoint and these workspaces. */
export function placeOf(id: string, endpoint: string, workspaces: Iterable<string>): Place | undefined {
  const [, version, index, digest] = /^msg_([1-9]\d{0,11})_(\d{1,9})_([\w-]{22})$/.exec(id) ?? [];
  if (digest === undefined) return undefined;
  for (const workspace of workspaces) {
    if (digestOf(endpoint, workspace) === digest) return { workspace, version: Number(version), index: Number(index) };
  }
  return undefined;
}

function digestOf(endpoint: string, workspace: string): string {
  return hash("sha256", `${endpoint} ${workspace}`, "base64url").slice(0, 22);
}
