import { BillingSettings, MembersAdmin, TeamsAdmin } from "@seatbook/widgets/react";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { getToken } from "../../support/get-token.ts";

const seatbook = { apiUrl: "/seatbook", workspace: "acme", getToken };

function Settings() {
  const [news, setNews] = useState("");
  return (
    <>
      <p role="status">{news}</p>
      <BillingSettings {...seatbook} />
      <TeamsAdmin {...seatbook} onTeamArchived={(event) => setNews(`You archived ${event.detail.team.name}.`)} />
      <MembersAdmin {...seatbook} density="compact" />
    </>
  );
}

const main = document.querySelector("main");
if (main)
  createRoot(main).render(
    <StrictMode>
      <Settings />
    </StrictMode>,
  );
