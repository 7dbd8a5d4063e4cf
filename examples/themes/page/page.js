import "@seatbook/widgets/define";
import { createFakeClient } from "@seatbook/widgets/fake";

// ?theme=ide shows that one alone.
const wanted = new URLSearchParams(location.search).get("theme");

for (const section of document.querySelectorAll("section")) {
  section.hidden = wanted !== null && section.className !== `theme-${wanted}`;
  const client = createFakeClient({ activeMembers: 9, inactiveMembers: 4, months: 4 });
  for (const element of section.querySelectorAll("[workspace]")) element.client = client;
}
