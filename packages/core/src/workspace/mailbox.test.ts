import { describe, expect, test } from "vitest";
import { customer } from "../test/seller.ts";
import { configuration, Given, instant } from "../test/workspace.ts";
import type { Command } from "./commands.ts";
import { confirmationStanding, expiredMailboxChange, openMailboxChange } from "./mailbox.ts";

const sender = { name: "Northwind", email: "billing@northwind.example" };
const request = (...mailbox: string[]) => ({ type: "request-mailbox", mailbox, sender }) as const;
const confirm = (change: number, address: string) => ({ type: "confirm-mailbox", change, address }) as const;
const withdraw = { type: "withdraw-mailbox" } as const;

/** A workspace whose invoices go to old@. */
function acme(mailbox = ["old@acme.example"]): Given {
  return new Given("2026-10-01T08:00Z", { mailbox, customer });
}

function mails({ state }: Given): [kind: string, to: string][] {
  return state.mails.map(({ about, to }) => [about.kind, to]);
}

describe("R12: changing the mailbox is confirmed from the new address and announced to the old one", () => {
  test("a link to each new address, notice to the old, then in force; the old one stays until then", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example", "b@acme.example", "old@acme.example"));
    const { version } = given.state;
    expect(mails(given)).toEqual([
      ["mailbox-confirmation", "a@acme.example"],
      ["mailbox-confirmation", "b@acme.example"],
      ["mailbox-notice", "old@acme.example"],
    ]);
    expect(new Set(given.state.mails.map(({ id }) => id)).size).toBe(3);
    given.when("2026-10-02T09:00Z", confirm(version, "a@acme.example"));
    expect(given.state.profile.mailbox).toEqual(["old@acme.example"]);
    given.when("2026-10-02T10:00Z", confirm(version, "b@acme.example"));
    expect(given.state.profile.mailbox).toEqual(["a@acme.example", "b@acme.example", "old@acme.example"]);
    expect(given.state.mailboxChange).toBeUndefined();
  });

  test("a link works once", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example", "b@acme.example"));
    const { version } = given.state;
    given.when("2026-10-02T09:00Z", confirm(version, "a@acme.example"));
    expect(given.refusal("2026-10-02T09:01Z", confirm(version, "a@acme.example"))).toBe("mailbox-address-confirmed");
    given.when("2026-10-02T09:02Z", confirm(version, "b@acme.example"));
    expect(given.refusal("2026-10-02T09:03Z", confirm(version, "b@acme.example"))).toBe("mailbox-change-not-found");
  });

  test("for 48 hours", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example"));
    const { version, mailboxChange } = given.state;
    expect(mailboxChange?.expiresAt).toBe(instant("2026-10-04T08:00Z"));
    expect(given.refusal("2026-10-04T08:00Z", confirm(version, "a@acme.example"))).toBe("mailbox-change-not-found");
    expect(given.refusal("2026-10-04T07:59Z", confirm(version, "a@acme.example"))).toBeUndefined();
    expect(openMailboxChange(given.state, instant("2026-10-04T08:00Z"))).toBeUndefined();
  });

  test("how the request of a link stands is told apart: open, confirmed, withdrawn, expired", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example", "b@acme.example"));
    const { version: change } = given.state;
    const expiresAt = instant("2026-10-04T08:00Z");
    const standing = (at: string) =>
      ["a@acme.example", "b@acme.example"].map((address) =>
        confirmationStanding(given.state, { change, address, expiresAt }, instant(at)),
      );
    expect(standing("2026-10-04T07:59Z")).toEqual(["open", "open"]);
    given.when("2026-10-02T09:00Z", confirm(change, "a@acme.example"));
    expect(standing("2026-10-04T07:59Z")).toEqual(["confirmed", "open"]);
    expect(standing("2026-10-04T08:00Z")).toEqual(["expired", "expired"]);
    given.when("2026-10-03T08:00Z", { type: "resend-mailbox-confirmation", sender });
    expect(standing("2026-10-04T08:00Z")).toEqual(["confirmed", "expired"]);
    given.when("2026-10-04T09:00Z", confirm(change, "b@acme.example"));
    expect(standing("2026-12-01T08:00Z")).toEqual(["confirmed", "confirmed"]);
    given.when("2026-12-02T08:00Z", request("old@acme.example", "a@acme.example"));
    given.when("2026-12-02T08:01Z", withdraw);
    given.when("2026-12-02T08:02Z", request("a@acme.example"));
    expect(standing("2026-12-03T08:00Z")).toEqual(["confirmed", "withdrawn"]);
  });

  test("that it was not confirmed in time is told for a week, or until another one is asked for", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example"));
    const told = (at: string) => expiredMailboxChange(given.state, instant(at))?.mailbox;
    expect(told("2026-10-04T07:59Z")).toBeUndefined();
    expect(told("2026-10-04T08:00Z")).toEqual(["a@acme.example"]);
    expect(told("2026-10-11T07:59Z")).toEqual(["a@acme.example"]);
    expect(told("2026-10-11T08:00Z")).toBeUndefined();
    given.when("2026-10-05T08:00Z", request("b@acme.example"));
    expect(told("2026-10-05T08:00Z")).toBeUndefined();
  });

  test("only the addresses of that change, and no other change", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example"));
    const { version } = given.state;
    expect(given.refusal("2026-10-02T09:00Z", confirm(version, "x@acme.example"))).toBe("mailbox-change-not-found");
    given.when("2026-10-02T09:00Z", request("b@acme.example"));
    expect(given.refusal("2026-10-02T09:01Z", confirm(version, "a@acme.example"))).toBe("mailbox-change-not-found");
  });

  test("sending the links again makes them last, for the addresses that are not confirmed", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example", "b@acme.example"));
    const { version } = given.state;
    given.when("2026-10-02T09:00Z", confirm(version, "a@acme.example"));
    given.when("2026-10-03T08:00Z", { type: "resend-mailbox-confirmation", sender });
    expect(mails(given).at(-1)).toEqual(["mailbox-confirmation", "b@acme.example"]);
    expect(mails(given)).toHaveLength(4);
    given.when("2026-10-05T07:00Z", confirm(version, "b@acme.example"));
    expect(given.state.profile.mailbox).toEqual(["a@acme.example", "b@acme.example"]);
    expect(given.refusal("2026-10-05T08:00Z", { type: "resend-mailbox-confirmation", sender })).toBe(
      "mailbox-change-not-found",
    );
  });

  test("what only takes addresses out is in force at once, and told", () => {
    const given = acme(["a@acme.example", "b@acme.example"]);
    given.when("2026-10-02T08:00Z", request("a@acme.example"));
    expect(given.state.profile.mailbox).toEqual(["a@acme.example"]);
    expect(mails(given)).toEqual([
      ["mailbox-notice", "a@acme.example"],
      ["mailbox-notice", "b@acme.example"],
    ]);
  });

  test("asking for what is in force changes nothing, and withdraws what waits", () => {
    const given = acme();
    expect(given.when("2026-10-02T08:00Z", request("old@acme.example"))).toEqual([]);
    given.when("2026-10-02T08:00Z", request("a@acme.example"));
    given.when("2026-10-02T09:00Z", request("old@acme.example", "old@acme.example"));
    expect(given.state.mailboxChange).toBeUndefined();
    expect(given.state.profile.mailbox).toEqual(["old@acme.example"]);
  });

  test("no more than five a day to one address", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("stranger@elsewhere.example"));
    const resend: Command = { type: "resend-mailbox-confirmation", sender };
    for (let time = 2; time <= 5; time++) given.when("2026-10-02T08:00Z", resend);
    expect(given.refusal("2026-10-02T11:00Z", resend)).toBe("too-many-confirmations");
    expect(given.when("2026-10-03T08:00Z", resend)).toHaveLength(2);
  });

  test("no more than 40 confirmation mails a day, so that nobody uses them to bother strangers", () => {
    const given = acme();
    const twenty = Array.from({ length: 20 }, (_, index) => `${index}@stranger.example`);
    given.when("2026-10-02T08:00Z", request(...twenty));
    given.when("2026-10-02T09:00Z", { type: "resend-mailbox-confirmation", sender });
    expect(given.refusal("2026-10-02T10:00Z", { type: "resend-mailbox-confirmation", sender })).toBe(
      "too-many-confirmations",
    );
    expect(given.refusal("2026-10-02T10:00Z", request("one@stranger.example"))).toBe("too-many-confirmations");
    expect(given.refusal("2026-10-03T08:00Z", request("one@stranger.example"))).toBeUndefined();
  });

  test("withdrawn, by the administrator or by the operator's own setting", () => {
    const given = acme();
    expect(given.when("2026-10-02T08:00Z", withdraw)).toEqual([]);
    given.when("2026-10-02T08:00Z", request("a@acme.example"), withdraw);
    expect(given.state.mailboxChange).toBeUndefined();
    given.when("2026-10-02T08:00Z", request("a@acme.example"));
    given.when("2026-10-02T09:00Z", configuration({ customer, mailbox: ["set@acme.example"] }));
    expect(given.state.mailboxChange).toBeUndefined();
    expect(given.state.profile.mailbox).toEqual(["set@acme.example"]);
  });

  test("asking for what waits already, in whatever order, changes nothing and mails nobody", () => {
    const given = acme();
    given.when("2026-10-02T08:00Z", request("a@acme.example", "b@acme.example"));
    const before = mails(given);
    expect(given.when("2026-10-02T09:00Z", request("b@acme.example", "a@acme.example"))).toEqual([]);
    expect(mails(given)).toEqual(before);
    given.when("2026-10-04T08:00Z", request("a@acme.example", "b@acme.example"));
    expect(mails(given)).toHaveLength(2 * before.length);
  });
});

describe("R12: where the operator demands approval", () => {
  const admin = { type: "member", id: "kim" } as const;
  const isForOperator = true;

  test.each<Command>([
    { ...request("a@acme.example"), isForOperator },
    { ...withdraw, isForOperator },
    { type: "resend-mailbox-confirmation", sender, isForOperator },
  ])("an administrator may not $type", (command) => {
    const given = acme();
    given.by(admin, "2026-10-02T08:00Z", request("a@acme.example"));
    expect(given.refusal("2026-10-02T09:00Z", command)).toBe("mailbox-by-operator");
  });

  test("what an administrator had asked for before is not confirmed any more; what the operator asks for is", () => {
    const given = acme();
    given.by(admin, "2026-10-02T08:00Z", request("a@acme.example"));
    const before: Command = { ...confirm(given.state.version, "a@acme.example"), isForOperator };
    expect(given.refusal("2026-10-02T09:00Z", before)).toBe("mailbox-by-operator");
    given.when("2026-10-02T10:00Z", request("b@acme.example"));
    given.when("2026-10-02T11:00Z", { ...confirm(given.state.version, "b@acme.example"), isForOperator });
    expect(given.state.profile.mailbox).toEqual(["b@acme.example"]);
  });
});
