import type { InferOutput } from "valibot";
import type * as responses from "./responses.ts";

export type WorkspaceSummary = InferOutput<typeof responses.workspaceSummary>;
export type WorkspaceItem = InferOutput<typeof responses.workspaceItem>;
export type Estimate = WorkspaceSummary["currentMonth"];
export type Counts = WorkspaceSummary["counts"];
export type Permission = InferOutput<typeof responses.permission>;
export type Member = InferOutput<typeof responses.member>;
export type MemberDetail = InferOutput<typeof responses.memberDetail>;
export type InactiveMembers = InferOutput<typeof responses.inactiveMembers>;
export type Removed = InferOutput<typeof responses.removed>;
export type Team = InferOutput<typeof responses.team>;
export type Preview = InferOutput<typeof responses.preview>;
export type MonthItem = InferOutput<typeof responses.monthItem>;
export type License = InferOutput<typeof responses.license>;
export type MonthLicenses = InferOutput<typeof responses.monthLicenses>;
export type Actor = InferOutput<typeof responses.actor>;
export type Session = InferOutput<typeof responses.session>;
export type DirectoryChange = InferOutput<typeof responses.directoryChange>;
export type AuditEntry = InferOutput<typeof responses.auditEntry>;
export type Problem = InferOutput<typeof responses.problem>;
export type Money = { currency: string; minor: number };
/** A page of a list; `nextCursor` is absent on the last. */
export type Page<T> = { items: T[]; total: number; nextCursor?: string | undefined };
