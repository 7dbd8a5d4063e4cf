import { html, type TemplateResult } from "lit";

/** An e-mail address that rather breaks before its "@" than within a word. */
export function breakable(email: string): TemplateResult {
  const at = email.lastIndexOf("@");
  return html`${email.slice(0, at)}<wbr />${email.slice(at)}`;
}
