import { expect, test } from "vitest";
import { undocumented } from "./undocumented.ts";

const readme = "Set `--seatbook-space` and `--seatbook-color-accent`. Parts: `title`, `button`.";

test("what the README documents may be used", () => {
  const css = `
    /* members-admin { --seatbook-secret: 1px } */
    .theme-a { color-scheme: dark; --seatbook-space: 3px; }
    .theme-a :is(members-admin, teams-admin)::part(title) { color: var(--seatbook-color-accent); }`;
  expect(undocumented("a", css, readme)).toEqual([]);
});

test.for([
  [".a { --seatbook-secret: 1px }", "a: --seatbook-secret is not documented."],
  [".a { --_accent: red }", "a: --_accent is not documented."],
  [".a members-admin::part(title) { color: var(--_accent) }", "a: --_accent is not documented."],
  [".a members-admin::part(secret) { color: red }", "a: the part secret is not documented."],
  [
    ".a members-admin::part(title):hover { color: red }",
    "a: .a members-admin::part(title):hover does not end with one part.",
  ],
  [".a members-admin { padding: 1px }", "a: .a members-admin sets padding, which is not of the widgets."],
])("%s is told", ([css = "", problem]) => {
  expect(undocumented("a", css, readme)).toContain(problem);
});
