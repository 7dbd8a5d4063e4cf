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
  Removed,
  Team,
  WorkspaceSummary,
} from "@seatbook/server/contract";

/** Which page of the members. `limit` is 1 to 200; without `status`, active and inactive members are listed. */
export interface MembersQuery {
  query?: string;
  status?: "active" | "inactive" | "removed";
  /** A team's id. */
  team?: string;
  sort?: "name" | "-name" | "email" | "-email" | "joined" | "-joined";
  cursor?: string;
  limit?: number;
}

/** Which page of the teams. `limit` is 1 to 200. */
export interface TeamsQuery {
  query?: string;
  status?: "active" | "archived";
  sort?: "name" | "-name" | "members" | "-members";
  cursor?: string;
  limit?: number;
}

/** Which page of the invoices. `limit` is 1 to 200. */
export interface InvoicesQuery {
  cursor?: string;
  limit?: number;
}

/** What an administrator can change about whom the invoices are addressed to. */
export interface BillingDetailsInput {
  name: string;
  address: NonNullable<BillingDetails["address"]>;
  vatId?: string;
  /** What the workspace wants to find on its invoices, for example an order number. */
  reference?: string;
  /** Of invoices and mails. */
  language: NonNullable<BillingDetails["language"]>;
}

/** A command whose effect `preview` computes without carrying it out. */
export type PreviewCommand =
  | { type: "archive-team" | "unarchive-team"; team: string }
  | { type: "remove-member"; member: string }
  | { type: "remove-inactive-members" };

/** What an export can be: plain text, or a workbook. */
export const exportFormats = ["csv", "xlsx"] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** A file to save, with the name the server gave it. */
export interface ExportedFile {
  name: string;
  content: Blob;
}

/** What the widgets ask of a Seatbook server. Every method rejects with a `ClientError` when it is refused or the server
 *  cannot be reached. */
export interface SeatbookClient {
  summary(workspace: string, signal?: AbortSignal): Promise<WorkspaceSummary>;
  members(workspace: string, query: MembersQuery, signal?: AbortSignal): Promise<Page<Member>>;
  member(workspace: string, member: string, signal?: AbortSignal): Promise<MemberDetail>;
  removeMember(workspace: string, member: string): Promise<void>;
  restoreMember(workspace: string, member: string): Promise<void>;
  inactiveMembers(workspace: string, signal?: AbortSignal): Promise<InactiveMembers>;
  /** Removes exactly the members that `inactiveMembers` listed with this fingerprint, or none (`inactive-members-changed`). */
  removeInactiveMembers(workspace: string, fingerprint: string): Promise<Removed>;
  teams(workspace: string, query: TeamsQuery, signal?: AbortSignal): Promise<Page<Team>>;
  archiveTeam(workspace: string, team: string): Promise<void>;
  unarchiveTeam(workspace: string, team: string): Promise<void>;
  preview(workspace: string, commands: PreviewCommand[], signal?: AbortSignal): Promise<Preview>;
  /** Oldest first, up to the running month. */
  months(workspace: string, signal?: AbortSignal): Promise<MonthItem[]>;
  /** The billed license holders of `month` (`YYYY-MM`), or of all months. */
  exportLicenses(
    workspace: string,
    month: string | undefined,
    format: ExportFormat,
    /** Called as the file comes in, with the bytes so far. */
    onProgress?: (bytes: number) => void,
  ): Promise<ExportedFile>;
  /** Newest first. */
  invoices(workspace: string, query: InvoicesQuery, signal?: AbortSignal): Promise<Page<InvoiceItem>>;
  invoiceFile(workspace: string, number: string, format: "pdf" | "xml"): Promise<ExportedFile>;
  /** Mails an invoice to the mailbox again. */
  sendInvoice(workspace: string, number: string): Promise<InvoiceItem>;
  billingDetails(workspace: string, signal?: AbortSignal): Promise<BillingDetails>;
  /** Rejects with the fields at fault in `ClientError.errors`. */
  saveBillingDetails(workspace: string, details: BillingDetailsInput): Promise<BillingDetails>;
  mailbox(workspace: string, signal?: AbortSignal): Promise<Mailbox>;
  /** Asks for a change: it is in force once every new address is confirmed. */
  changeMailbox(workspace: string, mailbox: string[]): Promise<Mailbox>;
  /** Mails the confirmation links again to the addresses that are not confirmed. */
  resendMailboxConfirmation(workspace: string): Promise<Mailbox>;
  withdrawMailboxChange(workspace: string): Promise<Mailbox>;
}

export interface FieldError {
  field: string;
  /** What to do about it, in English. */
  message: string;
}

/** A refusal or a failure. `code` is the problem detail's stable code, `unreachable` when no answer came, or
 *  `unexpected-answer` when the answer was not Seatbook's. `status` is the HTTP status, 0 without an answer. */
export class ClientError extends Error {
  override readonly name = "ClientError";
  readonly code: string;
  readonly status: number;
  /** The input at fault, field by field, for example `address.city`. */
  readonly errors: readonly FieldError[];

  constructor(code: string, status: number, detail: string, errors: readonly FieldError[] = []) {
    super(detail);
    this.code = code;
    this.status = status;
    this.errors = errors;
  }
}
