import type { Language } from "@seatbook/core";
import { html } from "hono/html";
import type { MailText } from "./mail-texts.ts";

/** The mail as plain text. */
export function toText({ before, facts, link, after }: MailText, language: Language): string {
  const colon = language === "fr" ? "\u{a0}:" : ":";
  const width = Math.max(0, ...facts.map(([label]) => `${label}${colon} `.length));
  const blocks = [
    ...before,
    ...(facts.length > 0
      ? [facts.map(([label, value]) => `${`${label}${colon}`.padEnd(width)}${value}`).join("\n")]
      : []),
    ...(link ? [`${link.label}${colon}\n${link.url}`] : []),
    ...after,
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** The mail as HTML; styles are inline, since many mail programs know no others. */
export async function toHtml({ subject, before, facts, link, after }: MailText, language: Language): Promise<string> {
  const page = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="color-scheme" content="light dark" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
        <div style="max-width:560px">
          ${before.map(paragraph)}
          ${
            facts.length === 0
              ? ""
              : html`<table role="presentation" style="border-collapse:collapse;margin:0 0 16px">
                  ${facts.map(
                    ([label, value]) =>
                      html`<tr>
                        <td style="padding:2px 24px 2px 0;opacity:.7;vertical-align:top">${label}</td>
                        <td style="padding:2px 0;font-weight:600;overflow-wrap:anywhere">${value}</td>
                      </tr> `,
                  )}
                </table>`
          }
          ${
            link === undefined
              ? ""
              : html`<p style="margin:0 0 16px">
                  <a
                    href="${link.url}"
                    style="display:inline-block;padding:10px 16px;border-radius:8px;background:#2456c8;color:#fff;text-decoration:none;font-weight:600"
                    >${link.label}</a
                  >
                </p>`
          }
          ${after.map(paragraph)}
        </div>
      </body>
    </html>`;
  return page.toString();
}

function paragraph(text: string) {
  return html`<p style="margin:0 0 16px;overflow-wrap:anywhere">${text}</p>`;
}
