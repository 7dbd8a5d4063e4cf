import { html, type TemplateResult } from "lit";

/** Sets a name apart in a text, as Unicode does: by itself it runs in its own direction, and `renderMarked` finds it. Such
 *  signs in the name itself go, since they would end it too early. */
export const mark = (name: string) => `\u2068${name.replaceAll(/[\u2066-\u2069]/g, "")}\u2069`;

/** A text whose marked names stand out. */
export const renderMarked = (text: string): (string | TemplateResult)[] =>
  text
    .split(/\u2068([^\u2068]*?)\u2069/)
    .map((part, index) => (index % 2 === 0 ? part : html`<bdi class="whole">${part}</bdi>`));
