import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;

/** The little Markdown that the document has: paragraphs, lists of one level, `code` and **strong**. Everything else is text. */
export function markdown(text: string): Html {
  return html`${text.split(/\n{2,}/).map((block) =>
    block.startsWith("- ")
      ? html`<ul>
          ${block.split(/\n?^- /m).flatMap((item) => (item === "" ? [] : [html`<li>${inline(item)}</li>`]))}
        </ul>`
      : html`<p>${inline(block)}</p>`,
  )}`;
}

function inline(text: string): Html {
  const marked = escape(text)
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");
  return html`${raw(marked)}`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
