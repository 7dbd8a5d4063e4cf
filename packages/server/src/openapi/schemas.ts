import { type JsonSchema, type OverrideSchemaContext, toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import * as requests from "../contract/requests.ts";
import * as billingResponses from "../contract/billing-responses.ts";
import * as responses from "../contract/responses.ts";
import * as webhookResponses from "../contract/webhook-responses.ts";
import * as scimRequests from "../contract/scim-requests.ts";
import * as scimResponses from "../contract/scim-responses.ts";
import * as values from "../contract/values.ts";
import type { Schema } from "./document-types.ts";

/** The schemas that have a name of their own in the document, and so in clients that are generated from it. */
const named = {
  Money: values.money,
  Price: values.price,
  Tax: values.tax,
  Address: values.address,
  Customer: values.customer,
  LicenseModel: values.licenseModel,
  Language: values.language,
  MemberRole: values.memberRole,
  SessionRole: values.sessionRole,

  WorkspaceInput: requests.putWorkspace,
  TeamInput: requests.putTeam,
  MemberInput: requests.putMember,
  DirectoryInput: requests.putDirectory,
  SessionInput: requests.postSession,
  ApiKeyInput: requests.postApiKey,
  RotationInput: requests.postRotation,
  PreviewInput: requests.postPreview,
  RemoveInactiveMembersInput: requests.postRemoveInactive,
  MailboxInput: requests.putMailbox,
  CancellationInput: requests.postCancel,
  PaymentInput: requests.postPayment,
  BounceInput: requests.postBounce,
  WebhookEndpointInput: requests.postWebhookEndpoint,
  WebhookEndpointChange: requests.patchWebhookEndpoint,
  WebhookSecretRotation: requests.postRotateSecret,
  WebhookRecovery: requests.postRecover,
  ScimUserInput: scimRequests.user,
  ScimGroupInput: scimRequests.group,
  ScimPatchInput: scimRequests.patch,
  ScimSearchInput: scimRequests.search,
  DemoClockInput: requests.putDemoClock,

  Actor: responses.actor,
  Author: responses.author,
  Permission: responses.permission,
  Estimate: responses.estimate,
  Counts: responses.counts,
  Workspace: responses.workspaceSummary,
  WorkspaceItem: responses.workspaceItem,
  WorkspacePage: responses.workspaces,
  Member: responses.member,
  MemberDetail: responses.memberDetail,
  MemberPage: responses.memberPage,
  Erasure: responses.erasure,
  InactiveMembers: responses.inactiveMembers,
  RemovedMembers: responses.removed,
  Team: responses.team,
  TeamPage: responses.teamPage,
  License: responses.license,
  Span: responses.span,
  Cause: responses.cause,
  Month: responses.monthItem,
  MonthList: responses.months,
  MonthLicenses: responses.monthLicenses,
  MonthClosings: responses.closeAll,
  Change: responses.change,
  Preview: responses.preview,
  DirectoryChange: responses.directoryChange,
  Mail: billingResponses.mail,
  InvoiceItem: billingResponses.invoiceItem,
  InvoicePage: billingResponses.invoicePage,
  Invoice: billingResponses.invoice,
  SellerInvoiceItem: billingResponses.sellerInvoiceItem,
  SellerInvoicePage: billingResponses.sellerInvoices,
  BillingDetails: billingResponses.billingDetails,
  Mailbox: billingResponses.mailbox,
  WorkspaceMail: billingResponses.workspaceMail,
  WorkspaceMailPage: billingResponses.workspaceMailPage,
  OutboxMail: billingResponses.outboxMail,
  OutboxPage: billingResponses.outboxPage,
  PendingItem: billingResponses.pendingItem,
  PendingPage: billingResponses.pending,
  PendingRun: billingResponses.pendingRun,
  Session: responses.session,
  ApiKey: responses.apiKey,
  NewApiKey: responses.newApiKey,
  ApiKeyPage: responses.apiKeyPage,
  ApiKeyRecord: responses.apiKeyRecord,
  ApiKeyHistory: responses.apiKeyRecords,
  Access: responses.access,
  AuditEntry: responses.auditEntry,
  AuditPage: responses.auditPage,
  WebhookEvent: values.webhookEvent,
  WebhookPayload: webhookResponses.webhookPayload,
  WebhookEndpoint: webhookResponses.webhookEndpoint,
  WebhookEndpointWithSecret: webhookResponses.webhookEndpointWithSecret,
  WebhookEndpointList: webhookResponses.webhookEndpoints,
  WebhookEndpointRecord: webhookResponses.webhookEndpointRecord,
  WebhookEndpointHistory: webhookResponses.webhookEndpointRecords,
  WebhookAttempt: webhookResponses.webhookAttempt,
  WebhookDelivery: webhookResponses.webhookDelivery,
  WebhookDeliveryPage: webhookResponses.webhookDeliveries,
  WebhookTest: webhookResponses.webhookTest,
  WebhookResends: webhookResponses.webhookResends,
  DemoClock: responses.demoClock,
  Health: responses.health,
  Readiness: responses.readiness,
  ScimUser: scimResponses.user,
  ScimGroup: scimResponses.group,
  ScimUserList: scimResponses.users,
  ScimGroupList: scimResponses.groups,
  ScimList: scimResponses.resources,
  ScimDescription: scimResponses.description,
  ScimDescriptionList: scimResponses.descriptions,
  ScimError: scimResponses.error,
  Problem: responses.problem,
  ProblemCode: responses.problemCode,
  FieldError: responses.fieldError,
} satisfies Record<string, GenericSchema>;

/** An answer that may have fields which are not named says so; and a named part that is described anew where it is used keeps its
 *  name. */
function overrideSchema({ valibotSchema, jsonSchema }: OverrideSchemaContext): JsonSchema | undefined {
  if (!("entries" in valibotSchema) || !jsonSchema.properties) return undefined;
  const entries = new Map(Object.entries(valibotSchema.entries ?? {}));
  const properties = Object.entries(jsonSchema.properties).map(([key, property]) => {
    const name = nameOfDescribed(entries.get(key));
    if (name === undefined || typeof property !== "object") return [key, property];
    const { description } = property;
    return [key, { $ref: refTo(name), ...(description !== undefined && { description }) }];
  });
  const additional = valibotSchema.type === "loose_object" && { additionalProperties: true };
  return { ...jsonSchema, properties: Object.fromEntries(properties), ...additional };
}

/** The name of what is described anew, where it has one. */
function nameOfDescribed(schema: unknown): string | undefined {
  if (typeof schema !== "object" || schema === null) return undefined;
  if ("wrapped" in schema) return nameOfDescribed(schema.wrapped);
  if (!("pipe" in schema) || !Array.isArray(schema.pipe)) return undefined;
  const [first, ...rest]: { kind: string }[] = schema.pipe;
  return rest.every(({ kind }) => kind === "metadata") ? names.get(first) : undefined;
}

const refTo = (name: string): string => `#/components/schemas/${name}`;

const config = {
  definitions: named,
  typeMode: "input",
  target: "draft-2020-12",
  // What no JSON Schema can say, such as that a country exists.
  errorMode: "ignore",
  overrideSchema,
  overrideRef: ({ referenceId }: { referenceId: string }) => refTo(referenceId),
} as const;

const names = new Map<unknown, string>(Object.entries(named).map(([name, schema]) => [schema, name]));

/** A schema as it is where it is used: a reference where it has a name. */
export function toSchema(schema: GenericSchema): Schema {
  const name = names.get(schema);
  if (name !== undefined) return { $ref: refTo(name) };
  const { $schema: _, $defs: __, ...converted } = toJsonSchema(schema, { ...config, definitions: {} });
  return tidy(converted);
}

export function namedSchemas(): Record<string, Schema> {
  const converted = Object.entries(toJsonSchemaDefs(named, config)).map(([name, schema]) => [name, tidy(schema)]);
  return Object.fromEntries(converted);
}

/** Without what says nothing, and with the default of a number in a query as the number that it is. */
function tidy(schema: object): Schema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === "required" && Array.isArray(value) && value.length === 0) return undefined;
      const isNumber = key === "default" && typeof value === "string" && /^\d+$/.test(value);
      return isNumber ? Number(value) : value;
    }),
  );
}
