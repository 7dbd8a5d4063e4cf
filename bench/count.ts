import {
  decodeState,
  encodeState,
  initialState,
  licenses,
  type Month,
  periodOf,
  type SnapshotPiece,
  type State,
  tallyOf,
} from "@seatbook/core";
import { openDriver } from "@seatbook/storage";
import { addLargeWorkspace, benchmarkApp, members } from "./fixtures.ts";
import { inTurn, report } from "./measure.ts";

const month: Month = "2026-11";

/** The count and the cold start of a workspace with 100,000 members in 300,000 memberships. */
export async function benchCount(): Promise<void> {
  const { app, workspaces } = benchmarkApp(await openDriver("memory:"), () => Date.UTC(2026, 10, 15));
  await addLargeWorkspace(app);
  const { state } = await workspaces.get("large");

  const list = await inTurn(
    5,
    () => expect(licenses(state, month, "any-in-month").length),
    () => expect(bareCount(state)),
  );
  report("licenses of a month, 100,000 members / bare loop", list.ours / list.bare, { most: 3 }, ms(list));

  const reasons = await inTurn(
    3,
    () => expect(licenses(state, month, "any-in-month").filter((license) => license.freeze().spans.length > 0).length),
    () => expect(bareCount(state)),
  );
  report("the same with every reason spelled out / bare loop", reasons.ours / reasons.bare, undefined, ms(reasons));

  const tally = await inTurn(
    5,
    () => expect(tallyOf(state, month, "any-in-month").licenses),
    () => expect(bareCount(state)),
  );
  report("the number alone / bare loop", tally.ours / tally.bare, undefined, ms(tally));

  const pieces = Array.from(encodeState(state), (piece) => JSON.stringify(piece));
  const start = await inTurn(
    5,
    () => expect(pieces.reduce((into, piece) => decodeState(into, parsed(piece)), initialState()).members.size),
    () => expect(pieces.map(parsed).reduce((sum, piece) => sum + ("members" in piece ? piece.members.length : 0), 0)),
  );
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const largest = Math.max(...pieces.map((piece) => piece.length));
  report(
    "cold start from a snapshot / JSON.parse of it",
    start.ours / start.bare,
    { most: 2 },
    `${ms(start)}, ${(length / 1e6).toFixed(1)} MB in ${pieces.length} pieces of up to ${(largest / 1e3).toFixed(0)} kB`,
  );
}

function parsed(piece: string): SnapshotPiece {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was encoded a moment ago
  return JSON.parse(piece) as SnapshotPiece;
}

/** One pass over the same intervals. */
function bareCount(state: State): number {
  const { from, to } = periodOf(state, month);
  let count = 0;
  for (const member of state.members.values()) {
    let isBilled = false;
    for (const { stays } of member.memberships) {
      for (const stay of stays) if (stay.from < to && from < stay.to) isBilled = true;
    }
    if (isBilled) count++;
  }
  return count;
}

function expect(count: number): void {
  if (count !== members) throw new Error(`counted ${count} instead of ${members}`);
}

function ms({ ours, bare }: { ours: number; bare: number }): string {
  return `${ours.toFixed(1)} / ${bare.toFixed(1)} ms`;
}
