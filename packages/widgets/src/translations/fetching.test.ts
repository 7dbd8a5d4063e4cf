// A page of its own, in which no language was fetched before.
import { assert } from "chai";
import { createFakeClient } from "../client/fake-client.ts";
import { mountReady, textOf, until } from "../internal/test/helpers.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tag
import "../teams-admin/define.ts";

describe("a language that is being fetched", () => {
  it("gives way to the one that is asked for meanwhile, which is fetched too", async () => {
    const element = await mountReady("teams-admin", createFakeClient());
    element.lang = "de";
    await Promise.resolve();
    element.lang = "fr";
    await until(() => textOf(element, "#title") === "Équipes", "it speaks French");
    assert.include(textOf(element), "14 équipes");
    element.lang = "de";
    await until(() => textOf(element).includes("14 Teams"), "it speaks German");
  });
});
