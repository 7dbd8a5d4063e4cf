// One page for an element: each of its stories in a frame of its own, which is what gives dialogs and container queries the
// width that is chosen.
import { tags } from "../../internal/test/dom.ts";
import { stories } from "../index.ts";

const form = document.querySelector("form");
const list = document.querySelector("main");
if (!form || !list) throw new Error("The page lacks its form or its list.");

for (const [name, value] of new URLSearchParams(location.search)) {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLSelectElement) control.value = value;
}
form.addEventListener("change", render);
render();

function render(): void {
  if (!form || !list) return;
  const chosen = new URLSearchParams([...form.querySelectorAll("select")].map(({ name, value }) => [name, value]));
  history.replaceState(null, "", `?${chosen}`);
  const tag = tags.find((each) => each === chosen.get("element"));
  const shown: readonly { name: string; title: string }[] = tag ? stories[tag] : [];
  list.replaceChildren(
    ...shown.flatMap(({ name, title }) => {
      const url = `story.html?${new URLSearchParams([...chosen, ["story", name]])}`;
      return [heading(name, title, url), frame(`${name}: ${title}`, url, Number(chosen.get("width")))];
    }),
  );
}

function heading(name: string, title: string, url: string): HTMLElement {
  const text = document.createElement("span");
  text.textContent = ` · ${title}`;
  const link = document.createElement("a");
  link.href = url;
  link.append(name, text);
  const found = document.createElement("h2");
  found.id = name;
  found.append(link);
  return found;
}

/** As high as what is in it. Inert until its story is shown: the focus that a dialog takes would scroll this page. */
function frame(title: string, url: string, width: number): HTMLIFrameElement {
  const found = document.createElement("iframe");
  Object.assign(found, { title, src: url, width: String(width), height: "300", loading: "lazy", inert: true });
  found.addEventListener("load", () => {
    const page = found.contentDocument?.documentElement;
    if (!page) return;
    new ResizeObserver(() => (found.height = String(page.offsetHeight))).observe(page);
    new MutationObserver(() => (found.inert = !("shown" in page.dataset))).observe(page, { attributes: true });
  });
  return found;
}
