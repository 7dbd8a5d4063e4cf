import { css } from "lit";

/** Dialogs and what only they show. */
export const dialogStyles = css`
  dialog {
    container-type: inline-size;
    inline-size: min(calc(var(--_space) * 140), calc(100vi - 24px));
    max-block-size: calc(100dvb - 24px);
    padding: 0;
    /* What gets the focus is not behind the buttons. */
    scroll-padding-block-end: calc(var(--_control) + var(--_space) * 11);
    border: var(--_line);
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

  .dialog-body {
    min-block-size: calc(var(--_space) * 20);
  }

  .dialog-actions {
    justify-content: flex-end;
    position: sticky;
    inset-block-end: 0;
    column-gap: calc(var(--_space) * 2);
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

  .compare + p {
    margin-block-start: calc(var(--_space) * -2);
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

  .delta {
    font-weight: 600;
  }

  @container (max-width: 440px) {
    .dialog {
      padding: calc(var(--_space) * 4) calc(var(--_space) * 4) 0;
    }

    .dialog-actions {
      padding-block-end: calc(var(--_space) * 4);
    }

    :is(.compare, .steps) :is(th, td):not(:last-child) {
      padding-inline-end: calc(var(--_space) * 2);
    }

    .steps {
      font-size: var(--_small);
    }
  }
`;
