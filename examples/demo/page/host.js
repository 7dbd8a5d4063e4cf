// @ts-check
// What the host product's own page does: sign in, give the widgets their workspace and token, and (only in a demo) move the
// clock. It runs as it is, without a build.

/** @typedef {{id: string, name: string, timeZone: string, signsIn: Record<string, {name: string}>}} Workspace */
/** @typedef {{month: string, workspaces: {name: string, licenses: number}[]}} ClosedMonth */

const workspaceSelect = select("workspace");
const roleSelect = select("role");
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
button("next-day").addEventListener("click", () => run(() => moveClock("next-day")));
button("next-month").addEventListener("click", () => run(() => moveClock("next-month")));
run(start);

async function start() {
  ({ now, workspaces } = await ask("GET", "/demo"));
  workspaceSelect.replaceChildren(...workspaces.map(({ id, name }) => new Option(name, id)));
  // A reload shows the same again.
  const given = new URLSearchParams(location.search);
  choose(workspaceSelect, given.get("workspace"));
  choose(roleSelect, given.get("role"));
  for (const control of document.querySelectorAll("select, button")) control.removeAttribute("disabled");
  await signIn();
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

/** @param {"next-day" | "next-month"} to */
async function moveClock(to) {
  /** @type {{now: string, closed: ClosedMonth[]}} */
  const moved = await ask("POST", "/demo/clock", { workspace: workspaceSelect.value, to });
  now = moved.now;
  // Sessions last an hour at most, so those from before have ended.
  await signIn();
  tell(moved.closed.map(closedSentence).join(" ") || `It is now ${formatDate({ dateStyle: "full" })}.`);
}

/** @param {ClosedMonth} closed */
function closedSentence({ month, workspaces: billed }) {
  const name = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(month),
  );
  const number = new Intl.NumberFormat("en-GB");
  const sums = billed.map(({ name: workspace, licenses }) => `${number.format(licenses)} for ${workspace}`);
  return `${name} closed. Its licenses: ${new Intl.ListFormat("en-GB").format(sums)}.`;
}

function showDate() {
  const time = element("now");
  time.textContent = formatDate({ weekday: "short", day: "numeric", month: "long", year: "numeric" });
  time.setAttribute("datetime", now);
}

/** @param {Intl.DateTimeFormatOptions} options */
function formatDate(options) {
  const timeZone = workspaces.find(({ id }) => id === workspaceSelect.value)?.timeZone;
  return new Intl.DateTimeFormat("en-GB", { ...options, ...(timeZone && { timeZone }) }).format(new Date(now));
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

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function ask(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}.`);
  return response.json();
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

/** @param {string} id */
function select(id) {
  const found = element(id);
  if (found instanceof HTMLSelectElement) return found;
  throw new Error(`#${id} is not a select.`);
}

/** @param {string} id */
function button(id) {
  return element(id);
}
