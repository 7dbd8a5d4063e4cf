import type {
  BillingDetails,
  InactiveMembers,
  InvoiceItem,
  Mailbox,
  Member,
  MemberDetail,
  MonthItem,
  Page,
  Preview,
  Team,
  WorkspaceSummary,
} from "@seatbook/server/contract";
import {
  ClientError,
  type BillingDetailsInput,
  type ExportedFile,
  type InvoicesQuery,
  type MembersQuery,
  type PreviewCommand,
  type SeatbookClient,
  type TeamsQuery,
} from "./client.ts";
import { FakeBilling } from "./fake/billing.ts";
import { carryOut, findMember, restoreMember } from "./fake/commands.ts";
import { createDirectory } from "./fake/create-directory.ts";
import { callerId, inactiveMembers, type Directory } from "./fake/directory.ts";
import { Licenses } from "./fake/licenses.ts";
import { findTeams, MemberList, page } from "./fake/lists.ts";
import { settingsOf, type FakeClientOptions, type Settings } from "./fake/options.ts";
import { addMonths, localDate } from "./fake/time.ts";
import { countsOf, Views } from "./fake/views.ts";

export type { FakeClientOptions } from "./fake/options.ts";

/** A whole workspace in memory, for examples and tests: the rules of the server in a few lines, made-up people, no network.
 *  @example
 *  element.workspace = "acme";
 *  element.client = createFakeClient(); */
export function createFakeClient(options: FakeClientOptions = {}): SeatbookClient {
  return new FakeClient(settingsOf(options));
}

