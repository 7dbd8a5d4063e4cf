// Written by scripts/generate-client.ts from the OpenAPI document of the server.

import type { Answer } from "./answer.ts";
import type { Streamed } from "./body.ts";
import type { Caller } from "./caller.ts";
import type { List } from "./list.ts";
import type { KeyOptions, ReadOptions, RequestOptions, WriteOptions } from "./options.ts";
import type {
  Access,
  ApiKey,
  ApiKeyHistory,
  ApiKeyInput,
  ApiKeyPage,
  AuditEntry,
  AuditPage,
  BillingDetails,
  BounceInput,
  CancellationInput,
  Customer,
  DirectoryChange,
  DirectoryInput,
  Erasure,
  Health,
  InactiveMembers,
  Invoice,
  InvoiceItem,
  InvoicePage,
  License,
  Mailbox,
  MailboxInput,
  Member,
  MemberDetail,
  MemberInput,
  MemberPage,
  Month,
  MonthClosings,
  MonthLicenses,
  MonthList,
  NewApiKey,
  OutboxMail,
  OutboxPage,
  PaymentInput,
  PendingItem,
  PendingPage,
  PendingRun,
  Preview,
  PreviewInput,
  Readiness,
  RemoveInactiveMembersInput,
  RemovedMembers,
  RotationInput,
  SellerInvoiceItem,
  SellerInvoicePage,
  Session,
  SessionInput,
  Team,
  TeamInput,
  TeamPage,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookEndpointHistory,
  WebhookEndpointInput,
  WebhookEndpointList,
  WebhookEndpointWithSecret,
  WebhookRecovery,
  WebhookResends,
  WebhookSecretRotation,
  WebhookTest,
  Workspace,
  WorkspaceInput,
  WorkspaceItem,
  WorkspaceMail,
  WorkspaceMailPage,
  WorkspacePage,
} from "./types.generated.ts";

export interface ListWorkspacesOptions extends ReadOptions<WorkspacePage> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface PutDirectoryOptions extends WriteOptions {
  /** Changes nothing, and answers what would be changed. */
  dryRun?: boolean | undefined;
}

