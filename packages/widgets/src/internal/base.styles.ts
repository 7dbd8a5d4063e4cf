import { css } from "lit";

/** Tokens, text, buttons, fields, tables and dialogs: what the three widgets share. */
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
    --_space: var(--seatbook-space, 4px);
    --_radius: var(--seatbook-radius, 8px);
    --_radius-inside: calc(var(--_radius) * 0.75);
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

  *,
  *::before,
  *::after {
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
  }

  ul,
  ol {
    list-style: none;
  }

  h2,
  h3 {
    font-size: calc(var(--_font-size) * 20 / 14);
    font-weight: 600;
    line-height: 1.3;
  }

  h3 {
    font-size: calc(var(--_font-size) * 16 / 14);
  }

  :is(h2, h3):focus {
    outline: none;
  }

  a {
    color: var(--_accent);
    text-underline-offset: 3px;
  }

  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .muted {
    color: var(--_muted);
  }

  .small {
    font-size: calc(var(--_font-size) * 12 / 14);
  }

  .icon {
    flex: none;
    vertical-align: -3px;
  }

  .number {
    text-align: end;
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
  }

  .stack {
    gap: calc(var(--_space) * 5);
  }

  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    min-block-size: var(--_control);
  }

  .section {
    gap: calc(var(--_space) * 3);
    align-content: start;
  }

  .card {
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }

  /* Controls */
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
    background: transparent;
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
    cursor: default;
  }

  .button.icon-only {
    inline-size: var(--_control);
    padding: 0;
    color: inherit;
  }

  :is(button, select, textarea, input, summary, a, .people):focus-visible {
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

  input[type="search"] {
    inline-size: calc(var(--_space) * 56);
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
    gap: calc(var(--_space) * 1.5);
    min-block-size: var(--_control);
    padding: 0 calc(var(--_space) * 3);
    border: 1px solid transparent;
    border-radius: var(--_control);
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

  .choices label:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .count {
    color: var(--_muted);
    font-weight: 400;
  }

  .choices label:has(:checked) .count {
    color: inherit;
  }

  details > summary {
    inline-size: fit-content;
    min-block-size: 24px;
    border-radius: var(--_radius-inside);
    color: var(--_accent);
    cursor: pointer;
  }

  /* Tables that become cards in a narrow container */
  table {
    inline-size: 100%;
    border-collapse: collapse;
    text-align: start;
  }

  th,
  td {
    padding-block: calc(var(--_space) * 2);
    padding-inline: 0 calc(var(--_space) * 6);
    text-align: start;
    vertical-align: top;
    font-weight: inherit;
  }

  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }

  td.number,
  th.number {
    text-align: end;
  }

  thead th {
    block-size: 32px;
    padding-block: 0;
    color: var(--_muted);
    font-size: calc(var(--_font-size) * 12 / 14);
    font-weight: 500;
    vertical-align: middle;
    white-space: nowrap;
  }

  /* Unlike "anywhere", this keeps words whole when columns share the width. */
  td,
  th:not(.name) {
    overflow-wrap: break-word;
  }

  tbody tr,
  tfoot tr {
    border-block-start: 1px solid var(--_border);
  }

  .list tbody tr {
    block-size: var(--_row);
  }

  .list tbody tr:hover {
    background: var(--_tint);
  }

  :is(.list, .links) .button.quiet {
    --_control: 28px;
    margin-block: -4px;
    padding-inline: 0;
  }

  :is(.list, .links) .button.quiet:hover {
    background: none;
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  :is(.list .button + .button, .links .button) {
    margin-inline-start: calc(var(--_space) * 4);
  }

  .list td.act {
    text-align: end;
    white-space: nowrap;
  }

  @media (pointer: coarse) {
    :is(.list, .links) .button.quiet {
      --_control: 44px;
    }
  }

  .sort {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-inside);
    background: none;
    color: inherit;
    font-weight: 500;
    cursor: pointer;
  }

  .sort:hover {
    color: var(--_text);
  }

  .sort .icon {
    inline-size: 12px;
    block-size: 12px;
  }

  [aria-sort="ascending"] .sort,
  [aria-sort="descending"] .sort {
    color: var(--_text);
  }

  .label {
    display: none;
  }

  .status {
    display: inline-flex;
    gap: var(--_space);
    align-items: baseline;
  }

  .status .icon {
    align-self: flex-start;
  }

  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
  }

  .pager > div {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  /* Messages */
  .message {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_tint);
  }

  :is(.message, .notice) > p {
    display: flex;
    gap: calc(var(--_space) * 2);
  }

  .message > p {
    flex: 1 1 calc(var(--_space) * 60);
  }

  :is(.message, .notice, .status) .icon {
    margin-block-start: 2px;
  }

  .message.error {
    border-color: color-mix(in oklab, var(--_danger) 45%, var(--_surface));
    background: color-mix(in oklab, var(--_danger) 6%, var(--_surface));
  }

  .blank {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: calc(var(--_space) * 3);
    min-block-size: calc(var(--_row) * 4);
    padding: calc(var(--_space) * 6);
    border-block: 1px solid var(--_border);
    text-align: center;
    text-wrap: balance;
    color: var(--_muted);
  }

  .blank .button {
    color: var(--_text);
  }

  .notices {
    position: sticky;
    inset-block-end: calc(var(--_space) * 3);
    display: grid;
    justify-items: center;
  }

  /* What gets the focus is not behind a notice. */
  .stack :is(button, a, summary, input, select) {
    scroll-margin-block-end: calc(var(--_space) * 28);
  }

  .notice {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    max-inline-size: 100%;
    margin-block-start: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 1.5) calc(var(--_space) * 1.5) calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 4px 20px rgb(0 0 0 / 16%);
  }

  .notice .actions {
    flex-wrap: nowrap;
    gap: 0;
  }

  /* Never by color alone: an icon and words stand with it. */
  :is(.status:is(.active, .closed, .paid), .notice p) .icon {
    color: var(--_success);
  }

  :is(.status:is(.inactive, .archived), .message.warning, .doubt) .icon {
    color: var(--_warning);
  }

  .problem,
  .status.overdue,
  :is(.status.removed, .message.error, .notice.failed p) .icon {
    color: var(--_danger);
  }

  /* Dialogs */
  dialog {
    container-type: inline-size;
    inline-size: min(calc(var(--_space) * 140), calc(100vi - 24px));
    max-block-size: calc(100dvb - 24px);
    padding: 0;
    /* What gets the focus is not behind the buttons. */
    scroll-padding-block-end: calc(var(--_control) + var(--_space) * 11);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: inherit;
    box-shadow: 0 12px 48px rgb(0 0 0 / 24%);
    font: inherit;
  }

  dialog::backdrop {
    background: rgb(10 14 22 / 45%);
  }

  .dialog {
    padding: calc(var(--_space) * 6) calc(var(--_space) * 6) 0;
  }

  .dialog h2 {
    font-size: calc(var(--_font-size) * 18 / 14);
  }

  .dialog-body {
    min-block-size: calc(var(--_space) * 20);
    align-content: start;
  }

  .compare + p {
    margin-block-start: calc(var(--_space) * -2);
  }

  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    gap: calc(var(--_space) * 2);
    position: sticky;
    inset-block-end: 0;
    padding-block: calc(var(--_space) * 3) calc(var(--_space) * 6);
    background: var(--_surface);
  }

  .dialog-actions > .message {
    flex: 1 0 100%;
  }

  dialog:has(.dialog-actions > .message) {
    scroll-padding-block-end: calc(var(--_control) + var(--_space) * 40);
  }

  .dialog-actions [role="status"] {
    flex: 1 1 auto;
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

  .problem,
  .doubt {
    display: flex;
    gap: var(--_space);
  }

  /* A hint that asks for a second look, and yet is no problem. */
  .doubt {
    color: var(--_text);
  }

  .people {
    max-block-size: calc(var(--_space) * 60);
    overflow-y: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-inside);
  }

  .people li {
    display: grid;
    align-items: baseline;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 0 calc(var(--_space) * 4);
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 3);
  }

  .people li + li {
    border-block-start: 1px solid var(--_border);
  }

  .compare th,
  .compare td {
    padding-block: calc(var(--_space) * 2.5);
  }

  .compare tbody th {
    font-weight: 500;
    white-space: nowrap;
  }

  .compare :is(td, th:not(:first-child)) {
    text-align: end;
  }

  /* One line for the difference of licenses and amount. */
  .compare :is(td, th):last-child {
    inline-size: 46%;
  }

  .compare .delta {
    font-weight: 600;
  }

  .skeleton {
    display: grid;
    gap: calc(var(--_space) * 3);
  }

  .skeleton > * {
    block-size: calc(var(--_row) - var(--_space) * 3);
    border-radius: var(--_radius-inside);
    background: var(--_tint);
  }

  @container (max-width: 640px) {
    .list,
    .list :is(thead, tbody, tbody th, td) {
      display: block;
    }

    .list thead tr {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 4);
    }

    .list thead th {
      padding: 0;
      block-size: auto;
    }

    .list thead th:not(.sortable) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .list thead .sort {
      min-block-size: var(--_control);
    }

    .list tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: calc(var(--_space) * 0.5) calc(var(--_space) * 4);
      block-size: auto;
      padding-block: calc(var(--_space) * 3);
    }

    .list :is(tbody th, td) {
      grid-column: 1 / -1;
      inline-size: auto;
      padding: 0;
      text-align: start;
      white-space: normal;
    }

    .list tbody th {
      grid-area: 1 / 1;
    }

    .list td.state {
      grid-row: 2;
    }

    .list td.act {
      margin-block-start: calc(var(--_space) * 2);
      text-align: start;
    }

    .label {
      display: inline;
      color: var(--_muted);
    }

    .choices {
      display: grid;
      grid-auto-columns: minmax(0, 1fr);
      grid-auto-flow: column;
      inline-size: 100%;
    }

    .choices label {
      justify-content: center;
      padding: var(--_space) 0;
      border-radius: var(--_radius-inside);
      text-align: center;
    }

    .choices .count {
      display: block;
    }

    input[type="search"],
    .search {
      inline-size: 100%;
    }
  }

  @container (max-width: 1000px) {
    :is(th, td):not(:last-child) {
      padding-inline-end: calc(var(--_space) * 4);
    }
  }

  @container (max-width: 440px) {
    .dialog {
      padding: calc(var(--_space) * 4) calc(var(--_space) * 4) 0;
    }

    .dialog-actions {
      padding-block-end: calc(var(--_space) * 4);
    }

    .people li {
      grid-template-columns: minmax(0, 1fr);
    }

    :is(.compare, .steps) :is(th, td):not(:last-child) {
      padding-inline-end: calc(var(--_space) * 2);
    }

    .steps {
      font-size: calc(var(--_font-size) * 12 / 14);
    }

    .pager > div:last-child {
      inline-size: 100%;
      justify-content: space-between;
    }
  }

  @media (forced-colors: active) {
    .choices label:has(:checked),
    .choices label:has(:checked) .count {
      background: SelectedItem;
      color: SelectedItemText;
      forced-color-adjust: none;
    }

    :is(.list, .links) .button.quiet {
      border: 0;
      text-decoration: underline;
    }
  }
`;
