import { hash } from "node:crypto";
import {
  type MailAnswer,
  type MailTransport,
  messageIdOf,
  type OutgoingMail,
} from "../packages/server/src/billing/transport.ts";
import type { Receipt } from "../packages/server/src/billing/test/post-office.ts";
import type { Faults } from "./faults.ts";
import type { History } from "./history.ts";
import type { Process } from "./process.ts";
import type { Random } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export type Delivered = Receipt & { text: string };

export type PostOfficeOptions = { time: VirtualTime; random: Random; faults: () => Faults; history: History };

const latencyMs = 20;

/** The receiving mail servers: they and what they know outlive every crash of ours. */
export class PostOffice {
  /** Every mail that arrived, accepted or not. */
  readonly seen: Delivered[] = [];
  readonly accepted: Delivered[] = [];
  readonly mistakes: string[] = [];
  readonly #options: PostOfficeOptions;
  /** The claims that a mail was sent under, as places in the logs. */
  readonly #used = new Set<string>();

  constructor(options: PostOfficeOptions) {
    this.#options = options;
  }

  transportOf(process: Process): MailTransport {
    return { send: (mail, timeout) => this.#send(process, mail, timeout) };
  }

  #send(process: Process, mail: OutgoingMail, timeout: AbortSignal): Promise<MailAnswer> {
    const { time, random, faults } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<MailAnswer>();
    timeout.addEventListener("abort", () => reject(timeout.reason));
    if (process.isDead) return promise;
    const rates = faults();
    if (random.chance(rates.deathAtMail)) {
      if (random.chance(0.5)) time.after(random.exponential(latencyMs), "", () => this.#receive(process, mail));
      time.after(random.exponential(latencyMs), "", () => process.kill("at a mail"), process);
      return promise;
    }
    const isFailure = random.chance(rates.mailFailed);
    const isSilent = random.chance(rates.mailSilence);
    const arrive = (): void => {
      if (isFailure && random.chance(0.5)) {
        time.after(random.exponential(latencyMs), "", () => reject(new Error("connection reset")), process);
        return;
      }
      const answer = this.#receive(process, mail);
      if (isSilent) return;
      const reply = (): void => (isFailure ? reject(new Error("connection reset")) : resolve(answer));
      time.after(random.exponential(latencyMs), "", reply, process);
    };
    const send = (): void => void time.after(random.exponential(latencyMs), "", arrive);
    if (process.standsUntil > time.now) time.after(0, "", send, process);
    else send();
    return promise;
  }

  #receive(process: Process, mail: OutgoingMail): MailAnswer {
    const { time, random, faults } = this.#options;
    const { to, reference, text } = mail;
    this.#requireClaim(process, reference);
    const receipt = {
      ...reference,
      messageId: messageIdOf(mail),
      to,
      content: hash("sha256", JSON.stringify(mail)),
      text,
    };
    this.seen.push(receipt);
    const rates = faults();
    const outcome = random.chance(rates.mailDeferred)
      ? "deferred"
      : random.chance(rates.mailRefused)
        ? "refused"
        : "accepted";
    time.happened(`${process.name} mails ${reference.mail} of ${reference.workspace} → ${outcome}`);
    if (outcome === "accepted") this.accepted.push(receipt);
    return { outcome, detail: `250 ${outcome}` };
  }

  /** Whoever sends has claimed the attempt, for this one sending. */
  #requireClaim(process: Process, { workspace, mail }: OutgoingMail["reference"]): void {
    const claim = this.#options.history
      .workspace(workspace)
      .find(
        ({ process: writer, record, version }) =>
          writer === process &&
          record.events.some((event) => event.type === "MailAttemptStarted" && event.mail === mail) &&
          !this.#used.has(`${workspace} ${version}`),
      );
    if (claim) this.#used.add(`${workspace} ${claim.version}`);
    else this.mistakes.push(`${process.name} sent mail ${mail} of ${workspace} without a claim`);
  }
}
