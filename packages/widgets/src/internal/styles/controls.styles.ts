import { css } from "lit";

/** Buttons, fields and choices. */
export const controlStyles = css`
  button,
  select,
  textarea,
  input {
    font: inherit;
    color: inherit;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 1.5);
    min-block-size: var(--_control);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 3);
    border: 1px solid var(--_field);
    border-radius: var(--_radius-inside);
    background: var(--_surface);
    font-weight: 500;
    /* Words stay whole where a line has no room for them. */
    overflow-wrap: normal;
    cursor: pointer;
  }

  .button:hover {
    background: var(--_hover);
  }

  .button:active {
    background: var(--_pressed);
  }

  .button.quiet {
    border-color: transparent;
    background: none;
    padding-inline: calc(var(--_space) * 2);
    color: var(--_accent);
  }

  .button.quiet:hover {
    background: var(--_selected);
  }

  .button.primary,
  .button.danger {
    --_fill: var(--_accent);
    border-color: transparent;
    background: var(--_fill);
    color: var(--_surface);
  }

  .button.danger {
    --_fill: var(--_danger);
  }

  .button:is(.primary, .danger):hover {
    background: color-mix(in oklab, var(--_fill) 88%, var(--_text));
  }

  .button:disabled,
  .button[aria-disabled="true"] {
    /* Not the colors of a button that one points at. */
    pointer-events: none;
    border-color: var(--_border);
    background: var(--_tint);
    color: var(--_muted);
  }

  .button.icon-only {
    inline-size: var(--_control);
    padding: 0;
    color: inherit;
  }

  :is(button, select, textarea, input, summary, a, .people):focus-visible,
  .choices label:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  select,
  textarea,
  input:is([type="search"], [type="text"]) {
    min-block-size: var(--_control);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 2.5);
    border: 1px solid var(--_field);
    border-radius: var(--_radius-inside);
    background: var(--_surface);
    max-inline-size: 100%;
  }

  textarea {
    resize: vertical;
  }

  :is(select, textarea, input)[aria-invalid="true"] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  [type="search"] {
    inline-size: calc(var(--_space) * 56);
  }

  [type="checkbox"] {
    display: block;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .choices {
    display: inline-flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }

  .choices label {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: var(--_control);
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid transparent;
    border-radius: var(--_control);
    text-align: center;
    cursor: pointer;
  }

  .choices label:hover {
    background: var(--_hover);
  }

  .choices input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .choices label:has(:checked) {
    border-color: var(--_accent);
    background: var(--_selected);
    font-weight: 500;
  }

  .count {
    color: var(--_muted);
    font-weight: 400;
  }

  .choices label:has(:checked) .count {
    color: inherit;
  }

  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    border-radius: var(--_radius-inside);
    color: var(--_accent);
    cursor: pointer;
  }

  .field {
    gap: var(--_space);
    justify-items: start;
  }

  .field label {
    font-weight: 500;
  }

  .form :is(input, select, textarea) {
    inline-size: 100%;
  }

  .fields {
    display: grid;
    gap: calc(var(--_space) * 4);
    grid-template-columns: minmax(0, 1fr) minmax(0, 2fr);
    align-items: start;
  }

  @container (max-width: 640px) {
    .choices {
      display: grid;
      grid-auto-columns: minmax(0, 1fr);
      grid-auto-flow: column;
      inline-size: 100%;
    }

    .choices label {
      padding: var(--_space) 0;
      border-radius: var(--_radius-inside);
    }

    .choices .count {
      display: block;
    }

    [type="search"],
    .search {
      inline-size: 100%;
    }
  }

  @media (forced-colors: active) {
    .choices label:has(:checked),
    .choices label:has(:checked) .count {
      background: SelectedItem;
      color: SelectedItemText;
      forced-color-adjust: none;
    }
  }
`;
