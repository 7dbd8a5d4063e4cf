import {
  cleanSince,
  decodeState,
  encodeState,
  evolve,
  evolveCopy,
  fork,
  initialState,
  snapshotFormat,
  type SnapshotPiece,
  type State,
  type Turns,
  type WorkspaceEvent,
} from "@seatbook/core";
import { type CreateDriver, Journal } from "@seatbook/storage";
import type { Author } from "./author.ts";
import type { SnapshotPace } from "./snapshot-pace.ts";

export type WorkspaceJournal = Journal<State, WorkspaceEvent, Author>;

type Options = SnapshotPace & {
  /** Is given the events of each record that was folded. */
  onEvents?: (events: WorkspaceEvent[]) => void;
  /** Is given those of a large record before it is folded, and the state that they lead to. */
  prepare?: (events: WorkspaceEvent[], after: State) => Turns<void>;
};

/** The log of one workspace. @param name see `workspaceLog`. @param now the server's clock, epoch ms. */
export function openWorkspaceJournal(
  driver: CreateDriver,
  name: string,
  now: () => number,
  { onEvents = () => {}, prepare, ...snapshots }: Options = {},
): WorkspaceJournal {
  return new Journal<State, WorkspaceEvent, Author>({
    driver,
    name,
    now,
    initial: initialState,
    evolve,
    *evolveCopy(state, record) {
      const after = yield* evolveCopy(state, record);
      if (prepare) yield* prepare(record.events, after);
      return after;
    },
    fork,
    onFolded: ({ events }) => onEvents(events),
    snapshot: {
      ...snapshots,
      format: snapshotFormat,
      encode: encodeState,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `encode` gave; what does not hold throws
      decode: (state, piece) => decodeState(state, piece as SnapshotPiece),
      cleanSince,
      sizeOf: (state) => state.teams.size + state.members.size,
    },
  });
}
