/** Work in turns: at each `yield` whoever does it may let others have theirs. */
export type Turns<T> = Generator<undefined, T, undefined>;

/** So many members or events make a turn: a few milliseconds at most. */
export const entriesPerTurn = 256;

/** Does the work without a pause. */
export function allAtOnce<T>(turns: Turns<T>): T {
  for (;;) {
    const { done, value } = turns.next();
    if (done === true) return value;
  }
}
