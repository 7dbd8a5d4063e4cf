/** The style sheet of the reference page: calm, one accent, nothing that moves. */
export const style = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#fff, #16181d);
  --sunken: light-dark(#f6f7f9, #1e2127);
  --text: light-dark(#1b1f24, #e6e8eb);
  --muted: light-dark(#59616b, #a3abb6);
  --border: light-dark(#e1e4e8, #31363e);
  --accent: light-dark(#2456c8, #8fb0ff);
  --danger: light-dark(#b3261e, #ff9d94);
  font: 15px/1.55 system-ui, sans-serif;
}
* { box-sizing: border-box; }
html { scroll-padding-block: 16px; background: var(--surface); color: var(--text); }
body { margin: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; padding: 8px 16px; background: var(--surface); }
.skip:focus { left: 8px; top: 8px; z-index: 1; }
nav { padding: 24px; scroll-padding-block: 16px; border-bottom: 1px solid var(--border); max-height: 40vh; overflow-y: auto; background: var(--sunken); }
nav p { margin: 0 0 16px; font-weight: 650; font-size: 18px; }
nav p a { color: inherit; text-decoration: none; }
nav h2 { margin: 20px 0 4px; font-size: 12px; color: var(--muted); font-weight: 600; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li a { display: block; padding: 3px 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav li a:hover { color: var(--accent); text-decoration: underline; }
main { padding: 24px; max-width: 1000px; }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 1.2; letter-spacing: -.01em; }
main h2 { margin: 64px 0 8px; font-size: 22px; line-height: 1.3; }
h3 { margin: 0 0 4px; font-size: 17px; line-height: 1.4; text-wrap: balance; }
h3 a { display: inline-block; color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
h4 { margin: 24px 0 8px; font-size: 13px; color: var(--muted); font-weight: 600; }
p { margin: 0 0 12px; max-width: 68ch; text-wrap: pretty; }
section.operation { padding: 32px 0; border-top: 1px solid var(--border); }
code, pre { font: 13px/1.55 ui-monospace, "Liberation Mono", monospace; }
p code, li code, td code, dd code, summary code { padding: 1px 4px; border-radius: 4px; background: var(--sunken); overflow-wrap: anywhere; }
pre { margin: 0; padding: 16px; overflow: auto; border: 1px solid var(--border); border-radius: 8px; background: var(--sunken); max-height: 480px; }
.address { margin: 0 0 12px; overflow-wrap: anywhere; font: 13px/1.55 ui-monospace, "Liberation Mono", monospace; max-width: none; }
.method { display: inline-block; min-width: 52px; margin-right: 8px; font-weight: 700; color: var(--accent); }
.method.delete { color: var(--danger); }
dl { margin: 0; border: 1px solid var(--border); border-radius: 8px; }
dl > div { padding: 10px 16px; }
dl > div + div { border-top: 1px solid var(--border); }
dt { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 8px; overflow-wrap: anywhere; }
dt > * { min-width: 0; }
dt code { font-weight: 600; }
dt .kind { color: var(--muted); font-size: 13px; }
dt .presence { font-size: 13px; }
dd { margin: 2px 0 0; color: var(--muted); font-size: 14px; }
dd p { margin: 0; } dd ul { margin: 0; padding-left: 18px; }
details { border: 1px solid var(--border); border-radius: 8px; }
details + details, details + dl, dl + details, pre + pre { margin-top: 8px; }
summary { padding: 10px 16px; cursor: pointer; overflow-wrap: anywhere; }
details > .inner { padding: 0 16px 16px; }
details ul { margin: 0; padding-left: 18px; }
.status { font-weight: 600; font-variant-numeric: tabular-nums; margin-right: 8px; }
.or { margin: 8px 16px; font-size: 13px; color: var(--muted); }
.headers { margin: 8px 0 12px; font-size: 13px; color: var(--muted); }
.copied { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; }
.told { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
button { font: inherit; font-size: 13px; padding: 3px 10px; border: 1px solid var(--border); border-radius: 6px; background: var(--surface); color: var(--text); cursor: pointer; }
button:hover { border-color: var(--muted); }
@media (min-width: 960px) {
  body { display: grid; grid-template-columns: 280px minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; max-height: none; border-bottom: 0; border-right: 1px solid var(--border); }
  main { padding: 40px 48px 96px; }
}
@media (pointer: coarse) { nav li a { padding: 10px 0; } button { padding: 10px 16px; } }
`.trim();

/** Copies what stands below a button. Where pages have no clipboard, there are no buttons. */
export const script = `
if (navigator.clipboard) for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    const told = document.querySelector(".told");
    told.textContent = button.textContent = "Copied";
    setTimeout(() => { told.textContent = ""; button.textContent = "Copy"; }, 2000);
  });
}
`.trim();
