import type {
  InactiveMembers,
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

/** A command whose effect `preview` computes without carrying it out. */
export type PreviewCommand =
  | { type: "archive-team" | "unarchive-team"; team: string }
  | { type: "remove-member"; member: string }
  | { type: "remove-inactive-members" };

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
  /** The billed license holders of `month` (`YYYY-MM`) as CSV. */
  exportLicenses(workspace: string, month: string): Promise<ExportedFile>;
}

/** A refusal or a failure. `code` is the problem detail's stable code, `unreachable` when no answer came, or
 *  `unexpected-answer` when the answer was not Seatbook's. `status` is the HTTP status, 0 without an answer. */
export class ClientError extends Error {
  override readonly name = "ClientError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, detail: string) {
    super(detail);
    this.code = code;
    this.status = status;
  }
}
