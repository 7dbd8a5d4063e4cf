import { describe, expect, test } from "vitest";
import { customer, invoicing } from "../test/seller.ts";
import { addMember, addTeam, Given, instant } from "../test/workspace.ts";
import type { Command } from "./commands.ts";
import { attemptDueAt } from "./mails.ts";

const start: Command = { type: "start-mail", mail: "5-1" };
const end = (attempt: number, outcome: "accepted" | "deferred" | "refused"): Command & { type: "end-mail" } => ({
  type: "end-mail",
  mail: "5-1",
  attempt,
  outcome,
  detail: "said the server",
});

/** An invoice that was queued at noon, as mail 5-1. */
function queued(mailbox = ["a@acme.example"]): Given {
  const given = new Given("2026-09-01T08:00+02:00", {
    licenseModel: "user",
    customer,
    tax: { treatment: "standard", ratePercent: 19 },
    mailbox,
  });
  given.when("2026-09-05T08:00Z", addTeam("A"), addMember("ana", ["A"]));
  given.when("2026-10-01T11:00Z", { type: "close-month", month: "2026-09", rule: "any-in-month", invoicing });
  given.when("2026-10-01T12:00Z", {
    type: "issue-invoice",
    draft: given.state.version,
    number: "2026-000001",
    issuedOn: "2026-10-01",
  });
  return given;
}

function mail({ state }: Given) {
  return state.mails.find(({ id }) => id === "5-1");
}

describe("an attempt is claimed before it is made", () => {
  test("once: whoever comes second writes nothing", () => {
    const given = queued();
    expect(given.when("2026-10-01T12:00Z", start)).toEqual([{ type: "MailAttemptStarted", mail: "5-1", attempt: 1 }]);
    expect(given.when("2026-10-01T12:00Z", start)).toEqual([]);
    given.when("2026-10-01T12:01Z", end(1, "accepted"));
    expect(mail(given)).toMatchObject({ status: "sent", attempts: 1, detail: "said the server" });
    expect(given.when("2026-10-09T12:00Z", start)).toEqual([]);
  });

  test("an attempt without an end is taken for lost when its lease is over", () => {
    const given = queued();
    given.when("2026-10-01T12:00Z", start);
    expect(given.when("2026-10-01T12:14:59Z", start)).toEqual([]);
    expect(given.when("2026-10-01T12:15Z", start)).toMatchObject([{ attempt: 2 }]);
    expect(given.when("2026-10-01T12:16Z", end(1, "refused"))).toEqual([]);
    expect(mail(given)).toMatchObject({ status: "sending", attempts: 2 });
  });

  test("that it was accepted counts, however late it is told: no other attempt follows", () => {
    const given = queued();
    given.when("2026-10-01T12:00Z", start);
    given.when("2026-10-01T12:15Z", start);
    given.when("2026-10-01T12:16Z", end(1, "accepted"));
    expect(mail(given)).toMatchObject({ status: "sent" });
    expect(given.when("2026-10-01T12:17Z", end(2, "deferred"))).toEqual([]);
  });

  test("a mail that is not there is refused", () => {
    expect(queued().refusal("2026-10-01T12:00Z", { type: "start-mail", mail: "5-2" })).toBe("mail-not-found");
  });
});

describe("retries with backoff, up to two days", () => {
  test("each attempt that is deferred puts the next one off for longer; the last one ends it", () => {
    const given = queued();
    let at = instant("2026-10-01T12:00Z");
    const waits: number[] = [];
    for (let attempt = 1; mail(given)?.status === "queued"; attempt++) {
      const iso = Temporal.Instant.fromEpochMilliseconds(at).toString();
      expect(given.when(iso, start)).toMatchObject([{ attempt }]);
      given.when(iso, end(attempt, "deferred"));
      const found = mail(given);
      const dueAt = found && attemptDueAt(found);
      if (dueAt === undefined) break;
      waits.push((dueAt - at) / 60_000);
      at = dueAt;
    }
    expect(waits).toEqual([1, 5, 15, 30, 60, 120, 240, 480, 720, 1440]);
    expect(mail(given)).toMatchObject({ status: "failed", attempts: 11 });
  });

  test("the last attempt tells what the operator has to know of it, and no earlier one", () => {
    const given = queued();
    given.when("2026-10-01T12:00Z", start, { ...end(1, "deferred"), cause: "connect ECONNREFUSED" });
    expect(mail(given)).toMatchObject({ detail: "said the server", cause: "connect ECONNREFUSED" });
    given.when("2026-10-01T12:01Z", start, end(2, "deferred"));
    expect(mail(given)?.cause).toBeUndefined();
  });

  test("it is not tried before it is due", () => {
    const given = queued();
    given.when("2026-10-01T12:00Z", start, end(1, "deferred"));
    expect(given.when("2026-10-01T12:00:59Z", start)).toEqual([]);
    expect(given.when("2026-10-01T12:01Z", start)).toHaveLength(1);
  });

  test("refused is final", () => {
    const given = queued();
    given.when("2026-10-01T12:00Z", start, end(1, "refused"));
    expect(mail(given)).toMatchObject({ status: "failed" });
    expect(given.when("2026-10-09T12:00Z", start)).toEqual([]);
  });

  test("attempts that are lost with their servers come to an end too", () => {
    const given = queued();
    let at = instant("2026-10-01T12:00Z");
    while (mail(given)?.status !== "failed") {
      given.when(Temporal.Instant.fromEpochMilliseconds(at).toString(), start);
      at += 15 * 60_000;
    }
    expect(mail(given)).toMatchObject({ attempts: 11, status: "failed" });
  });
});

