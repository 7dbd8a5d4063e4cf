import type { Actor } from "@seatbook/core";
import { type CreateDriver, Journal } from "@seatbook/storage";
import { logNames } from "./log-names.ts";
import type { SnapshotPace } from "./snapshot-pace.ts";

export type CatalogEvent = { type: "WorkspaceRegistered"; workspace: string };

/** The ids of workspaces. */
export type CatalogJournal = Journal<Set<string>, CatalogEvent, Actor>;

/** Of the snapshot. */
const idsPerPiece = 5_000;

/** The log that lists the workspaces. @param now the server's clock, epoch ms. */
export function openCatalogJournal(
  driver: CreateDriver,
  now: () => number,
  snapshots: SnapshotPace = {},
): CatalogJournal {
  return new Journal<Set<string>, CatalogEvent, Actor>({
    driver,
    name: logNames.catalog,
    now,
    initial: () => new Set(),
    evolve: (ids, { events }) => {
      for (const { workspace } of events) ids.add(workspace);
      return ids;
    },
    fork: (ids) => new Set(ids),
    snapshot: {
      ...snapshots,
      format: 2,
      *encode(ids) {
        const all = [...ids];
        for (let from = 0; from < all.length; from += idsPerPiece) yield { ids: all.slice(from, from + idsPerPiece) };
      },
      decode: (ids, piece) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `encode` gave; what does not hold throws
        for (const id of (piece as { ids: string[] }).ids) ids.add(id);
        return ids;
      },
    },
  });
}
