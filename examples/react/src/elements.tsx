import "@seatbook/widgets/define";
import "@seatbook/widgets/jsx";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { getToken } from "../../support/get-token.ts";

const seatbook = { "api-url": "/seatbook", workspace: "acme", getToken };

function Settings() {
  const [news, setNews] = useState("");
  return (
    <>
      <p role="status">{news}</p>
      <billing-settings {...seatbook} />
      <teams-admin {...seatbook} onteam-archived={(event) => setNews(`You archived ${event.detail.team.name}.`)} />
      <members-admin {...seatbook} density="compact" />
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
