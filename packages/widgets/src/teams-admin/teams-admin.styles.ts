import { css } from "lit";

export const teamsAdminStyles = css`
  .name {
    font-weight: 500;
  }
`;