export interface ListTeamsOptions extends ReadOptions<TeamPage> {
  /** Words that all have to be in it, whatever their case and accents. */
  query?: string | undefined;
  /** Only these; without it, all. */
  status?: "active" | "archived" | undefined;
  /** With a "-" before it in the other direction. */
  sort?: "name" | "-name" | "members" | "-members" | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListMembersOptions extends ReadOptions<MemberPage> {
  /** Words that all have to be in it, whatever their case and accents. */
  query?: string | undefined;
  /** Only these; without it, all but the removed ones. */
  status?: "active" | "inactive" | "removed" | undefined;
  /** Only the members of this team. */
  team?: string | undefined;
  /** With a "-" before it in the other direction. */
  sort?: "name" | "-name" | "email" | "-email" | "joined" | "-joined" | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListLicensesOptions extends ReadOptions<MonthLicenses> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface DownloadLicensesCsvOptions extends RequestOptions {
  /** With a semicolon numbers have a decimal comma. */
  separator?: "comma" | "semicolon" | undefined;
}

export interface DownloadAllLicensesCsvOptions extends RequestOptions {
  /** With a semicolon numbers have a decimal comma. */
  separator?: "comma" | "semicolon" | undefined;
}

export interface DownloadInvoicesCsvOptions extends RequestOptions {
  /** With a semicolon numbers have a decimal comma. */
  separator?: "comma" | "semicolon" | undefined;
}

export interface DownloadSellerInvoicesCsvOptions extends RequestOptions {
  /** The first day of issue. */
  from?: string | undefined;
  /** The last day of issue. */
  to?: string | undefined;
  /** With a semicolon numbers have a decimal comma. */
  separator?: "comma" | "semicolon" | undefined;
}

export interface ListInvoicesOptions extends ReadOptions<InvoicePage> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface DownloadInvoiceXmlOptions extends RequestOptions {
  /** XRechnung is what German public buyers ask for. */
  profile?: "en16931" | "xrechnung" | undefined;
}

export interface ListMailsOptions extends ReadOptions<WorkspaceMailPage> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListSellerInvoicesOptions extends ReadOptions<SellerInvoicePage> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListPendingOptions extends ReadOptions<PendingPage> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListOutboxOptions extends ReadOptions<OutboxPage> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListApiKeysOptions extends ReadOptions<ApiKeyPage> {
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListEventsOptions extends ReadOptions<AuditPage> {
  /** The version after which to begin. */
  after?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface ListWebhookDeliveriesOptions extends ReadOptions<WebhookDeliveryPage> {
  /** Only these; without it, all. */
  status?: "pending" | "delivered" | "failed" | undefined;
  /** Only what happened in this workspace. */
  workspace?: string | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** How many items a page has. */
  limit?: number | undefined;
}

export interface EraseMemberOptions extends WriteOptions {
  /** Whether the mailbox keeps the person's address. */
  keepMailbox?: boolean | undefined;
}

/** What concerns the whole server. */
export class ServerClient {
  readonly #call: Caller;

  constructor(call: Caller) {
    this.#call = call;
  }

  /** Whether the process answers.
   *
   *  For everyone, without a token. */
  getHealth(options?: RequestOptions): Answer<Health> {
    return this.#call.get<Health>(["healthz"], options);
  }

  /** Whether this server should be sent requests.
   *
   *  For everyone, without a token. */
  getReadiness(options?: RequestOptions): Answer<Readiness> {
    return this.#call.get<Readiness>(["readyz"], options);
  }

  /** List the workspaces.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listWorkspaces(options?: ListWorkspacesOptions): List<WorkspaceItem, WorkspacePage> {
    return this.#call.list(["v1", "workspaces"], options);
  }

  /** Close a month of every workspace.
   *
   *  Workspaces that refuse it are listed, each with its reason.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  closeMonthOfAll(month: string, options?: KeyOptions): Answer<MonthClosings> {
    return this.#call.post<MonthClosings>(["v1", "months", month, "close"], undefined, options);
  }

  /** The invoices and credit notes of all workspaces for accounting, as CSV.
   *
   *  The file is made while it is sent, so that it has no `ETag`.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  downloadSellerInvoicesCsv(options?: DownloadSellerInvoicesCsvOptions): Promise<Response> {
    return this.#call.file(["v1", "invoices.csv"], options);
  }

  /** The invoices and credit notes of all workspaces, newest first.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listSellerInvoices(options?: ListSellerInvoicesOptions): List<SellerInvoiceItem, SellerInvoicePage> {
    return this.#call.list(["v1", "invoices"], options);
  }

  /** Cancel an invoice by a credit note.
   *
   *  Answers the credit note. What was canceled stays so: a repeat answers the same credit note.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `invoice-not-found`, `seller-missing`, `credit-note-not-cancelable`, `clock-behind`, `address-too-long`, `too-many-requests` */
  cancelInvoice(number: string, body: CancellationInput, options?: WriteOptions): Answer<Invoice> {
    return this.#call.post<Invoice>(["v1", "invoices", number, "cancel"], body, options);
  }

  /** Record that an invoice was paid, or a credit note paid back.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `invoice-not-found`, `invoice-canceled`, `credit-note-settled`, `payment-recorded`, `clock-behind`, `address-too-long`, `payment-in-future`, `payment-before-issue`, `too-many-requests` */
  recordPayment(number: string, body: PaymentInput, options?: WriteOptions): Answer<Invoice> {
    return this.#call.post<Invoice>(["v1", "invoices", number, "payments"], body, options);
  }

  /** What has not come to its end by itself, and why.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listPending(options?: ListPendingOptions): List<PendingItem, PendingPage> {
    return this.#call.list(["v1", "pending"], options);
  }

  /** Do everything that is due now: close, issue, mail.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  runPending(options?: KeyOptions): Answer<PendingRun> {
    return this.#call.post<PendingRun>(["v1", "pending", "run"], undefined, options);
  }

  /** The mails that were written to the store, for want of an SMTP server, newest first.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listOutbox(options?: ListOutboxOptions): List<OutboxMail, OutboxPage> {
    return this.#call.list(["v1", "outbox"], options);
  }

  /** A token for one workspace and one role, for at most an hour.
   *
   *  The `member` need not be in the directory: your own staff may look, too. A session may do no more than the API key that makes it, and ends with it: the role `billing` takes the scopes `read` and `billing`, `admin` takes `write` besides.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  createSession(body: SessionInput, options?: KeyOptions): Answer<Session> {
    return this.#call.ask<Session>(["v1", "sessions"], body, options);
  }

  /** The API keys, newest first.
   *
   *  Never their texts. Those that were revoked or have expired are listed, too.
   *
   *  For API keys with the scope `keys`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listApiKeys(options?: ListApiKeysOptions): List<ApiKey, ApiKeyPage> {
    return this.#call.list(["v1", "api-keys"], options);
  }

  /** Make an API key.
   *
   *  Its text, `key`, is told this once: a repeat with the same idempotency key makes no other key, and answers 409. A key gives only scopes that it has, for its own workspace where it is bound to one, and for no longer than itself.
   *
   *  For API keys with the scope `keys`.
   *
   *  @throws SeatbookError `api-key-told-once`, `address-too-long`, `too-many-requests` */
  createApiKey(body: ApiKeyInput, options?: KeyOptions): Answer<NewApiKey> {
    return this.#call.post<NewApiKey>(["v1", "api-keys"], body, options);
  }

  /** Give an API key another text.
   *
   *  The text so far works for `overlapHours` more, 24 by default. The new one is told this once. Sessions go on, unless it is for 0 hours, as after a leak.
   *
   *  For API keys with the scope `keys`.
   *
   *  @throws SeatbookError `api-key-not-found`, `api-key-revoked`, `api-key-told-once`, `address-too-long`, `too-many-requests` */
  rotateApiKey(key: string, body: RotationInput, options?: KeyOptions): Answer<NewApiKey> {
    return this.#call.post<NewApiKey>(["v1", "api-keys", key, "rotate"], body, options);
  }

  /** Revoke an API key, at once and on every server.
   *
   *  The sessions that it has made end with it. Revoking twice changes nothing.
   *
   *  For API keys with the scope `keys`.
   *
   *  @throws SeatbookError `api-key-not-found`, `address-too-long`, `too-many-requests` */
  revokeApiKey(key: string, options?: KeyOptions): Answer<ApiKey> {
    return this.#call.delete<ApiKey>(["v1", "api-keys", key], options);
  }

  /** What was done to an API key, and by whom.
   *
   *  Oldest first; of one that was revoked too. `lastUsedOn` tells of its use.
   *
   *  For API keys with the scope `keys`.
   *
   *  @throws SeatbookError `api-key-not-found`, `address-too-long`, `too-many-requests` */
  listApiKeyEvents(key: string, options?: ReadOptions<ApiKeyHistory>): Answer<ApiKeyHistory> {
    return this.#call.get<ApiKeyHistory>(["v1", "api-keys", key, "events"], options);
  }

  /** Create a webhook endpoint.
   *
   *  The answer shows its secret, and no other one does. It is told of what happens from then on.
   *
   *  For API keys with the scope `webhooks`.
   *
   *  @throws SeatbookError `too-many-webhook-endpoints`, `address-too-long`, `too-many-requests` */
  createWebhookEndpoint(body: WebhookEndpointInput, options?: KeyOptions): Answer<WebhookEndpointWithSecret> {
    return this.#call.post<WebhookEndpointWithSecret>(["v1", "webhook-endpoints"], body, options);
  }

  /** The webhook endpoints, in the order in which they were created.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listWebhookEndpoints(options?: ReadOptions<WebhookEndpointList>): Answer<WebhookEndpointList> {
    return this.#call.get<WebhookEndpointList>(["v1", "webhook-endpoints"], options);
  }

  /** A webhook endpoint.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `address-too-long`, `too-many-requests` */
  getWebhookEndpoint(endpoint: string, options?: ReadOptions<WebhookEndpoint>): Answer<WebhookEndpoint> {
    return this.#call.get<WebhookEndpoint>(["v1", "webhook-endpoints", endpoint], options);
  }

  /** Change a webhook endpoint, enable or disable it.
   *
   *  What is left out stays as it is; null takes a description or a list away. One that is enabled again is told of what happens from then on.
   *
   *  For API keys with the scope `webhooks`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `address-too-long`, `too-many-requests` */
  changeWebhookEndpoint(endpoint: string, body: WebhookEndpointChange, options?: KeyOptions): Answer<WebhookEndpoint> {
    return this.#call.patch<WebhookEndpoint>(["v1", "webhook-endpoints", endpoint], body, options);
  }

  /** Delete a webhook endpoint.
   *
   *  Nothing more is sent to it.
   *
   *  For API keys with the scope `webhooks`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `address-too-long`, `too-many-requests` */
  deleteWebhookEndpoint(endpoint: string, options?: KeyOptions): Answer<WebhookEndpoint> {
    return this.#call.delete<WebhookEndpoint>(["v1", "webhook-endpoints", endpoint], options);
  }

  /** Give a webhook endpoint a new secret.
   *
   *  The answer shows it, and no other one does. The old one signs too for `overlapHours`, 24 where none are given.
   *
   *  For API keys with the scope `webhooks`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `address-too-long`, `too-many-requests` */
  rotateWebhookSecret(
    endpoint: string,
    body: WebhookSecretRotation,
    options?: KeyOptions,
  ): Answer<WebhookEndpointWithSecret> {
    return this.#call.post<WebhookEndpointWithSecret>(
      ["v1", "webhook-endpoints", endpoint, "rotate-secret"],
      body,
      options,
    );
  }

  /** Send a ping, and wait for the answer.
   *
   *  One attempt of the type `webhook.ping`, to an endpoint that is disabled too.
   *
   *  For API keys with the scope `webhooks`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `address-too-long`, `too-many-requests` */
  testWebhookEndpoint(endpoint: string, options?: KeyOptions): Answer<WebhookTest> {
    return this.#call.post<WebhookTest>(["v1", "webhook-endpoints", endpoint, "test"], undefined, options);
  }

  /** What was done to a webhook endpoint, and by whom.
   *
   *  Oldest first; of one that was deleted too.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `address-too-long`, `too-many-requests` */
  listWebhookEndpointEvents(
    endpoint: string,
    options?: ReadOptions<WebhookEndpointHistory>,
  ): Answer<WebhookEndpointHistory> {
    return this.#call.get<WebhookEndpointHistory>(["v1", "webhook-endpoints", endpoint, "events"], options);
  }

  /** What a webhook endpoint got.
   *
   *  First what is pending, then what is settled, newest first. A page may be shorter than asked for; the end is where there is no `nextCursor`.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `address-too-long`, `too-many-requests` */
  listWebhookDeliveries(
    endpoint: string,
    options?: ListWebhookDeliveriesOptions,
  ): List<WebhookDelivery, WebhookDeliveryPage> {
    return this.#call.list(["v1", "webhook-endpoints", endpoint, "deliveries"], options);
  }

  /** Send a message again, with the same id.
   *
   *  Before whatever else waits for its workspace.
   *
   *  For API keys with the scope `webhooks`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `webhook-delivery-not-found`, `webhook-endpoint-disabled`, `address-too-long`, `too-many-requests` */
  resendWebhook(endpoint: string, delivery: string, options?: KeyOptions): Answer<WebhookResends> {
    return this.#call.post<WebhookResends>(
      ["v1", "webhook-endpoints", endpoint, "deliveries", delivery, "resend"],
      undefined,
      options,
    );
  }

  /** Send everything again since an instant that was not delivered.
   *
   *  What failed, and what was missed while the endpoint was disabled.
   *
   *  For API keys with the scope `webhooks`.
   *
   *  @throws SeatbookError `webhook-endpoint-not-found`, `webhook-endpoint-disabled`, `address-too-long`, `too-many-requests` */
  recoverWebhooks(endpoint: string, body: WebhookRecovery, options?: KeyOptions): Answer<WebhookResends> {
    return this.#call.post<WebhookResends>(["v1", "webhook-endpoints", endpoint, "recover"], body, options);
  }

  /** The figures of this process, for Prometheus.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `too-many-requests` */
  getMetrics(options?: RequestOptions): Promise<Response> {
    return this.#call.file(["metrics"], options);
  }

  /** This document.
   *
   *  For everyone, without a token. */
  getOpenApi(
    options?: ReadOptions<{
      openapi: string;
      [field: string]: unknown;
    }>,
  ): Answer<{
    openapi: string;
    [field: string]: unknown;
  }> {
    return this.#call.get<{
      openapi: string;
      [field: string]: unknown;
    }>(["openapi.json"], options);
  }
}

/** What concerns one workspace. */
export class WorkspaceClient {
  readonly #call: Caller;

