import { encodeKey } from "@seatbook/storage";

/** The names of the logs that there is one of. */
export const logNames = {
  /** Lists the workspaces. */
  catalog: "workspaces",
  /** Gives invoices their numbers. */
  register: "register",
  /** Mails that were written without an SMTP server. */
  outbox: "outbox",
  demoClock: "demo-clock",
  webhookEndpoints: "webhook-endpoints",
  apiKeys: "api-keys",
} as const;

const workspacePrefix = "workspace:";

/** The name of a workspace's log. */
export function workspaceLog(id: string): string {
  return workspacePrefix + encodeKey(id);
}

export function isWorkspaceLog(name: string): boolean {
  return name.startsWith(workspacePrefix);
}

const webhookPrefix = "webhook-deliveries:";

/** The name of the log of what an endpoint got. */
export function webhookDeliveriesLog(endpoint: string): string {
  return webhookPrefix + encodeKey(endpoint);
}

export function isWebhookDeliveriesLog(name: string): boolean {
  return name.startsWith(webhookPrefix);
}
