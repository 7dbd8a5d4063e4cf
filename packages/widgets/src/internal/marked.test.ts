import { render } from "lit";
import { assert } from "chai";
import { mark, renderMarked } from "./marked.ts";

/** A text as it is rendered, and the names that stand out in it. */
function rendered(text: string) {
  const place = document.createElement("p");
  render(renderMarked(text), place);
  return { text: place.textContent, names: [...place.querySelectorAll("bdi")].map((each) => each.textContent) };
}

const hebrew = "עיצוב";
const arabic = "المبيعات (EU)";

describe("marked names", () => {
  it("are found in a text, each by itself", () => {
    assert.deepEqual(rendered(`in ${mark("Design")} 1–12 November (added by ${mark("Kim Tran")})`), {
      text: "in Design 1–12 November (added by Kim Tran)",
      names: ["Design", "Kim Tran"],
    });
    assert.deepEqual(rendered(mark("Design")), { text: "Design", names: ["Design"] });
    assert.deepEqual(rendered(`${mark("Design")}${mark("Sales")}`), {
      text: "DesignSales",
      names: ["Design", "Sales"],
    });
    assert.deepEqual(rendered("no name"), { text: "no name", names: [] });
    assert.deepEqual(rendered(""), { text: "", names: [] });
  });

  it("keep letters that run from right to left, and what stands around them", () => {
    assert.deepEqual(rendered(`in ${mark(hebrew)} 1–12 (${mark(arabic)})`), {
      text: `in ${hebrew} 1–12 (${arabic})`,
      names: [hebrew, arabic],
    });
  });

  it("stay in the order in which they are read, whatever their direction", () => {
    const place = document.createElement("p");
    document.body.append(place);
    render(renderMarked(`in ${mark(hebrew)} 1 to 12`), place);
    const [before, name, after] = [...place.childNodes]
      .filter((node) => node.textContent?.trim())
      .map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
      });
    assert.isAtMost(before?.right ?? Infinity, (name?.left ?? 0) + 1);
    assert.isAtMost(name?.right ?? Infinity, (after?.left ?? 0) + 1);
    place.remove();
  });

  for (const [sign, name] of [
    ["an isolate that is not closed", "De\u2068sign"],
    ["an isolate that is not opened", "De\u2069sign"],
    ["an isolate in it", "De\u2068si\u2069gn"],
    ["isolates of a direction", "\u2067De\u2069\u2066sign\u2069"],
    ["nothing but signs, and letters", "\u2069\u2069\u2068Design\u2068"],
  ] as const)
    it(`stand out whole where the name holds ${sign}`, () => {
      const { text, names } = rendered(`in ${mark(name)} by ${mark("Kim Tran")} today`);
      assert.deepEqual(names, ["Design", "Kim Tran"]);
      assert.equal(text, "in Design by Kim Tran today");
    });

  it("are found in a text that holds such a sign beside them", () => {
    const { names, text } = rendered(`\u2069by K\u2068im in ${mark("Design")}, again\u2069`);
    assert.deepEqual(names, ["Design"]);
    assert.include(text, "im in Design, again");
  });

  it("are text, never markup", () => {
    assert.deepEqual(rendered(`in ${mark("<b>&amp;")}`), { text: "in <b>&amp;", names: ["<b>&amp;"] });
  });
});
