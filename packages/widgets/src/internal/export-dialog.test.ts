import { sendKeys } from "@web/test-runner-commands";
import { assert } from "chai";
import { ClientError, type ExportedFile } from "../client/client.ts";
import { createFakeClient } from "../client/fake-client.ts";
import {
  all,
  button,
  expectAccessible,
  mountReady,
  nextDownload,
  one,
  openDialog,
  said,
  tabTo,
  textOf,
  unmount,
  until,
} from "./test/helpers.ts";
import { focusedName } from "./test/focus.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tags
import "../define.ts";

const megabyte = 1_000_000;

/** A client whose exports come in as the test says. */
function slowExports() {
  const client = createFakeClient();
  const coming: {
    receive: (bytes: number) => void;
    end: (file: ExportedFile) => void;
    fail: (error: unknown) => void;
  }[] = [];
  client.exportLicenses = (_workspace, _month, _format, onProgress) =>
    new Promise((resolve, reject) => {
      coming.push({ receive: (bytes) => onProgress?.(bytes), end: resolve, fail: reject });
    });
  const next = () => coming.pop() ?? assert.fail("No export was asked for.");
  return { client, next };
}

/** Members with an export under way. */
async function exporting() {
  const { client, next } = slowExports();
  const element = await mountReady("members-admin", client);
  await openDialog(element, "Export…");
  await tabTo(element, "Download CSV");
  await sendKeys({ press: "Enter" });
  await until(() => element.matches(":state(saving)"), "it is under way");
  const told = async () => {
    await element.updateComplete;
    return textOf(element, "dialog [role=status]");
  };
  return { element, told, file: next(), next };
}

describe("the progress of an export", () => {
  it("is told from a megabyte on, and the file is saved once it is there", async () => {
    const { element, told, file } = await exporting();
    assert.equal(await told(), "Preparing the file…");
    file.receive(megabyte - 1);
    assert.equal(await told(), "Preparing the file…");
    file.receive(megabyte);
    assert.equal(await told(), "Receiving the file: 1 MB so far");
    file.receive(12.34 * megabyte);
    assert.equal(await told(), "Receiving the file: 12.3 MB so far");
    assert.equal(focusedName(element), "Download CSV");
    assert.equal(one(element, ".dialog").ariaBusy, "true");
    await expectAccessible(element);
    await sendKeys({ press: "Escape" });
    await element.updateComplete;
    assert.lengthOf(all(element, "dialog"), 1, "it cannot be left meanwhile");

    const name = nextDownload();
    file.end({ name: "licenses-2026-11.csv", content: new Blob(["id\r\n"]) });
    assert.equal(await name, "licenses-2026-11.csv");
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
    await until(() => said(element).includes("licenses-2026-11.csv was downloaded."), "the result is told");
    assert.equal(focusedName(element), "Export…");
  });

  it("begins anew with the next export, and after one that failed", async () => {
    const { element, told, file, next } = await exporting();
    file.receive(20 * megabyte);
    assert.equal(await told(), "Receiving the file: 20 MB so far");
    file.fail(new ClientError("unreachable", 0, ""));
    await until(() => textOf(element, "dialog [role=alert]").includes("The server cannot be reached."), "it is told");
    assert.equal(await told(), "");
    await expectAccessible(element);
    button(element, "Download CSV").click();
    assert.equal(await told(), "Preparing the file…");
    const name = nextDownload();
    next().end({ name: "licenses.csv", content: new Blob(["id\r\n"]) });
    assert.equal(await name, "licenses.csv");
    await until(() => all(element, "dialog").length === 0, "the dialog is closed");
  });

  it("is said in the language of the widget", async () => {
    const { element, told, file } = await exporting();
    element.texts = { received: (bytes) => `${bytes} Byte` };
    file.receive(2 * megabyte);
    assert.equal(await told(), "2000000 Byte");
  });

  it("is told to nobody once the element is gone, and the file is saved all the same", async () => {
    const { element, file } = await exporting();
    unmount();
    file.receive(3 * megabyte);
    await element.updateComplete;
    const name = nextDownload();
    file.end({ name: "licenses.csv", content: new Blob(["id\r\n"]) });
    assert.equal(await name, "licenses.csv");
    assert.lengthOf(all(element, "dialog"), 0);
  });
});
