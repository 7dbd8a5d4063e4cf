import type {
  AuditEntry,
  Invoice,
  InactiveMembers,
  InvoiceItem,
  Mailbox,
  MemberDetail,
  MonthItem,
  OutboxMail,
  Page,
  WorkspaceItem,
  WorkspaceMail,
  WorkspaceSummary,
} from "@seatbook/server";
import { memory, requireCreate } from "@seatbook/storage";
import { describe, expect, it } from "vitest";
import { hireLargeCompany } from "./large-company.ts";
import type { SeatbookApi } from "./seatbook-api.ts";
import { openSeatbook } from "./seatbook-server.ts";
import { playStory } from "./story.ts";

/** A server on a clock of its own. Nobody looks at its documents. */
async function newServer(): Promise<SeatbookApi> {
  const empty = new Uint8Array();
  const { api } = await openSeatbook(requireCreate(memory()), {
    publicUrl: () => "http://seatbook.example",
    makeDocuments: async () => ({ pdf: empty, xml: empty }),
  });
  return api;
}

async function tell(day: string): Promise<SeatbookApi> {
  const api = await newServer();
  await playStory(api, Date.parse(`${day}T12:00:00Z`));
  return api;
}

const toldOn = new Map<string, Promise<SeatbookApi>>();

/** Told once for each day: the tests only read. */
function told(day: string): Promise<SeatbookApi> {
  const telling = toldOn.get(day) ?? tell(day);
  toldOn.set(day, telling);
  return telling;
}

const read = <T>(api: SeatbookApi, path: string) => api.send<T>("GET", `/v1/workspaces${path}`);

const invoicesOf = async (api: SeatbookApi, id: string) =>
  (await read<Page<InvoiceItem>>(api, `/${id}/invoices`)).items;

const paid = (count: number) => Array<string>(count).fill("invoice paid");

/** The audit trail, without the ids that each request is given. */
async function trail(api: SeatbookApi) {
  const pages = [0, 50, 100, 150].map((after) =>
    read<Page<AuditEntry>>(api, `/lindenhof/events?limit=50&after=${after}`),
  );
  return (await Promise.all(pages)).flatMap(({ items }) =>
    items.map((entry) => ({ ...entry, by: { ...entry.by, request: undefined } })),
  );
}

const outboxOf = (api: SeatbookApi) => api.send<Page<OutboxMail>>("GET", "/v1/outbox?limit=200");

/** When, to whom and about what; what is in a mail has a link that is signed anew by each server. */
const mailsOf = async (api: SeatbookApi) => (await outboxOf(api)).items.map(({ at, to, subject }) => [at, to, subject]);

const workspaceIds = ["lindenhof", "maple-harbor", "atelier-garonne"];