  constructor(call: Caller) {
    this.#call = call;
  }

  /** Create or change a workspace.
   *
   *  What is left out stays as it is. Another license model, price or time zone is in force from the start of the next month.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `address-too-long`, `vat-id-missing`, `seller-vat-id-missing`, `currency-not-invoiceable`, `too-many-requests` */
  putWorkspace(body: WorkspaceInput, options?: WriteOptions): Answer<Workspace> {
    return this.#call.put<Workspace>([], body, options);
  }

  /** The numbers of a workspace.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  getWorkspace(options?: ReadOptions<Workspace>): Answer<Workspace> {
    return this.#call.get<Workspace>([], options);
  }

  /** Make teams and members exactly these.
   *
   *  A team that is not listed is archived, a member that is not listed is removed. All of it is one change, or none. With `dryRun` nothing is changed, the answer says what would be, and its `ETag` as `If-Match` sees to it that it is.
   *
   *  For API keys with the scope `write`.
   *
   *  @throws SeatbookError `since-month-closed`, `address-too-long`, `since-in-future`, `since-overlaps`, `team-unknown`, `duplicate-id`, `too-many-requests` */
  putDirectory(body: Streamed<DirectoryInput>, options?: PutDirectoryOptions): Answer<DirectoryChange> {
    return this.#call.put<DirectoryChange>(["directory"], body, options);
  }

