import { describe, expect, test } from "vitest";
import { addMember, addTeam, Given, instant } from "../test/workspace.ts";
import type { Command, PersonalData } from "./commands.ts";
import { isErased } from "./erasure.ts";
import type { WorkspaceEvent } from "./events.ts";
import { pendingOf } from "./pending.ts";
import { quotes, type Redaction, redactEvent } from "./redact.ts";

const found: PersonalData = {
  names: ["Person ana"],
  addresses: [{ address: "ana@example.com", isShared: false }],
  kept: [],
};
const sender = { name: "Northwind", email: "billing@northwind.example" };
const at = "2026-10-20T09:00+02:00";

function erase(differing: Partial<PersonalData> = {}, keepMailbox = false, member = "ana"): Command {
  return { type: "erase-member", member, found: { ...found, ...differing }, keepMailbox };
}

/** Ana was in a team, and was removed. */
function removed(mailbox: string[] = ["ap@acme.example"]): Given {
  const given = new Given("2026-10-01T08:00+02:00", { licenseModel: "user", mailbox });
  given.when("2026-10-02T08:00+02:00", addTeam("a"), addMember("ana", ["a"]), addMember("bo", ["a"]));
  given.when("2026-10-10T08:00+02:00", { type: "remove-member", member: "ana" });
  return given;
}

describe("to erase a member", () => {
  test("is refused while the member is there, and for who was never there", () => {
    const given = removed();
    expect(given.refusal(at, erase({}, false, "bo"))).toBe("member-present");
    expect(given.refusal(at, erase({}, false, "nobody"))).toBe("member-not-found");
  });

  test("leaves the id, and what counts", () => {
    const given = removed();
    const before = given.state.members.get("ana");
    given.when(at, erase());
    expect(given.state.members.get("ana")).toEqual({
      ...before,
      name: "Erased member",
      email: "",
      identity: { userName: "", isDeleted: true },
      changed: given.state.version,
    });
    expect(given.when(at, erase())).toEqual([]);
  });

  test("is pending until it is completed, once", () => {
    const given = removed();
    given.when(at, erase());
    const { version } = given.state;
    expect(pendingOf(given.state, instant(at), undefined)).toEqual([
      { kind: "erasure-unfinished", detail: expect.stringContaining('"ana"') },
    ]);
    const complete: Command = { type: "complete-erasure", erasure: version };
    expect(given.when(at, complete)).toEqual([{ type: "ErasureCompleted", erasure: version }]);
    expect(given.when(at, complete)).toEqual([]);
    expect(pendingOf(given.state, instant(at), undefined)).toEqual([]);
    expect(given.refusal(at, { type: "complete-erasure", erasure: 1 })).toBe("erasure-not-found");
  });

  test("is refused while an address is in the mailbox, unless it is the company's", () => {
    const given = removed(["ANA@example.com"]);
    expect(given.refusal(at, erase())).toBe("mailbox-has-address");
    const [event] = given.when(at, erase({}, true));
    expect(event).toMatchObject({ addresses: [], mails: [], kept: [{ what: "mailbox" }] });
    expect(given.state.profile.mailbox).toEqual(["ANA@example.com"]);
  });

  test("is refused while an address waits to be confirmed; one that was not in time is withdrawn", () => {
    const given = removed();
    given.when(at, { type: "request-mailbox", mailbox: ["ana@example.com"], sender });
    expect(given.refusal(at, erase())).toBe("mailbox-has-address");
    const later = "2026-10-25T09:00+02:00";
    const events = given.when(later, erase());
    expect(events.map(({ type }) => type)).toEqual(["MailboxChangeWithdrawn", "MemberErased"]);
    expect(given.state.mailboxChange).toBeUndefined();
    // What was still to be sent to the address is called off; the notice to others does not name it.
    expect(given.state.mails).toMatchObject(
      [
        { to: /^erased-\d+-1@erased\.invalid$/, status: "failed" },
        { to: "ap@acme.example", status: "queued", about: { kind: "mailbox-notice", mailbox: [] } },
      ].map((mail) => ({ ...mail, to: typeof mail.to === "string" ? mail.to : expect.stringMatching(mail.to) })),
    );
  });

  test("is refused while a mail to the address is being sent, and goes on when its server is taken for lost", () => {
    const given = removed();
    given.when(at, { type: "request-mailbox", mailbox: ["ana@example.com"], sender });
    const mail = given.state.mails[0]?.id ?? "";
    given.when("2026-10-25T09:00+02:00", { type: "start-mail", mail });
    expect(given.refusal("2026-10-25T09:05+02:00", erase())).toBe("mail-under-way");
    given.when("2026-10-25T09:20+02:00", erase());
    // Its server was not lost, and tells late what the other one said.
    const said = "250 <ana@example.com> ok";
    const ended: Command = { type: "end-mail", mail, attempt: 1, outcome: "accepted", detail: said };
    expect(given.when("2026-10-25T09:21+02:00", ended)).toMatchObject([{ type: "MailAttemptEnded", detail: "" }]);
    const bounced: Command = { type: "report-bounce", mail, detail: said };
    expect(given.when("2026-10-25T09:22+02:00", bounced)).toEqual([{ type: "MailBounced", mail, detail: "" }]);
  });

  test("keeps an address that somebody else has, and tells which names stay", () => {
    const given = removed();
    given.when(at, { type: "put-team", id: "b", name: "Friends of Person Ana" });
    const shared = [{ address: "ana@example.com", isShared: true }];
    const [event] = given.when(at, erase({ addresses: shared, kept: [{ what: "invoice", draft: 7 }] }));
    expect(event).toMatchObject({
      addresses: [],
      kept: [{ what: "shared-address" }, { what: "team-name", team: "b" }, { what: "invoice", draft: 7 }],
    });
  });

  test("is for good: nobody is restored; who is added again is the same license holder with another name", () => {
    const given = removed();
    given.when(at, erase());
    expect(given.refusal(at, { type: "restore-member", member: "ana" })).toBe("member-erased");
    given.when(at, addMember("ana", ["a"]));
    const ana = given.state.members.get("ana");
    expect(ana).toMatchObject({ name: "Person ana", email: "ana@example.com" });
    expect(ana?.identity).toBeUndefined();
    expect(ana?.activity).toHaveLength(2);
    given.when(at, { type: "remove-member", member: "ana" }, erase());
    expect(given.state.erasures.map(({ member }) => member)).toEqual(["ana", "ana"]);
  });
});

