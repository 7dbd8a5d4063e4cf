/** Work in steps, each of which says how much it was: about so many comparisons. */
export type Steps<T> = Generator<number, T, undefined>;

/** Lets others get their turn, and tells whether the state is still the one that is worked on. */
export type TakeTurn = () => Promise<boolean>;

/** So much is done before others get their turn: a few milliseconds' worth. */
const mostAtOnce = 2000;

/** Does the work, and others have their turn in between. Undefined where the state has moved on. @param takeTurn left out, nobody has a
 *  turn. */
export async function inSteps<T>(steps: Steps<T>, takeTurn: TakeTurn | undefined): Promise<T | undefined> {
  let done = 0;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    done += step.value;
    if (done < mostAtOnce || !takeTurn) continue;
    done = 0;
    if (!(await takeTurn())) return undefined;
  }
}

/** Does the work without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