  /** List, search and sort the teams.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listTeams(options?: ListTeamsOptions): List<Team, TeamPage> {
    return this.#call.list(["teams"], options);
  }

  /** Add or rename a team.
   *
   *  For API keys with the scope `write`.
   *
   *  @throws SeatbookError `since-month-closed`, `address-too-long`, `since-in-future`, `too-many-requests` */
  putTeam(team: string, body: TeamInput, options?: WriteOptions): Answer<Team> {
    return this.#call.put<Team>(["teams", team], body, options);
  }

  /** Archive a team; it is free from the next month on.
   *
   *  Its members stay. A team that is archived stays so: a repeat changes nothing.
   *
   *  For API keys with the scope `write`, and for session tokens of the role `admin`.
   *
   *  @throws SeatbookError `team-not-found`, `address-too-long`, `too-many-requests` */
  archiveTeam(team: string, options?: WriteOptions): Answer<Team> {
    return this.#call.post<Team>(["teams", team, "archive"], undefined, options);
  }

  /** Unarchive a team; it is billed from this month on.
   *
   *  For API keys with the scope `write`, and for session tokens of the role `admin`.
   *
   *  @throws SeatbookError `team-not-found`, `address-too-long`, `too-many-requests` */
  unarchiveTeam(team: string, options?: WriteOptions): Answer<Team> {
    return this.#call.post<Team>(["teams", team, "unarchive"], undefined, options);
  }

