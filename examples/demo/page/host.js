// @ts-check
// What the host product's own page does: sign in, give the widgets their workspace and token, and (only in a demo) move
// the clock and read the mails. It runs as it is, without a build.
import { ask, element, elementOf } from "./helpers.js";
import { deliverMails, readOutbox, setUpOutbox } from "./outbox.js";

/** @typedef {{id: string, name: string, timeZone: string, signsIn: Record<string, {name: string}>}} Workspace */
/** @typedef {{month: string, invoices: {workspace: string, number: string, isMailed: boolean}[]}} ClosedMonth */

const workspaceSelect = elementOf("workspace", HTMLSelectElement);
const roleSelect = elementOf("role", HTMLSelectElement);
const introduction = element("message").textContent;
const widgets = [
  ...document.querySelectorAll("billing-settings"),
  ...document.querySelectorAll("teams-admin"),
  ...document.querySelectorAll("members-admin"),
];

/** @type {Workspace[]} */
let workspaces = [];
/** ISO 8601; where the demo clock stands. */
let now = "";
let running = Promise.resolve();

workspaceSelect.addEventListener("change", () => run(showChoice));
roleSelect.addEventListener("change", () => run(showChoice));
element("next-day").addEventListener("click", () => run(() => moveClock("next-day")));
element("next-month").addEventListener("click", () => run(() => moveClock("next-month")));
// What the widgets do that mails something.
for (const done of [
  "mailbox-change-requested",
  "mailbox-confirmation-resent",
  "invoice-sent",
  "billing-details-saved",
]) {
  document.addEventListener(done, () => run(deliverMails));
}
setUpOutbox({
  formatInstant,
  // A link in a mail may have changed what the widgets show.
  onRead: () => run(refresh),
});
run(start);

async function start() {
  ({ now, workspaces } = await ask("GET", "/demo"));
  workspaceSelect.replaceChildren(...workspaces.map(({ id, name }) => new Option(name, id)));
  // A reload shows the same again.
  const given = new URLSearchParams(location.search);
  choose(workspaceSelect, given.get("workspace"));
  choose(roleSelect, given.get("role"));
  for (const control of document.querySelectorAll("select, button")) control.removeAttribute("disabled");
  await Promise.all([signIn(), readOutbox()]);
}

async function showChoice() {
  tell(introduction);
  const url = new URL(location.href);
  url.searchParams.set("workspace", workspaceSelect.value);
  url.searchParams.set("role", roleSelect.value);
  history.replaceState(null, "", url);
  await signIn();
}

/** Shows the chosen workspace, to a new session in the chosen role. */
async function signIn() {
  const [workspace, role] = [workspaceSelect.value, roleSelect.value];
  const { signsIn } = workspaces.find(({ id }) => id === workspace) ?? {};
  element("account").textContent = `${signsIn?.[role]?.name}, ${roleSelect.selectedOptions[0]?.text.toLowerCase()}`;
  showDate();
  const getToken = async () => (await ask("POST", "/demo/session", { workspace, role })).token;
  await Promise.all(
    widgets.map(async (widget) => {
      const stays = widget.workspace === workspace;
      Object.assign(widget, { workspace, getToken });
      // Another workspace is read without being asked to.
      if (stays) await widget.refresh();
    }),
  );
}

async function refresh() {
  await Promise.all(widgets.map(async (widget) => widget.refresh()));
}

/** @param {"next-day" | "next-month"} to */
async function moveClock(to) {
  /** @type {{now: string, closed: ClosedMonth[]}} */
  const moved = await ask("POST", "/demo/clock", { workspace: workspaceSelect.value, to });
  now = moved.now;
  // Sessions last an hour at most, so those from before have ended.
  await Promise.all([signIn(), readOutbox()]);
  tell(moved.closed.map(closedSentences).join(" ") || `It is now ${formatInstant(now, { dateStyle: "full" })}.`);
}

/** @param {ClosedMonth} closed */
function closedSentences({ month, invoices }) {
  const name = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(month),
  );
  const mailed = invoices.filter(({ isMailed }) => isMailed);
  const others = invoices.filter(({ isMailed }) => !isMailed);
  const sentences = [
    `${name} closed.`,
    mailed.length > 0 && `Mailed: ${list(mailed.map(({ number, workspace }) => `${number} to ${workspace}`))}.`,
    others.length > 0 && `To download: ${list(others.map(({ number, workspace }) => `${number} for ${workspace}`))}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}

/** @param {string[]} items */
function list(items) {
  return new Intl.ListFormat("en-GB").format(items);
}

function showDate() {
  const time = element("now");
  time.textContent = formatInstant(now, { weekday: "short", day: "numeric", month: "long", year: "numeric" });
  time.setAttribute("datetime", now);
}

/**
 * As it is in the workspace that is shown.
 * @param {string} instant
 * @param {Intl.DateTimeFormatOptions} options
 */
function formatInstant(instant, options) {
  const timeZone = workspaces.find(({ id }) => id === workspaceSelect.value)?.timeZone;
  return new Intl.DateTimeFormat("en-GB", { ...options, ...(timeZone && { timeZone }) }).format(new Date(instant));
}

/**
 * Runs one thing after the other, and tells when it fails.
 * @param {() => Promise<void>} action
 */
function run(action) {
  running = running
    .then(action)
    .catch(() => tell("The demo does not answer. Start it again with npm start, then reload this page."));
}

/** @param {string} text */
function tell(text) {
  element("message").textContent = text;
}

/**
 * @param {HTMLSelectElement} target
 * @param {string | null} value
 */
function choose(target, value) {
  if ([...target.options].some((option) => option.value === value)) target.value = value ?? "";
}
