import { css } from "lit";

/** Tables, and lists that become cards in a narrow container. */
export const listStyles = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding-block: calc(var(--_row) / 2 - 0.725em);
    padding-inline: 0 calc(var(--_space) * 6);
    text-align: start;
    vertical-align: top;
    font-weight: inherit;
  }

  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }

  .number {
    text-align: end;
  }

  thead th {
    block-size: 32px;
    padding-block: 0;
    color: var(--_muted);
    font-size: var(--_small);
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
    border-block-start: var(--_line);
  }

  .list tbody tr {
    block-size: var(--_row);
  }

  .list tbody tr:hover {
    background: var(--_tint);
  }

  .name {
    font-weight: 500;
  }

  .check {
    inline-size: 1px;
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

  .list .button + .button,
  .links .button {
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
    font-weight: 500;
    cursor: pointer;
  }

  .sort:hover,
  [aria-sort]:not([aria-sort="none"]) .sort {
    color: var(--_text);
  }

  .label {
    display: none;
  }

  .status {
    display: inline-flex;
    gap: var(--_space);
    align-items: flex-start;
  }

  .pager > div {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  .people {
    max-block-size: calc(var(--_space) * 60);
    overflow-y: auto;
    border: var(--_line);
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
    border-block-start: var(--_line);
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
    /* Room for two lines, so that the buttons move nothing however long their words. */
    .selection {
      flex-wrap: nowrap;
      gap: calc(var(--_space) * 2);
      min-block-size: 3.2em;
    }

    .selection .quiet {
      padding-inline: 0;
    }

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
      inline-size: auto;
    }

    .list thead th:not([aria-sort], .check) {
      position: absolute;
      clip-path: inset(50%);
    }

    .check > input {
      inline-size: 24px;
      block-size: 24px;
    }

    .list .sort {
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

    .list td.check {
      grid-area: 1 / 2;
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
    }

    .label,
    [data-label]::before {
      color: var(--_muted);
    }

    [data-label]::before {
      content: attr(data-label) / "";
    }
  }

  @container (max-width: 1000px) {
    :is(th, td):not(:last-child) {
      padding-inline-end: calc(var(--_space) * 4);
    }
  }

  @container (max-width: 440px) {
    .people li {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (forced-colors: active) {
    :is(.list, .links) .button.quiet {
      border: 0;
      text-decoration: underline;
    }
  }
`;