  /** List, search, filter and sort the members.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `team-not-found`, `address-too-long`, `too-many-requests` */
  listMembers(options?: ListMembersOptions): List<Member, MemberPage> {
    return this.#call.list(["members"], options);
  }

  /** A member, and why billed, month by month.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `member-not-found`, `address-too-long`, `too-many-requests` */
  getMember(member: string, options?: ReadOptions<MemberDetail>): Answer<MemberDetail> {
    return this.#call.get<MemberDetail>(["members", member], options);
  }

  /** Add or change a member.
   *
   *  With `teams` the member is in exactly these; without, the teams stay as they are. A removed member is added again.
   *
   *  For API keys with the scope `write`.
   *
   *  @throws SeatbookError `since-month-closed`, `address-too-long`, `since-in-future`, `since-overlaps`, `team-unknown`, `too-many-requests` */
  putMember(member: string, body: MemberInput, options?: WriteOptions): Answer<Member> {
    return this.#call.put<Member>(["members", member], body, options);
  }

  /** Remove a member, who loses access at once.
   *
   *  Billed for the month in which it happens, and free from the next one on. A member who was removed stays so: a repeat changes nothing.
   *
   *  For API keys with the scope `write`, and for session tokens of the role `admin`.
   *
   *  @throws SeatbookError `member-not-found`, `address-too-long`, `too-many-requests` */
  removeMember(member: string, options?: WriteOptions): Answer<Member> {
    return this.#call.delete<Member>(["members", member], options);
  }

