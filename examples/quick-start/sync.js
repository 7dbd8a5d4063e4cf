import { createClient } from "@seatbook/client";

const seatbook = createClient({ url: process.env.SEATBOOK_URL, apiKey: process.env.SEATBOOK_API_KEY });
const acme = seatbook.workspace("acme");

// One of your customers, and what it pays: 49 euros per person and month.
await acme.putWorkspace({
  name: "Acme",
  contractStart: "2026-01-01",
  licenseModel: "user",
  timeZone: "Europe/Berlin",
  price: { currency: "EUR", unitMinor: 4900 },
});

// Its teams and people, by the ids of your product. Send all of them again whenever you like.
const { changes } = await acme.putDirectory({
  teams: [
    { id: "design", name: "Design" },
    { id: "sales", name: "Sales" },
  ],
  members: [
    { id: "kim", name: "Kim Lee", email: "kim@acme.example", role: "owner", teams: ["design"] },
    { id: "ana", name: "Ana Silva", email: "ana@acme.example", teams: ["design", "sales"] },
    { id: "cy", name: "Cy Marsh", email: "cy@acme.example" },
  ],
});
console.log(changes);