class FakeClient implements SeatbookClient {
  readonly #settings: Settings;
  readonly #month: string;
  #directory: Directory;
  readonly #members: MemberList;
  readonly #licenses: Licenses;
  readonly #views: Views;
  #made: FakeBilling | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#month = localDate(settings.now, settings.timeZone).slice(0, 7);
    this.#directory = createDirectory(this.#month, settings);
    this.#members = new MemberList(this.#directory);
    this.#licenses = new Licenses(this.#month, settings);
    this.#views = new Views(this.#month, this.#licenses, settings);
  }

  async summary(workspace: string, signal?: AbortSignal): Promise<WorkspaceSummary> {
    await this.#wait(signal);
    const { licenseModel, nextLicenseModel, months, timeZone, permissions } = this.#settings;
    return {
      id: workspace,
      name: "Acme",
      version: this.#directory.version,
      licenseModel,
      ...(nextLicenseModel !== licenseModel && { nextLicenseModel }),
      timeZone,
      countingRule: "any-in-month",
      counts: countsOf(this.#directory),
      currentMonth: this.#licenses.estimate(this.#month, this.#directory),
      nextMonth: this.#licenses.estimate(addMonths(this.#month, 1), this.#directory),
      ...(months > 1 && { lastClosedMonth: addMonths(this.#month, -1) }),
      permissions,
    };
  }

  async members(_workspace: string, query: MembersQuery, signal?: AbortSignal): Promise<Page<Member>> {
    await this.#wait(signal);
    const { items, ...rest } = page(this.#members.find(query, this.#directory), query);
    return { ...rest, items: items.map((member) => this.#views.member(member, this.#directory)) };
  }

  async member(_workspace: string, member: string, signal?: AbortSignal): Promise<MemberDetail> {
    await this.#wait(signal);
    return this.#views.memberDetail(findMember(member, this.#directory), this.#directory);
  }

  async removeMember(_workspace: string, member: string): Promise<void> {
    await this.#wait();
    findMember(member, this.#directory);
    this.#carryOut({ type: "remove-member", member });
  }

  async restoreMember(_workspace: string, member: string): Promise<void> {
    await this.#wait();
    this.#directory = restoreMember(member, this.#directory);
  }

  async inactiveMembers(_workspace: string, signal?: AbortSignal): Promise<InactiveMembers> {
    await this.#wait(signal);
    const { goes, stays } = inactiveMembers(this.#directory);
    return {
      members: goes.map((member) => this.#views.member(member, this.#directory)),
      protected: stays.map((member) => ({
        member: this.#views.member(member, this.#directory),
        reason: member.id === callerId ? ("caller" as const) : ("owner" as const),
      })),
      fingerprint: this.#fingerprint(),
    };
  }

  async removeInactiveMembers(_workspace: string, fingerprint: string): Promise<{ removed: string[] }> {
    await this.#wait();
    if (fingerprint !== this.#fingerprint())
      throw new ClientError("inactive-members-changed", 409, "The inactive members changed since you looked.");
    const { goes } = inactiveMembers(this.#directory);
    this.#carryOut({ type: "remove-inactive-members" });
    return { removed: goes.map(({ id }) => id) };
  }

  async teams(_workspace: string, query: TeamsQuery, signal?: AbortSignal): Promise<Page<Team>> {
    await this.#wait(signal);
    const teams = [...this.#directory.teams.values()].map((team) => this.#views.team(team, this.#directory));
    return page(findTeams(teams, query), query);
  }

  async archiveTeam(_workspace: string, team: string): Promise<void> {
    await this.#wait();
    this.#carryOut({ type: "archive-team", team });
  }

  async unarchiveTeam(_workspace: string, team: string): Promise<void> {
    await this.#wait();
    this.#carryOut({ type: "unarchive-team", team });
  }

  async preview(_workspace: string, commands: PreviewCommand[], signal?: AbortSignal): Promise<Preview> {
    await this.#wait(signal);
    const before = this.#directory;
    const after = commands.reduce((directory, command) => carryOut(command, directory, this.#settings.now), before);
    const change = (month: string) => {
      const [was, is] = [this.#licenses.estimate(month, before), this.#licenses.estimate(month, after)];
      return {
        month,
        licenseModel: was.licenseModel,
        before: { licenses: was.licenses, net: was.net },
        after: { licenses: is.licenses, net: is.net },
      };
    };
    return {
      currentMonth: change(this.#month),
      nextMonth: change(addMonths(this.#month, 1)),
      counts: { before: countsOf(before), after: countsOf(after) },
    };
  }

  async months(_workspace: string, signal?: AbortSignal): Promise<MonthItem[]> {
    await this.#wait(signal);
    return this.#licenses.months(this.#directory).map((item) => {
      const invoice = this.#billing.invoiceOf(item.month);
      return { ...item, ...(invoice && { invoice }) };
    });
  }

  /** The workbook is none that a spreadsheet opens: its content is that of the CSV. */
  async exportLicenses(_workspace: string, month: string | undefined, format: "csv" | "xlsx"): Promise<ExportedFile> {
    await this.#wait();
    const months = month === undefined ? this.#licenses.months(this.#directory).map((item) => item.month) : [month];
    const rows = months.flatMap((each) =>
      this.#directory.members.flatMap((member) =>
        this.#licenses.memberLicense(member, each, this.#directory)
          ? [[each, member.id, member.name, member.email].join(",")]
          : [],
      ),
    );
    const text = ["month,id,name,email", ...rows, ""].join("\r\n");
    const name = month === undefined ? "licenses" : `licenses-${month}`;
    return { name: `${name}.${format}`, content: new Blob([text], { type: "text/csv" }) };
  }

  async invoices(_workspace: string, query: InvoicesQuery, signal?: AbortSignal): Promise<Page<InvoiceItem>> {
    await this.#wait(signal);
    return page(this.#billing.invoices, query);
  }

  async invoiceFile(_workspace: string, number: string, format: "pdf" | "xml"): Promise<ExportedFile> {
    await this.#wait();
    return this.#billing.file(number, format);
  }

  async sendInvoice(_workspace: string, number: string): Promise<InvoiceItem> {
    await this.#wait();
    return this.#billing.send(number);
  }

  async billingDetails(_workspace: string, signal?: AbortSignal): Promise<BillingDetails> {
    await this.#wait(signal);
    return this.#billing.details;
  }

  async saveBillingDetails(_workspace: string, details: BillingDetailsInput): Promise<BillingDetails> {
    await this.#wait();
    return this.#billing.saveDetails(details);
  }

  async mailbox(_workspace: string, signal?: AbortSignal): Promise<Mailbox> {
    await this.#wait(signal);
    return this.#billing.mailbox;
  }

  async changeMailbox(_workspace: string, mailbox: string[]): Promise<Mailbox> {
    await this.#wait();
    return this.#billing.changeMailbox(mailbox);
  }

  async resendMailboxConfirmation(_workspace: string): Promise<Mailbox> {
    await this.#wait();
    return this.#billing.resendConfirmation();
  }

  async withdrawMailboxChange(_workspace: string): Promise<Mailbox> {
    await this.#wait();
    return this.#billing.withdrawChange();
  }

  /** Made when it is asked for: counting the months of many members takes a while. Closed months do not change meanwhile. */
  get #billing(): FakeBilling {
    this.#made ??= new FakeBilling(this.#licenses.months(this.#directory), this.#settings);
    return this.#made;
  }

  async #wait(signal?: AbortSignal): Promise<void> {
    const { delayMs } = this.#settings;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    signal?.throwIfAborted();
  }

  #carryOut(command: PreviewCommand): void {
    this.#directory = carryOut(command, this.#directory, this.#settings.now);
  }

  #fingerprint(): string {
    return inactiveMembers(this.#directory)
      .goes.map(({ id }) => id)
      .join(" ");
  }
}
