import { css } from "lit";

export const billingSettingsStyles = css`
  .model {
    gap: calc(var(--_space) * 2);
  }

  .rules {
    display: grid;
    gap: var(--_space);
    padding-block-start: var(--_space);
    padding-inline-start: calc(var(--_space) * 5);
    list-style: disc;
  }

  .estimate {
    gap: var(--_space);
  }

  .estimate h3 {
    color: var(--_muted);
    font-size: inherit;
    font-weight: 500;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 6);
  }

  .figure {
    font-size: calc(var(--_font-size) * 24 / 14);
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.015em;
  }

  .steps {
    margin-block-start: calc(var(--_space) * 2);
  }

  .steps th,
  .steps td {
    padding-block: calc(var(--_space) * 1.5);
  }

  tfoot :is(th, td) {
    font-weight: 600;
  }

  .chart .choices {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
  }

  .chart label {
    align-items: start;
    padding: var(--_space);
    border-radius: var(--_radius-inside);
    font-size: var(--_small);
  }

  .bar {
    display: block;
    inline-size: 100%;
    block-size: calc(var(--_space) * 24);
    color: var(--_accent);
    fill: currentColor;
  }

  /* Hatched: it is not over yet. */
  .bar.open {
    mask: repeating-linear-gradient(-45deg, #000 0 3px, #0006 3px 6px);
  }

  .bar.next {
    fill: none;
    stroke: currentColor;
    stroke-width: 2px;
    stroke-dasharray: 4;
  }

  @media (forced-colors: active) {
    .bar {
      color: inherit;
    }
  }

  .links {
    color: var(--_muted);
  }

  /* The text below the text of the status, an icon below its icon. */
  .state .mails .muted {
    margin-inline-start: calc(16px + var(--_space));
  }

  .due {
    font-weight: 500;
  }

  .mails .icon {
    margin-block-start: 1px;
  }

  .change .mails {
    flex-basis: 100%;
  }

  /* A number breaks only when it is longer than most. */
  .whole {
    display: inline-block;
    inline-size: max-content;
    max-inline-size: 10em;
  }

  :where(.invoices) :is(td.month, td.number) {
    white-space: nowrap;
  }

  :where(.invoices) td.state {
    inline-size: 38%;
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
    gap: calc(var(--_space) * 4);
  }

  .change {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .change ul {
    display: grid;
    gap: calc(var(--_space) * 2);
  }

  .change li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(var(--_space) * 4);
  }

  .facts {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: calc(var(--_space) * 2) calc(var(--_space) * 6);
  }

  .facts > div {
    display: contents;
  }

  .facts dt {
    color: var(--_muted);
  }

  @container (min-width: 641px) and (max-width: 940px) {
    .invoices .licenses {
      display: none;
    }

    .invoices td.act {
      white-space: normal;
    }

    /* Not over each other where they take two lines. */
    .invoices .act .button {
      margin-block: 0;
    }
  }

  @container (max-width: 640px) {
    .chart .choices {
      gap: 0;
    }

    .chart .month {
      writing-mode: vertical-rl;
    }

    .months td.state,
    .invoices :is(td.month, td.licenses) {
      grid-area: 1 / 2;
      justify-self: end;
      text-align: end;
    }

    .months td.state {
      max-inline-size: 45cqi;
    }

    .invoices :is(td.month, td.amount) {
      white-space: nowrap;
    }

    .list td.amount {
      grid-column: 1;
      align-content: center;
    }

    .months td.act {
      grid-area: 3 / 2;
      margin: 0;
    }

    .invoices td.amount {
      font-size: calc(var(--_font-size) * 16 / 14);
      font-weight: 600;
    }

    .invoices .label {
      font-size: var(--_small);
      font-weight: 400;
    }

    .invoices td.licenses {
      grid-row: 2;
      align-content: end;
      color: var(--_muted);
    }

    .invoices td.state {
      grid-row: auto;
      margin-block-start: var(--_space);
    }
  }
`;
