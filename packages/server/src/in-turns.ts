import { setImmediate as nextTurn } from "node:timers/promises";
import type { Turns } from "@seatbook/core";

/** Does the work while others have their turn. */
export async function inTurns<T>(turns: Turns<T>): Promise<T> {
  for (let turn = turns.next(); ; turn = turns.next()) {
    if (turn.done === true) return turn.value;
    await nextTurn();
  }
}

/** As `inTurns`; undefined as soon as a turn of the others has left nothing to go on with, which `isStill` tells. */
export async function inTurnsWhile<T>(isStill: () => boolean, turns: Turns<T>): Promise<T | undefined> {
  for (let turn = turns.next(); ; turn = turns.next()) {
    if (turn.done === true) return turn.value;
    await nextTurn();
    if (!isStill()) return undefined;
  }
}
