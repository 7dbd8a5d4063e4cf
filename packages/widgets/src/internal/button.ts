import { html, nothing, type TemplateResult } from "lit";

interface ButtonOptions {
  /** The accessible name, where the label alone does not say it. */
  name?: string;
  kind?: "quiet" | "quiet icon-only" | "";
  /** Whether it does nothing now. It is not `disabled`: the button in use must keep the focus. */
  isOff?: boolean;
  isBusy?: boolean;
}

/** A button outside dialogs. */
export function renderButton(
  label: unknown,
  act: () => void,
  { name, kind = "", isOff = false, isBusy = false }: ButtonOptions = {},
): TemplateResult {
  const doesNothing = isOff || isBusy;
  return html`<button
    class="button ${kind}"
    type="button"
    part="button"
    aria-label=${name ?? nothing}
    aria-disabled=${String(doesNothing)}
    aria-busy=${isBusy ? "true" : nothing}
    @click=${doesNothing ? nothing : act}
  >
    ${label}
  </button>`;
}