describe("sending again", () => {
  const send: Command = { type: "send-invoice", number: "2026-000001" };

  test("what was sent is sent again as another mail; what is under way is left alone", () => {
    const given = queued(["a@acme.example", "b@acme.example"]);
    given.when("2026-10-01T12:00Z", start);
    expect(given.when("2026-10-01T12:00Z", send)).toEqual([]);
    given.when("2026-10-01T12:00Z", end(1, "accepted"));
    expect(given.when("2026-10-01T13:00Z", send)).toMatchObject([{ type: "MailQueued", to: "a@acme.example" }]);
    expect(given.when("2026-10-01T13:00Z", send)).toEqual([]);
  });

  test("what waits for another attempt is tried at once", () => {
    const given = queued();
    given.when("2026-10-01T12:00Z", start, end(1, "deferred"));
    expect(given.when("2026-10-01T12:00:30Z", send)).toEqual([{ type: "MailRetryRequested", mail: "5-1" }]);
    expect(given.when("2026-10-01T12:00:30Z", start)).toMatchObject([{ attempt: 2 }]);
  });

  test("whoever is impatient does not use up the attempts: those that were asked for come on top", () => {
    const given = queued();
    given.when("2026-10-01T12:00Z", start, end(1, "deferred"));
    for (let attempt = 2; attempt <= 11; attempt++) {
      given.when("2026-10-01T12:00:30Z", send, start, end(attempt, "deferred"));
    }
    expect(mail(given)).toMatchObject({ status: "queued", attempts: 11, dueAt: instant("2026-10-01T12:01:30Z") });
    expect(given.refusal("2026-10-01T12:00:40Z", send)).toBe("too-many-sendings");
    given.when("2026-10-01T12:01:30Z", start, end(12, "deferred"));
    expect(mail(given)).toMatchObject({ status: "queued", dueAt: instant("2026-10-01T12:06:30Z") });
  });

  test("ten times a day, so that nobody's mailbox is filled", () => {
    const given = queued();
    const accept = () => {
      const open = given.state.mails.find(({ status }) => status === "queued");
      if (!open) throw new Error("a mail is queued");
      given.when("2026-10-01T13:00Z", { type: "start-mail", mail: open.id });
      given.when("2026-10-01T13:00Z", { type: "end-mail", mail: open.id, attempt: 1, outcome: "accepted", detail: "" });
    };
    accept();
    for (let time = 2; time <= 10; time++) {
      given.when("2026-10-01T13:00Z", send);
      accept();
    }
    expect(given.refusal("2026-10-02T11:59Z", send)).toBe("too-many-sendings");
    expect(given.when("2026-10-02T13:00Z", send)).toHaveLength(1);
  });

  test("needs an invoice and a mailbox", () => {
    expect(queued([]).refusal("2026-10-01T13:00Z", send)).toBe("mailbox-missing");
    expect(queued().refusal("2026-10-01T13:00Z", { ...send, number: "2026-000002" })).toBe("invoice-not-found");
  });
});

test("a bounce shows, with what the receiving server said", () => {
  const given = queued();
  given.when("2026-10-01T12:00Z", start, end(1, "accepted"));
  const bounce: Command = { type: "report-bounce", mail: "5-1", detail: "mailbox unavailable" };
  given.when("2026-10-01T13:00Z", bounce);
  expect(mail(given)).toMatchObject({ status: "bounced", detail: "mailbox unavailable" });
  expect(given.when("2026-10-01T14:00Z", bounce)).toEqual([]);
});

test("what is only queued cannot have come back", () => {
  const given = queued();
  const bounce: Command = { type: "report-bounce", mail: "5-1", detail: "mailbox unavailable" };
  expect(given.refusal("2026-10-01T12:00Z", bounce)).toBe("mail-not-sent");
  given.when("2026-10-01T12:00Z", start, end(1, "deferred"));
  expect(given.refusal("2026-10-01T12:00Z", bounce)).toBe("mail-not-sent");
});
