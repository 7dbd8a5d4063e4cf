import { css } from "lit";

export const billingSettingsStyles = css`
  .model,
  .months,
  .estimate {
    display: grid;
    gap: calc(var(--_space) * 2);
    grid-template-columns: minmax(0, 1fr);
  }

  .rules {
    display: grid;
    gap: var(--_space);
    padding-block-start: calc(var(--_space) * 1);
    padding-inline-start: calc(var(--_space) * 5);
    list-style: disc;
  }

  .estimates {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: calc(var(--_space) * 4);
  }

  .estimate {
    align-content: start;
    gap: var(--_space);
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
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

  .volume {
    display: grid;
    grid-template-columns: minmax(0, 1fr) max-content;
    align-items: center;
    gap: calc(var(--_space) * 3);
  }

  .volume > span {
    min-inline-size: 7em;
  }

  .bar {
    inline-size: 100%;
    block-size: 8px;
    fill: var(--_accent);
  }

  .bar.open {
    fill: color-mix(in oklab, var(--_accent) 50%, var(--_surface));
  }

  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }

  @media (forced-colors: active) {
    .bar {
      fill: CanvasText;
    }
  }

  .licenses {
    inline-size: 36%;
  }

  .status.closed .icon {
    color: var(--_success);
  }

  .name {
    font-weight: 500;
  }

  @container (max-width: 640px) {
    .estimates {
      grid-template-columns: minmax(0, 1fr);
    }

    .volume {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
    }

    .bar {
      order: 1;
      block-size: 4px;
      margin-block-end: var(--_space);
    }

    .list td.state {
      grid-area: 1 / 2;
      max-inline-size: 45cqi;
      text-align: end;
    }

    .list td.amount {
      grid-column: 1;
      align-content: center;
    }

    .list td.act {
      grid-area: 3 / 2;
      margin: 0;
    }
  }
`;
