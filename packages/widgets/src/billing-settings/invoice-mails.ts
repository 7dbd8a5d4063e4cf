import type { Mail } from "@seatbook/server/contract";
import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../internal/icons.ts";
import type { WorkspaceElement } from "../internal/workspace-element.ts";

/** Addresses that fit a line; the rest is a count. */
const shownAddresses = 2;

/** Whether it has been mailed, or is about to be. */
export const wasSent = (mails: readonly Mail[]) => mails.length > 0;

/** What counts for each address is the last one. */
const lastOf = (mails: readonly Mail[]) => [...new Map(mails.map((each) => [each.to, each])).values()];

const hasFailed = ({ status }: Mail) => status === "failed" || status === "bounced";

/** Whether there is an address that it has not reached, and will not without being sent again. */
export const isUndelivered = (mails: readonly Mail[]) => lastOf(mails).some(hasFailed);

/** Addresses as a list, shortened where there are many. */
export function addressList({ t, format }: WorkspaceElement, addresses: string[]): string {
  return addresses.length <= shownAddresses + 1
    ? format.list(addresses)
    : t.moreTeams(addresses.slice(0, shownAddresses), addresses.length - shownAddresses);
}

/** How the mails of an invoice fared. */
export function renderMails(host: WorkspaceElement, mails: readonly Mail[]): TemplateResult | typeof nothing {
  if (mails.length === 0) return nothing;
  const { t, format } = host;
  const lines: TemplateResult[] = [];
  const waiting: string[] = [];
  const sent = new Map<string, { at: string; to: string[] }>();
  for (const mail of lastOf(mails)) {
    const { to, status, at, retryAt, detail } = mail;
    if (status === "sent") {
      const day = format.dayShort(at);
      sent.set(day, { at, to: [...(sent.get(day)?.to ?? []), to] });
    } else if (retryAt !== undefined || hasFailed(mail))
      lines.push(
        html`<li class="problem">${icons.warning} <span>${t.mails.failed(to, at, detail, retryAt)}</span></li>`,
      );
    else waiting.push(to);
  }
  for (const { at, to } of sent.values())
    lines.push(html`<li class="muted">${t.mails.sent(at, addressList(host, to))}</li>`);
  if (waiting.length > 0) lines.push(html`<li class="muted">${t.mails.sending(addressList(host, waiting))}</li>`);
  return html`<ul class="mails small">
    ${lines}
  </ul>`;
}
