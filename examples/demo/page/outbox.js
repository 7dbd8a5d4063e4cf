// @ts-check
// What only a demo has: the mails that the server would have sent, to be read as their recipients would see them.
import { ask, element, elementOf } from "./helpers.js";

/** @typedef {{name: string, href: string}} File */
/** @typedef {{href: string, at: string, from: string, to: string, subject: string, language: string, files: File[]}} Mail */

const dialog = elementOf("outbox", HTMLDialogElement);
const list = element("mails");
const panes = element("panes");

/** Whoever shows the page: how it writes an instant, and what it does once the mails were read.
 *  @type {{formatInstant: (instant: string, options: Intl.DateTimeFormatOptions) => string, onRead: () => void}} */
let page;

/** @type {Mail[]} */
let mails = [];

/** @param {typeof page} given */
export function setUpOutbox(given) {
  page = given;
  element("outbox-open").addEventListener("click", () => void open());
  element("outbox-close").addEventListener("click", () => dialog.close());
  element("mail-back").addEventListener("click", showList);
  dialog.addEventListener("close", () => page.onRead());
}

/** Asks for the mails, and tells how many there are. */
export async function readOutbox() {
  const { total, mails: read } = await ask("GET", "/demo/outbox");
  mails = read;
  element("outbox-open").textContent = `Outbox (${new Intl.NumberFormat("en-GB").format(total)})`;
}

/** Has the mails delivered that were asked for a moment ago, and reads them. */
export async function deliverMails() {
  await ask("POST", "/demo/outbox/deliver", {});
  await readOutbox();
}

async function open() {
  // What is known already is shown even if the demo does not answer any more.
  await readOutbox().catch(() => {});
  list.replaceChildren(...mails.map(listed));
  element("outbox-empty").hidden = mails.length > 0;
  panes.hidden = mails.length === 0;
  panes.setAttribute("data-shown", "list");
  dialog.showModal();
  const [newest] = mails;
  if (newest) show(newest);
  focusChosen();
}

/**
 * One choice of the list.
 * @param {Mail} mail
 * @param {number} index
 */
function listed(mail, index) {
  const choice = document.createElement("input");
  Object.assign(choice, { type: "radio", name: "mail", checked: index === 0 });
  // Not "change": where the list makes room for the mail, the one that is chosen already can be opened again.
  choice.addEventListener("click", () => {
    show(mail);
    showMail();
  });
  const label = document.createElement("label");
  const date = page.formatInstant(mail.at, { day: "numeric", month: "short", year: "numeric" });
  label.append(choice, part("subject", mail), part("to", mail), date);
  return label;
}

/**
 * @param {"subject" | "to"} what
 * @param {Mail} mail
 */
function part(what, mail) {
  const made = document.createElement("span");
  made.className = what;
  made.textContent = mail[what];
  if (what === "subject") made.lang = mail.language;
  return made;
}

/** @param {Mail} mail */
function show(mail) {
  const subject = element("mail-subject");
  subject.textContent = mail.subject;
  subject.lang = mail.language;
  element("mail-from").textContent = mail.from;
  element("mail-to").textContent = mail.to;
  element("mail-at").textContent = page.formatInstant(mail.at, { dateStyle: "long", timeStyle: "short" });
  element("mail-files").replaceChildren(...mail.files.map(fileLink));
  // A new frame each time: another address in the same one would be a step for the browser's back button.
  const frame = document.createElement("iframe");
  frame.title = mail.subject;
  frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  frame.src = mail.href;
  element("mail-body").replaceChildren(frame);
}

/** @param {File} file */
function fileLink({ name, href }) {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.textContent = name;
  const item = document.createElement("li");
  item.append(link);
  return item;
}

/** On a narrow page the list and the mail take turns. */
function showMail() {
  panes.setAttribute("data-shown", "mail");
  const back = element("mail-back");
  if (back.checkVisibility()) back.focus();
}

function showList() {
  panes.setAttribute("data-shown", "list");
  focusChosen();
}

function focusChosen() {
  const chosen = list.querySelector("input:checked");
  if (chosen instanceof HTMLElement) chosen.focus();
}