const redaction: Redaction = {
  version: 9,
  member: "ana",
  addresses: new Map([
    ["ana@example.com", 1],
    ["old@example.com", 3],
  ]),
  mails: new Map([
    ["5-1", 1],
    ["5-2", undefined],
  ]),
};
const person = { name: "Ana", email: "ana@example.com", role: "member" } as const;
const expired: Extract<WorkspaceEvent, { type: "MailQueued" }>["about"] = {
  kind: "mailbox-notice",
  mailbox: ["ana@example.com"],
  sender,
  language: "en",
};
const cases: [what: string, event: WorkspaceEvent, redacted: object][] = [
  [
    "the member's own fields",
    { type: "MemberChanged", member: "ana", ...person },
    { name: "Erased member", email: "" },
  ],
  ["nobody else's, whatever they are", { type: "MemberChanged", member: "bo", ...person }, person],
  [
    "an identity provider's names and ids",
    {
      type: "MemberProvisioned",
      member: "ana",
      identity: { userName: "ana", externalId: "x", familyName: "A", isDeleted: true },
    },
    { identity: { userName: "", isDeleted: true } },
  ],
  ["no team's name", { type: "TeamRenamed", team: "ana", name: "Ana" }, { name: "Ana" }],
  [
    "each address of a mailbox, in any case, and no other that contains it",
    {
      type: "MailboxChanged",
      mailbox: ["Ana@Example.com", "xana@example.com", "old@example.com", "ana@example.com.au"],
    },
    { mailbox: ["erased-9-1@erased.invalid", "xana@example.com", "erased-9-3@erased.invalid", "ana@example.com.au"] },
  ],
  [
    "mails to the person",
    { type: "MailQueued", mail: "5-1", to: "ana@example.com", about: { kind: "invoice", draft: 4 } },
    { to: "erased-9-1@erased.invalid", about: { kind: "invoice", draft: 4 } },
  ],
  [
    "mails that name an address",
    { type: "MailQueued", mail: "5-2", to: "ap@example.com", about: expired },
    { to: "ap@example.com", about: { mailbox: [] } },
  ],
  ["no other mail", { type: "MailBounced", mail: "5-3", detail: "no" }, { detail: "no" }],
  ["what was said of them", { type: "MailBounced", mail: "5-2", detail: "ana@example.com" }, { detail: "" }],
  ["no reason that the operator gave", { type: "InvoiceCanceled", number: "1", reason: "Ana" }, { reason: "Ana" }],
];

test.each(cases)("a redaction takes out %s", (_, event, redacted) => {
  const once = redactEvent(event, redaction);
  expect(once).toMatchObject(redacted);
  expect(redactEvent(once, redaction)).toEqual(once);
});

test.each([
  ["550 <ana@example.com>: unknown", "ana@example.com", true],
  ["550 Ana@EXAMPLE.com.", "ana@example.com", true],
  ["550 xana@example.com", "ana@example.com", false],
  ["550 x.ana@example.com", "ana@example.com", false],
  ["ana@example.com.au", "ana@example.com", false],
  ["Anabel", "Ana", false],
  ["Anabel and Ana", "Ana", true],
  ["Ana's team", "Ana", true],
  ["(a+b)", "a+b", true],
  ["anything", "", false],
])("%s quotes %s: %s", (text, word, is) => expect(quotes(text, word)).toBe(is));

test("a person is erased by both fields, and not for being called so", () => {
  expect(isErased({ name: "Erased member", email: "" })).toBe(true);
  expect(isErased({ name: "Erased member", email: "erased@acme.example" })).toBe(false);
});
