/** What the page of the bench tells. Instants are milliseconds since the navigation began. */

/** A frame whose rows are other ones than those before. */
export interface Frame {
  /** The ids of the rows, in order. */
  ids: string[];
  /** When the rows were in the document. */
  inDocument: number;
  /** When the main thread had painted them. */
  painted: number;
  /** When the compositor had presented them: from then on they can be seen. */
  presented: number;
}

/** What the user did since the last reset. */
export interface Interactions {
  /** How long each took until the next frame was presented, as Event Timing tells it: in steps of 8 ms, and 16 for whatever
   *  was shorter. */
  durations: number[];
  /** Durations of the tasks of 50 ms or more. */
  longTasks: number[];
  /** When the last key or button was pressed. */
  lastInput: number;
}