  /** Restore a removed member, in no team, within 30 days.
   *
   *  For API keys with the scope `write`, and for session tokens of the role `admin`.
   *
   *  @throws SeatbookError `member-not-found`, `restore-expired`, `member-erased`, `address-too-long`, `too-many-requests` */
  restoreMember(member: string, options?: WriteOptions): Answer<Member> {
    return this.#call.post<Member>(["members", member, "restore"], undefined, options);
  }

  /** Who would be removed, who not and why.
   *
   *  The `fingerprint` stands for exactly this set: `removeInactiveMembers` takes it.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  getInactiveMembers(options?: ReadOptions<InactiveMembers>): Answer<InactiveMembers> {
    return this.#call.get<InactiveMembers>(["inactive-members"], options);
  }

  /** Remove exactly the inactive members of that fingerprint.
   *
   *  If the set has changed since, nothing is removed. The caller and owners are never removed by it. The bill does not change, since inactive members are not billed.
   *
   *  For API keys with the scope `write`, and for session tokens of the role `admin`.
   *
   *  @throws SeatbookError `inactive-members-changed`, `address-too-long`, `too-many-requests` */
  removeInactiveMembers(body: RemoveInactiveMembersInput, options?: WriteOptions): Answer<RemovedMembers> {
    return this.#call.post<RemovedMembers>(["inactive-members", "remove"], body, options);
  }

  /** What commands would change, this month and next; nothing is changed.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `team-not-found`, `member-not-found`, `address-too-long`, `too-many-requests` */
  previewCommands(body: PreviewInput, options?: RequestOptions): Answer<Preview> {
    return this.#call.ask<Preview>(["preview"], body, options);
  }

  /** Every month from the first to the running one.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listMonths(options?: ReadOptions<MonthList>): Answer<MonthList> {
    return this.#call.get<MonthList>(["months"], options);
  }

  /** The license holders of a month, and why.
   *
   *  A live view while the month is open; what it was closed with from then on.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `month-unknown`, `address-too-long`, `too-many-requests` */
  listLicenses(month: string, options?: ListLicensesOptions): List<License, MonthLicenses> {
    return this.#call.list(["months", month, "licenses"], options);
  }

  /** Close a month that has ended.
   *
   *  The server closes months by itself; this is for those who want it at once. A month that is closed stays as it is, and a repeat answers the same.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `month-unknown`, `month-not-ended`, `month-out-of-order`, `clock-behind`, `address-too-long`, `too-many-requests` */
  closeMonth(month: string, options?: WriteOptions): Answer<Month> {
    return this.#call.post<Month>(["months", month, "close"], undefined, options);
  }

