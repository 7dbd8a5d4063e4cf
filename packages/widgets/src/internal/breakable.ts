import { html, type TemplateResult } from "lit";

/** An e-mail address that rather breaks before its "@" than within a word, whatever direction the text around it runs. */
export function breakable(email: string): TemplateResult {
  const at = email.lastIndexOf("@");
  return html`<bdi>${email.slice(0, at)}<wbr />${email.slice(at)}</bdi>`;
}
