import { css } from "lit";

/** Tokens, text and layout. */
export const baseStyles = css`
  :host {
    --_accent: var(--seatbook-color-accent, light-dark(#1f5fd0, #8cb4ff));
    --_surface: var(--seatbook-color-surface, light-dark(#ffffff, #15171c));
    --_text: var(--seatbook-color-text, light-dark(#1b1f27, #e8eaef));
    --_muted: var(--seatbook-color-muted, light-dark(#5a6270, #a3abb9));
    --_border: var(--seatbook-color-border, light-dark(#dfe2e8, #31353e));
    --_danger: var(--seatbook-color-danger, light-dark(#b3261e, #ff9d94));
    --_success: var(--seatbook-color-success, light-dark(#1a7340, #6fd398));
    --_warning: var(--seatbook-color-warning, light-dark(#8a5a00, #f0c060));
    --_font-size: var(--seatbook-font-size, 14px);
    --_small: calc(var(--_font-size) * 12 / 14);
    --_space: var(--seatbook-space, 4px);
    --_radius: var(--seatbook-radius, 8px);
    --_radius-inside: calc(var(--_radius) * 0.75);
    --_line: 1px solid var(--_border);
    --_field: color-mix(in oklab, var(--_text) 50%, var(--_surface));
    --_tint: color-mix(in oklab, var(--_text) 4%, var(--_surface));
    --_hover: color-mix(in oklab, var(--_text) 7%, var(--_surface));
    --_pressed: color-mix(in oklab, var(--_text) 12%, var(--_surface));
    --_selected: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
    --_control: 32px;
    --_row: 44px;
    display: block;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_surface);
    font-family: var(--seatbook-font, inherit);
    font-size: var(--_font-size);
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  :host([hidden]) {
    display: none;
  }

  :host([density="compact"]) {
    --_control: 28px;
    --_row: 32px;
  }

  @media (pointer: coarse) {
    :host {
      --_control: 44px;
      --_row: 44px;
    }
  }

  * {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    list-style: none;
  }

  h2,
  h3 {
    font-size: calc(var(--_font-size) * 20 / 14);
    font-weight: 600;
    line-height: 1.3;
    outline: none;
  }

  h3 {
    font-size: calc(var(--_font-size) * 16 / 14);
  }

  a {
    color: var(--_accent);
    text-underline-offset: 3px;
  }

  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .muted {
    color: var(--_muted);
  }

  .small {
    font-size: var(--_small);
  }

  .icon {
    flex: none;
    vertical-align: -3px;
  }

  .stack,
  .section,
  .listing,
  .dialog,
  .dialog-body,
  .form,
  .field {
    display: grid;
    gap: calc(var(--_space) * 4);
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }

  .stack {
    gap: calc(var(--_space) * 5);
  }

  .section {
    gap: calc(var(--_space) * 3);
  }

  .header,
  .toolbar,
  .pager,
  .actions,
  .message,
  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
  }

  .header,
  .pager {
    justify-content: space-between;
  }

  .header,
  .selection {
    min-block-size: var(--_control);
  }

  .actions {
    column-gap: calc(var(--_space) * 2);
  }

  .card {
    padding: calc(var(--_space) * 5);
    border: var(--_line);
    border-radius: var(--_radius);
  }

  /* Has no use on paper, however it is laid out on a screen. */
  @media print {
    .button,
    .links,
    .actions,
    .toolbar,
    .pager,
    .act,
    .check,
    .notices {
      display: none !important;
    }
  }
`;
