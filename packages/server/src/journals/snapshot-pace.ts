import type { SnapshotOptions } from "@seatbook/storage";

/** How often snapshots are written. */
export type SnapshotPace = Pick<SnapshotOptions<unknown>, "everyEvents">;
