import { css } from "lit";

export const membersAdminStyles = css`
  .summary {
    gap: calc(var(--_space) * 3);
  }

  .who,
  .months {
    gap: calc(var(--_space) * 2);
  }

  .who h3 {
    font-size: inherit;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 4) calc(var(--_space) * 12);
  }

  .figures div {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
  }

  .figures dt {
    color: var(--_muted);
  }

  .figures dd {
    font-size: calc(var(--_font-size) * 2);
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.02em;
  }

  .name {
    inline-size: 30%;
  }

  .teams {
    inline-size: 20%;
    overflow-wrap: anywhere;
  }

  .name .small {
    font-weight: 400;
  }

  .strip {
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    gap: var(--_space);
  }

  .strip li {
    display: grid;
    place-items: center;
    min-block-size: calc(var(--_space) * 7);
    border: var(--_line);
    border-radius: calc(var(--_radius) / 2);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .strip li.billed {
    background: var(--_selected);
    color: var(--_text);
    font-weight: 600;
  }

  @media (forced-colors: active) {
    .strip li.billed {
      background: SelectedItem;
      color: SelectedItemText;
      forced-color-adjust: none;
    }
  }

  .month > :not(summary) {
    margin-block-start: calc(var(--_space) * 2);
  }

  .spans {
    display: grid;
    gap: var(--_space);
    padding-inline-start: calc(var(--_space) * 5);
    list-style: disc;
  }

  .team-filter select {
    max-inline-size: calc(var(--_space) * 60);
  }

  @container (min-width: 641px) and (max-width: 1000px) {
    .joined {
      display: none;
    }
  }

  @container (min-width: 861px) {
    .billed,
    .joined,
    .state {
      white-space: nowrap;
    }
  }

  @container (max-width: 640px) {
    .figures {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: calc(var(--_space) * 3) calc(var(--_space) * 4);
    }

    .team-filter,
    .team-filter select {
      inline-size: 100%;
      max-inline-size: none;
    }
  }

  @container (max-width: 440px) {
    .strip {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
  }
`;
