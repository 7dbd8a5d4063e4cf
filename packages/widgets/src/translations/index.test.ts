import { assert } from "chai";
import { createFakeClient } from "../client/fake-client.ts";
import { ControlledClient } from "../internal/test/controlled-client.ts";
import { mount, mountReady, one, textOf, until } from "../internal/test/helpers.ts";
// oxlint-disable-next-line import/no-unassigned-import -- registers the tag
import "../members-admin/define.ts";
import { en } from "./en.ts";
import { addLanguage, type Language, type Texts } from "./index.ts";

const title = (element: Element) => textOf(element, "#title");

/** The members, with the figures and filters above them. */
const show = (properties: object, client = createFakeClient()) => mountReady("members-admin", client, properties);

/** What one could read in an element, each time that something in it changed. */
function recordOf(element: HTMLElement): string[] {
  const record: string[] = [];
  const root = element.shadowRoot ?? assert.fail("The element is not in the page.");
  new MutationObserver(() => record.push(root.textContent)).observe(root, { childList: true, subtree: true });
  return record;
}

const dutch: Language = (format) => ({
  ...en(format),
  lang: "nl",
  titles: { ...en(format).titles, members: "Leden" },
});

describe("the languages of an element", () => {
  const languageOfPage = document.documentElement.lang;

  afterEach(() => {
    document.documentElement.lang = languageOfPage;
  });

  // First, as the texts are there at once for whoever speaks German later.
  it("are German from the first word on where `lang` says so, also while loading", async () => {
    const control = new ControlledClient();
    control.hold("summary");
    const element = mount("members-admin", control.client, { lang: "de" });
    const record = recordOf(element);
    await until(() => element.hasUpdated, "it shows something");
    assert.include(textOf(element), "Mitglieder des Arbeitsbereichs");
    assert.include(one(element, "[part=base]").textContent, "Wird geladen…");
    assert.equal(one(element, "[part=base]").lang, "de");
    control.release();
    await until(() => element.matches(":state(ready)"), "it is ready");
    assert.include(textOf(element), "121 Personen waren irgendwann im November in einem aktiven Team.");
    assert.isAbove(record.length, 1);
    assert.deepEqual(
      record.filter((text) => /Loading|Workspace members|Search name/.test(text)),
      [],
    );
  });

  it("follow the page while it is shown", async () => {
    const element = await show({});
    assert.equal(title(element), "Workspace members");
    document.documentElement.lang = "de";
    await until(() => title(element) === "Mitglieder des Arbeitsbereichs", "it speaks German");
    document.documentElement.lang = "en";
    await until(() => title(element) === "Workspace members", "it speaks English");
  });

  it("serve a country with its own numbers and dates", async () => {
    const now = "2027-01-20T09:30:00Z";
    const austrian = await show({ lang: "de-AT" }, createFakeClient({ now }));
    assert.equal(title(austrian), "Mitglieder des Arbeitsbereichs");
    assert.include(textOf(austrian, "[part=figures]"), "für Jänner berechnet");
    const german = await show({ lang: "de" }, createFakeClient({ now }));
    assert.include(textOf(german, "[part=figures]"), "für Januar berechnet");
  });

  it("are English where another is not known, or is none", async () => {
    for (const lang of ["tlh", "not a language"]) {
      const element = await show({ lang });
      assert.equal(title(element), "Workspace members");
      assert.equal(one(element, "[part=base]").lang, "en");
    }
  });

  it("are English where the file cannot be fetched", async () => {
    const map = document.createElement("script");
    map.type = "importmap";
    const file = new URL("./fr.ts", import.meta.url).href;
    map.textContent = JSON.stringify({ imports: { [file]: "data:text/javascript,throw new Error('not there')" } });
    document.head.append(map);
    const element = await show({ lang: "fr" });
    assert.equal(title(element), "Workspace members");
    assert.equal(one(element, "[part=base]").lang, "en");
  });

  describe("that are added", () => {
    it("are spoken, in each country that has none of its own", async () => {
      addLanguage("nl", dutch);
      addLanguage("nl-be", (format) => ({ ...dutch(format), loading: "Even geduld…", search: "Opzoeken" }));
      const element = await show({ lang: "nl-NL" });
      assert.equal(title(element), "Leden");
      assert.equal(one(element, "[part=base]").lang, "nl");
      assert.equal(element.t.search, "Search");
      const belgian = await show({ lang: "nl-BE" });
      assert.equal(title(belgian), "Leden");
      assert.equal(belgian.t.search, "Opzoeken");
    });

    it("may lack texts, which are English then", async () => {
      addLanguage("da", (format) => {
        const texts = { ...en(format), lang: "da", searchMembers: "Søg" };
        Reflect.deleteProperty(texts, "anyTeam");
        return texts;
      });
      const element = await show({ lang: "da" });
      assert.equal(one(element, "input[type=search]", HTMLInputElement).placeholder, "Søg");
      assert.include(textOf(element, "select"), "Any team");
    });
  });

  describe("with texts of the host", () => {
    const texts: Texts = { titles: { members: "People" }, filters: { removed: "Gone" } };

    for (const [lang, { other, active }] of Object.entries({
      en: { other: "Search name or e-mail", active: "Active" },
      de: { other: "Name oder E-Mail suchen", active: "Aktiv" },
    }))
      it(`say these, and the rest as before, in ${lang}`, async () => {
        const element = await show({ lang, texts });
        assert.equal(title(element), "People");
        assert.include(textOf(element, "[part=filter]"), "Gone");
        assert.include(textOf(element, "[part=filter]"), active);
        assert.equal(element.t.titles.teams, "Teams");
        assert.equal(one(element, "input[type=search]", HTMLInputElement).placeholder, other);
      });

    it("are made with the numbers and dates of the element, by a function", async () => {
      const element = await show({
        lang: "de",
        texts: (format: Parameters<Language>[0]): Texts => ({
          members: (count) => `${format.number(count * 1000)} Leute`,
          figures: { billed: (month) => `im ${format.monthAndYear(month)} bezahlt` },
        }),
      });
      assert.equal(textOf(element, ".selection"), "128.000 Leute");
      assert.include(textOf(element, "[part=figures]"), "Mitglieder 128");
      assert.include(textOf(element, "[part=figures]"), "im November 2026 bezahlt");
    });

    it("are replaced while they are shown", async () => {
      const element = await show({ texts });
      element.texts = { titles: { members: "Colleagues" } };
      await element.updateComplete;
      assert.equal(title(element), "Colleagues");
      assert.include(textOf(element, "[part=filter]"), "Removed");
    });
  });
});
