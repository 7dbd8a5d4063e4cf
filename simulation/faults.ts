import type { Random } from "./random.ts";

/** How often what goes wrong. The first are chances at each write, call or request; `…EveryMs` are means of virtual time. Nothing
 *  is drawn of a kind whose chance is 0. */
export type Faults = {
  /** The process dies with the write on its way: it has not happened, or it happens or not, or it has happened. */
  deathBefore: number;
  deathDuring: number;
  deathAfter: number;
  /** The write fails, and has not taken place. */
  failedWrite: number;
  /** The process is told that the write failed, and later it takes place. */
  lateWrite: number;
  /** The write has taken place, and the process is told that it failed. */
  lostReply: number;
  /** The write has taken place, and the process never hears of it again. */
  silence: number;
  /** The call takes up to half a minute. */
  lateCall: number;
  failedRead: number;
  /** The store is out of reach for some time: for one process, or for all. */
  outageEveryMs: number;
  /** A process stands still for some time. */
  standstillEveryMs: number;
  deathEveryMs: number;
  /** Somebody stops a process, as for another version. */
  stopEveryMs: number;
  /** Whoever asked does not get the answer. */
  lostAnswer: number;
  /** The receiving mail server puts a mail off, refuses it, cannot be reached, or is not heard of again after it took it. */
  mailDeferred: number;
  mailRefused: number;
  mailFailed: number;
  mailSilence: number;
  /** The process dies as it sends a mail: it was received or not. */
  deathAtMail: number;
};

export const noFaults: Faults = {
  deathBefore: 0,
  deathDuring: 0,
  deathAfter: 0,
  failedWrite: 0,
  lateWrite: 0,
  lostReply: 0,
  silence: 0,
  lateCall: 0,
  failedRead: 0,
  outageEveryMs: 0,
  standstillEveryMs: 0,
  deathEveryMs: 0,
  stopEveryMs: 0,
  lostAnswer: 0,
  mailDeferred: 0,
  mailRefused: 0,
  mailFailed: 0,
  mailSilence: 0,
  deathAtMail: 0,
};

/** Swarm testing: each seed has faults of some kinds and none of the others, since faults hide each other. */
export function drawFaults(random: Random): Faults {
  const chance = (least: number, most: number): number => random.maybe(0.5, () => random.magnitude(least, most)) ?? 0;
  return {
    deathBefore: chance(0.002, 0.05),
    deathDuring: chance(0.002, 0.05),
    deathAfter: chance(0.002, 0.05),
    failedWrite: chance(0.005, 0.1),
    lateWrite: chance(0.005, 0.1),
    lostReply: chance(0.005, 0.1),
    silence: random.chance(0.5) ? chance(0.001, 0.02) : 0,
    lateCall: chance(0.005, 0.1),
    failedRead: chance(0.001, 0.03),
    outageEveryMs: chance(10_000, 100_000),
    standstillEveryMs: chance(10_000, 100_000),
    deathEveryMs: chance(10_000, 100_000),
    stopEveryMs: chance(10_000, 100_000),
    lostAnswer: chance(0.01, 0.3),
    mailDeferred: chance(0.05, 0.5),
    mailRefused: random.chance(0.5) ? chance(0.05, 0.3) : 0,
    mailFailed: chance(0.05, 0.5),
    mailSilence: chance(0.02, 0.2),
    deathAtMail: chance(0.02, 0.2),
  };
}
