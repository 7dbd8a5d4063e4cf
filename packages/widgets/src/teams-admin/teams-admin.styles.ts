import { css } from "lit";

export const teamsAdminStyles = css`
  .listing {
    display: grid;
    gap: calc(var(--_space) * 4);
    grid-template-columns: minmax(0, 1fr);
  }

  .name {
    font-weight: 500;
  }
`;