  /** The license holders of a month as CSV.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `month-unknown`, `address-too-long`, `too-many-requests` */
  downloadLicensesCsv(month: string, options?: DownloadLicensesCsvOptions): Promise<Response> {
    return this.#call.file(["months", month, "licenses.csv"], options);
  }

  /** The license holders of a month as a workbook.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `month-unknown`, `address-too-long`, `too-many-requests` */
  downloadLicensesXlsx(month: string, options?: RequestOptions): Promise<Response> {
    return this.#call.file(["months", month, "licenses.xlsx"], options);
  }

  /** The license holders of all months as CSV.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  downloadAllLicensesCsv(options?: DownloadAllLicensesCsvOptions): Promise<Response> {
    return this.#call.file(["licenses.csv"], options);
  }

  /** The license holders of all months as a workbook.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  downloadAllLicensesXlsx(options?: RequestOptions): Promise<Response> {
    return this.#call.file(["licenses.xlsx"], options);
  }

  /** The invoices and credit notes for accounting, as CSV.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  downloadInvoicesCsv(options?: DownloadInvoicesCsvOptions): Promise<Response> {
    return this.#call.file(["invoices.csv"], options);
  }

  /** The invoices and credit notes, newest first.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listInvoices(options?: ListInvoicesOptions): List<InvoiceItem, InvoicePage> {
    return this.#call.list(["invoices"], options);
  }

  /** An invoice or credit note as a PDF with the e-invoice in it.
   *
   *  The same bytes each time: Factur-X, a PDF/A-3 with the XML attached.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `invoice-not-found`, `address-too-long`, `too-many-requests` */
  downloadInvoicePdf(number: string, options?: RequestOptions): Promise<Response> {
    return this.#call.file(["invoices", `${number}.pdf`], options);
  }

  /** The e-invoice as XML: EN 16931, or XRechnung.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `invoice-not-found`, `customer-reference-missing`, `customer-address-missing`, `address-too-long`, `too-many-requests` */
  downloadInvoiceXml(number: string, options?: DownloadInvoiceXmlOptions): Promise<Response> {
    return this.#call.file(["invoices", `${number}.xml`], options);
  }

  /** An invoice or credit note, as it was frozen.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `invoice-not-found`, `address-too-long`, `too-many-requests` */
  getInvoice(number: string, options?: ReadOptions<Invoice>): Answer<Invoice> {
    return this.#call.get<Invoice>(["invoices", number], options);
  }

  /** Mail an invoice to the mailbox, again if need be.
   *
   *  For API keys with the scope `billing`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `invoice-not-found`, `invoice-canceled`, `mailbox-missing`, `address-too-long`, `too-many-requests`, `too-many-sendings` */
  sendInvoice(number: string, options?: WriteOptions): Answer<InvoiceItem> {
    return this.#call.post<InvoiceItem>(["invoices", number, "send"], undefined, options);
  }

  /** Issue the invoice of a closed month that has none, or only canceled ones.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `month-unknown`, `month-not-closed`, `nothing-to-bill`, `seller-missing`, `customer-missing`, `tax-missing`, `clock-behind`, `address-too-long`, `vat-id-missing`, `seller-vat-id-missing`, `currency-not-invoiceable`, `too-many-requests` */
  issueInvoice(month: string, options?: WriteOptions): Answer<Invoice> {
    return this.#call.post<Invoice>(["months", month, "invoice"], undefined, options);
  }

  /** Whom the invoices are addressed to, and what is missing for one.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  getBillingDetails(options?: ReadOptions<BillingDetails>): Answer<BillingDetails> {
    return this.#call.get<BillingDetails>(["billing-details"], options);
  }

  /** Change whom the invoices are addressed to, from the next one on.
   *
   *  Invoices that waited for them are issued now. What was issued stays as it is.
   *
   *  For API keys with the scope `billing`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `address-too-long`, `vat-id-missing`, `too-many-requests` */
  putBillingDetails(body: Customer, options?: WriteOptions): Answer<BillingDetails> {
    return this.#call.put<BillingDetails>(["billing-details"], body, options);
  }