describe("the story", () => {
  it("is about three companies, by user license and by team license", async () => {
    const { items } = await read<Page<WorkspaceItem>>(await told("2026-11-23"), "");
    expect(items.map(({ id, licenseModel, timeZone }) => [id, licenseModel, timeZone])).toEqual([
      ["atelier-garonne", "user", "Europe/Paris"],
      ["lindenhof", "user", "Europe/Berlin"],
      ["maple-harbor", "team", "America/Toronto"],
    ]);
  });

  // The first and the last of a month, a leap day, both ends of a year, the days after clocks change.
  const days = [
    "2026-11-23",
    "2026-12-01",
    "2027-01-02",
    "2026-12-31",
    "2028-02-29",
    "2027-03-28",
    "2027-03-29",
    "2026-10-26",
  ];

  it.each(days)("comes to the same numbers on %s", async (day) => {
    const api = await told(day);
    const lindenhof = await read<WorkspaceSummary>(api, "/lindenhof");
    expect(lindenhof.counts).toEqual({
      members: 128,
      activeMembers: 116,
      inactiveMembers: 12,
      removedMembers: 7,
      teams: 17,
      activeTeams: 14,
      archivedTeams: 3,
    });
    expect(lindenhof.currentMonth).toMatchObject({ month: day.slice(0, 7), licenses: 121, ending: 5 });
    expect(lindenhof.nextMonth.licenses).toBe(116);

    const mapleHarbor = await read<WorkspaceSummary>(api, "/maple-harbor");
    expect(mapleHarbor.counts).toMatchObject({ members: 40, inactiveMembers: 3, activeTeams: 10, archivedTeams: 2 });
    expect(mapleHarbor.currentMonth).toMatchObject({ month: day.slice(0, 7), licenses: 11, ending: 1 });
    expect(mapleHarbor.nextMonth.licenses).toBe(10);

    const atelierGaronne = await read<WorkspaceSummary>(api, "/atelier-garonne");
    expect(atelierGaronne.counts).toMatchObject({ members: 9, activeMembers: 9, removedMembers: 1, activeTeams: 3 });
    expect(atelierGaronne.currentMonth).toMatchObject({ month: day.slice(0, 7), licenses: 9, ending: 0 });
  });

  it.each(days)("leaves only the running month open, and nothing undone, on %s", async (day) => {
    const api = await told(day);
    for (const id of workspaceIds) {
      const months = await read<MonthItem[]>(api, `/${id}/months`);
      expect(months.map(({ status }) => status)).toEqual([...Array<string>(12).fill("closed"), "open"]);
    }
    expect(await api.send("GET", "/v1/pending")).toEqual({ items: [] });
  });

  it.each(days)("has a year of invoices, all but the last one paid or told about, on %s", async (day) => {
    const api = await told(day);
    const [lindenhof, mapleHarbor, atelierGaronne] = await Promise.all(
      workspaceIds.map(async (id) => (await invoicesOf(api, id)).map(({ type, status }) => `${type} ${status}`)),
    );
    expect(lindenhof).toEqual(["invoice open", ...paid(8), "credit-note paid", "invoice canceled", ...paid(3)]);
    expect(mapleHarbor).toEqual(["invoice open", ...paid(1), "invoice overdue", ...paid(9)]);
    expect(atelierGaronne).toEqual(["invoice open", ...paid(11)]);
  });

  it.each(days)("issues invoices on the first of the next month, in order and without a gap, on %s", async (day) => {
    const api = await told(day);
    const { items } = await api.send<Page<InvoiceItem>>("GET", "/v1/invoices?limit=100");
    const oldestFirst = items.toReversed();
    expect(oldestFirst).toHaveLength(3 * 12 + 2);
    expect(oldestFirst.map(({ issuedOn }) => issuedOn)).toEqual(oldestFirst.map(({ issuedOn }) => issuedOn).toSorted());
    const counts = new Map<string, number>();
    for (const { number, issuedOn, month, corrects } of oldestFirst) {
      const year = issuedOn.slice(0, 4);
      counts.set(year, (counts.get(year) ?? 0) + 1);
      expect(number).toBe(`${year}-${String(counts.get(year)).padStart(6, "0")}`);
      const firstAfter = `${Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()}-01`;
      const isAfterCancellation = items.some((other) => other.month === month && other.status === "canceled");
      if (!corrects && !isAfterCancellation) expect(issuedOn).toBe(firstAfter);
    }
  });

  it("is the same each time it is told on one day", async () => {
    const [first, second] = await Promise.all([told("2026-11-23"), tell("2026-11-23")]);
    expect(await trail(first)).toEqual(await trail(second));
    expect(await mailsOf(first)).toEqual(await mailsOf(second));
  });

  it("has invoices in three languages, for three cases of tax", async () => {
    const api = await told("2026-11-23");
    const latest = await Promise.all(
      workspaceIds.map(async (id) => {
        const number = (await invoicesOf(api, id))[0]?.number ?? "";
        return read<Invoice>(api, `/${id}/invoices/${number}`);
      }),
    );
    expect(
      latest.map(({ language, taxes, customer, gross }) => [
        language,
        taxes.map(({ category }) => category).join(),
        customer.reference,
        gross.currency,
      ]),
    ).toEqual([
      ["de", "S", undefined, "EUR"],
      ["en", "O", undefined, "CAD"],
      ["fr", "AE", "BC-04711", "EUR"],
    ]);
  });

  it("corrects an invoice that went to the old address", async () => {
    const api = await told("2026-11-23");
    const invoices = await invoicesOf(api, "lindenhof");
    const canceled = invoices.find(({ status }) => status === "canceled");
    const documents = await Promise.all(
      invoices
        .filter(({ month }) => month === canceled?.month)
        .map(({ number }) => read<Invoice>(api, `/lindenhof/invoices/${number}`)),
    );
    expect(documents.map(({ type, customer }) => [type, customer.address.line1])).toEqual([
      ["invoice", "Am Lindenhof 12"],
      ["credit-note", "Alte Werkstraße 3"],
      ["invoice", "Alte Werkstraße 3"],
    ]);
    expect(documents[1]?.corrects).toBe(canceled?.number);
  });

  it("has a mail that came back and was sent again, and an invoice that was paid late", async () => {
    const api = await told("2026-11-23");
    const invoices = await invoicesOf(api, "lindenhof");
    const { items: mails } = await read<Page<WorkspaceMail>>(api, "/lindenhof/mails?limit=200");
    const [bounced] = mails.filter(({ status }) => status === "bounced");
    const about = mails.filter(({ number }) => number !== undefined && number === bounced?.number);
    expect(about.map(({ status }) => status)).toEqual(["sent", "bounced"]);
    expect(invoices.filter(({ paidOn = "", dueOn }) => paidOn > dueOn)).toHaveLength(1);
  });

  it.each(days)("changed the mailbox once, and waits for the confirmation of a second change, on %s", async (day) => {
    const api = await told(day);
    const { mailbox, change } = await read<Mailbox>(api, "/lindenhof/mailbox");
    expect(mailbox).toEqual(["buchhaltung@lindenhof.example"]);
    expect(change?.mailbox.map(({ address, confirmed }) => [address, confirmed])).toEqual([
      ["buchhaltung@lindenhof.example", true],
      ["einkauf@lindenhof.example", false],
    ]);
    const { items, total } = await outboxOf(api);
    expect(total).toBe(31);
    const confirmation = items.find(({ to }) => to === "einkauf@lindenhof.example");
    expect(confirmation?.text).toContain("http://seatbook.example/mailbox/confirm?token=");
    expect(confirmation?.at.slice(0, 10)).toBe(day);
  });

  it("keeps the owner, and the administrator who asks, from being removed with the inactive members", async () => {
    const api = await told("2026-11-23");
    const { token } = await api.session("lindenhof", "u-tran", "admin");
    const path = "/v1/workspaces/lindenhof/inactive-members";
    const inactive = await api.send<InactiveMembers>("GET", path, undefined, token);
    expect(inactive.members).toHaveLength(10);
    expect(inactive.protected.map(({ member, reason }) => [member.name, reason])).toEqual(
      expect.arrayContaining([
        ["Kim Tran", "caller"],
        ["Mara Kovač", "owner"],
      ]),
    );
  });

  it("names the administrator who ended a team", async () => {
    const api = await told("2026-11-23");
    const { items } = await read<Page<{ id: string }>>(api, "/lindenhof/members?team=trade-fair");
    const details = await Promise.all(items.map(({ id }) => read<MemberDetail>(api, `/lindenhof/members/${id}`)));
    const ends = details.flatMap(({ licenses }) => licenses[0]?.spans.flatMap(({ endedBy }) => endedBy ?? []) ?? []);
    expect(ends.map(({ what, by }) => [what, by])).toContainEqual([
      "team-archived",
      { type: "member", id: "u-tran", name: "Kim Tran" },
    ]);
  });
});

describe("the large company", () => {
  it("has each member once, all of them billed", async () => {
    const api = await newServer();
    const { workspace, teams } = await hireLargeCompany(api, 1000);
    const summary = await read<WorkspaceSummary>(api, `/${workspace.id}`);
    expect(summary.counts).toMatchObject({ members: 1000, activeMembers: 1000, activeTeams: teams });
    expect(summary.currentMonth.licenses).toBe(1000);
  });
});
