import {
  type Actor,
  decodeRegister,
  emptyRegister,
  encodeRegister,
  evolveRegister,
  forkRegister,
  type NumberGiven,
  type Register,
  type RegisterPiece,
} from "@seatbook/core";
import { type CreateDriver, Journal } from "@seatbook/storage";
import { logNames } from "./log-names.ts";
import type { SnapshotPace } from "./snapshot-pace.ts";

export type RegisterJournal = Journal<Register, NumberGiven, Actor>;

/** The log that gives invoices their numbers. @param now the server's clock, epoch ms. */
export function openRegisterJournal(
  driver: CreateDriver,
  now: () => number,
  snapshots: SnapshotPace = {},
): RegisterJournal {
  return new Journal<Register, NumberGiven, Actor>({
    driver,
    name: logNames.register,
    now,
    initial: emptyRegister,
    evolve: (register, { events }) => evolveRegister(register, events),
    fork: forkRegister,
    snapshot: {
      ...snapshots,
      format: 2,
      encode: encodeRegister,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `encode` gave; what does not hold throws
      decode: (register, piece) => decodeRegister(register, piece as RegisterPiece),
      sizeOf: (register) => register.drafts.size,
    },
  });
}