  /** Where the invoices are mailed to, and the change that waits for confirmation.
   *
   *  For API keys with the scope `read`, and for session tokens of the roles `admin`, `billing`, and `viewer`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  getMailbox(options?: ReadOptions<Mailbox>): Answer<Mailbox> {
    return this.#call.get<Mailbox>(["mailbox"], options);
  }

  /** Ask for another mailbox: it is in force once every new address is confirmed.
   *
   *  A link is mailed to each new address, and a notice to the old ones. Until all are confirmed the old mailbox stays in force.
   *
   *  For API keys with the scope `billing`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `seller-missing`, `mailbox-by-operator`, `address-too-long`, `too-many-requests`, `too-many-confirmations` */
  putMailbox(body: MailboxInput, options?: WriteOptions): Answer<Mailbox> {
    return this.#call.put<Mailbox>(["mailbox"], body, options);
  }

  /** Mail the confirmation links again.
   *
   *  For API keys with the scope `billing`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `mailbox-change-not-found`, `seller-missing`, `mailbox-by-operator`, `address-too-long`, `too-many-requests`, `too-many-confirmations` */
  resendMailboxConfirmation(options?: WriteOptions): Answer<Mailbox> {
    return this.#call.post<Mailbox>(["mailbox", "resend"], undefined, options);
  }

  /** Withdraw the change that waits for confirmation.
   *
   *  For API keys with the scope `billing`, and for session tokens of the roles `admin` and `billing`.
   *
   *  @throws SeatbookError `seller-missing`, `mailbox-by-operator`, `address-too-long`, `too-many-requests` */
  withdrawMailboxChange(options?: WriteOptions): Answer<Mailbox> {
    return this.#call.post<Mailbox>(["mailbox", "withdraw"], undefined, options);
  }

  /** Every mail of a workspace and how far it came, newest first.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listMails(options?: ListMailsOptions): List<WorkspaceMail, WorkspaceMailPage> {
    return this.#call.list(["mails"], options);
  }

  /** Report that a mail came back.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `mail-not-found`, `mail-not-sent`, `address-too-long`, `too-many-requests` */
  reportBounce(mail: string, body: BounceInput, options?: WriteOptions): Answer<WorkspaceMail> {
    return this.#call.post<WorkspaceMail>(["mails", mail, "bounce"], body, options);
  }

  /** Whether a member may access the workspace now.
   *
   *  Fast enough for every page view of yours. Somebody who was never a member has no access.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  getAccess(member: string, options?: ReadOptions<Access>): Answer<Access> {
    return this.#call.get<Access>(["access", member], options);
  }

  /** The audit trail, oldest first.
   *
   *  Every change with who made it, when, and by which way: the API key, and the request as the server's log has it. `after` and `cursor` are versions of the workspace: a reader that keeps the last one misses nothing.
   *
   *  For API keys with the scope `read`.
   *
   *  @throws SeatbookError `address-too-long`, `too-many-requests` */
  listEvents(options?: ListEventsOptions): List<AuditEntry, AuditPage> {
    return this.#call.list(["events"], options);
  }

  /** Erase the personal data of a removed member.
   *
   *  Name and addresses are overwritten everywhere in the store, closed months included; ids, counts and amounts stay. It cannot be undone. The answer tells what is kept, and why. What a crash has interrupted is gone on with by itself.
   *
   *  For API keys with the scope `billing`.
   *
   *  @throws SeatbookError `member-not-found`, `member-present`, `mailbox-has-address`, `mail-under-way`, `address-too-long`, `too-many-requests` */
  eraseMember(member: string, options?: EraseMemberOptions): Answer<Erasure> {
    return this.#call.post<Erasure>(["members", member, "erase"], undefined, options);
  }
}
