import { hash } from "node:crypto";
import type { MaybePromise } from "@seatbook/storage";
import { FaultError, type FaultyProcess } from "../../test/crashing-driver.ts";
import { type MailAnswer, type MailTransport, messageIdOf, type OutgoingMail } from "../transport.ts";

export type MailKey = { workspace: string; mail: string };

export function keyOf({ workspace, mail }: MailKey): string {
  return `${workspace} ${mail}`;
}

/** What a receiving server saw of a mail. `content` stands for everything that was in it. */
export type Receipt = MailKey & { messageId: string; to: string; content: string };

/** The receiving mail servers: they and what they know outlive every crash of ours. */
export class PostOffice {
  /** Every attempt that arrived, also those that were put off. */
  readonly seen: Receipt[] = [];
  readonly accepted: Receipt[] = [];
  /** How often a fault kept a sender from learning or noting that a mail was accepted, by `keyOf` it. */
  readonly hidden = new Map<string, number>();

  /** How `process` reaches them. Each mail is an effect.
   *  @param taken called with each mail that is accepted. */
  transportOf(
    process: FaultyProcess,
    turn: () => MaybePromise<void>,
    taken: (receipt: Receipt) => void,
  ): MailTransport {
    return {
      send: async (mail) => {
        await turn();
        await process.awake();
        try {
          return await process.effect(() => this.#receive(mail, taken));
        } catch (error) {
          if (error instanceof FaultError && !process.isDead) return { outcome: "deferred", detail: "No answer." };
          throw error;
        }
      },
    };
  }

  /** The answer to this mail gets lost, or comes too late. */
  hide(mail: MailKey): void {
    this.hidden.set(keyOf(mail), (this.hidden.get(keyOf(mail)) ?? 0) + 1);
  }

  #receive(mail: OutgoingMail, taken: (receipt: Receipt) => void): MailAnswer {
    const { to, reference } = mail;
    const receipt = { ...reference, messageId: messageIdOf(mail), to, content: hash("sha256", JSON.stringify(mail)) };
    // Gray listing: who is not known comes again later.
    const isPutOff = to.startsWith("slow") && !this.seen.some(({ messageId }) => messageId === receipt.messageId);
    this.seen.push(receipt);
    if (isPutOff) return { outcome: "deferred", detail: "450 Come again later." };
    this.accepted.push(receipt);
    taken(receipt);
    return { outcome: "accepted", detail: "250 Accepted." };
  }
}
