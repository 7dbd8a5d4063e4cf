import { css } from "lit";

/** Errors, results, empty places, and the colors of states. */
export const messageStyles = css`
  .message {
    padding: calc(var(--_space) * 3) calc(var(--_space) * 4);
    border: var(--_line);
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
    place-items: center;
    align-content: center;
    gap: calc(var(--_space) * 3);
    min-block-size: calc(var(--_row) * 4);
    padding: calc(var(--_space) * 6);
    border-block: var(--_line);
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
    padding: calc(var(--_space) * 1.5);
    padding-inline-start: calc(var(--_space) * 4);
    border: var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 4px 20px rgb(0 0 0 / 16%);
  }

  .notice .actions {
    flex-wrap: nowrap;
    gap: 0;
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
`;
