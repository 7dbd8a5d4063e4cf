import type { Actor } from "@seatbook/server/contract";
import type { Translation } from "../translations/en.ts";

/** Who did something: a member's name, or their id where the directory has no name. */
export function actorName({ actors }: Translation, actor: Actor): string {
  return actor.type === "member" ? (actor.name ?? actor.id) : actors[actor.type];
}
