// The product's pages, without a template language.
import { seatbookUrl } from "#lib/environment";
import { people, type Person, teams, workspace } from "#lib/product";

/** Sent with each page: scripts are the product's own and the widgets, which need nothing but their server. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src 'self' ${new URL(seatbookUrl).origin}`,
  `connect-src 'self' ${new URL(seatbookUrl).origin}`,
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

export function signInPage(): string {
  const buttons = [...people.values()].map(
    ({ id, name }) => `<button name="person" value="${id}">${escaped(name)}</button>`,
  );
  return page(`<h1>Sign in</h1><form method="post" action="/sign-in">${buttons.join(" ")}</form>`);
}

export function productPage({ name }: Person): string {
  const names = [...people.values()].filter(({ removed }) => !removed).map((person) => escaped(person.name));
  const active = [...teams.values()].filter(({ archived }) => !archived).map((team) => escaped(team.name));
  return page(`
    <h1>Hello ${escaped(name)}</h1>
    <p>People: ${names.join(", ")}</p>
    <p>Teams: ${active.join(", ")}</p>
    <form method="post" action="/people"><label>Name <input name="name" required pattern="[A-Za-z]{1,40}"></label> <button>Add</button></form>
    <p><a href="/settings">Settings</a></p>`);
}

export function settingsPage(): string {
  const attributes = `api-url="${seatbookUrl}" workspace="${encodeURIComponent(workspace)}"`;
  return page(`
    <script type="module" src="/settings.js"></script>
    <script type="module" src="${seatbookUrl}/widgets.js"></script>
    <billing-settings ${attributes}></billing-settings>
    <teams-admin ${attributes}></teams-admin>
    <members-admin ${attributes}></members-admin>`);
}

export function refusalPage(sentence: string): string {
  return page(`<h1>${escaped(sentence)}</h1>`);
}

function page(body: string): string {
  return `<!doctype html>\n<html lang="en"><title>Tasks</title>${body}</html>\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
