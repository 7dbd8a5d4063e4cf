// The public entry of the package.
export { type AppOptions, createApp, type SeatbookApp } from "./app.ts";
export type { MakeDocuments } from "./billing/invoice-files.ts";
export type { DocumentInput, Documents } from "./invoice-document/documents.ts";
export { readSeller } from "./billing/read-seller.ts";
export type { BillingLogEntry } from "./billing/scheduler.ts";
export type { SellerSetup } from "./billing/seller.ts";
export { smtpTransport } from "./billing/smtp.ts";
export type { Attachment, MailAnswer, MailTransport, OutgoingMail } from "./billing/transport.ts";
export { type Config, ConfigError, readConfig } from "./config.ts";
export type * from "./contract/types.ts";
export { DemoClock } from "./demo-clock.ts";
export type { RequestLogEntry } from "./middleware/log.ts";
export { type RunningServer, startServer } from "./node.ts";
export type { WebhookLogEntry } from "./webhooks/dispatcher.ts";
export type { PostWebhook, WebhookReply, WebhookRequest } from "./webhooks/post.ts";
export { readWidgets, type WidgetsBundle, type WidgetsFile } from "./widgets-bundle.ts";
