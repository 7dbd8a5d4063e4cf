import { seatbook } from "./seatbook.ts";

const acme = seatbook.workspace("acme");
await acme.putWorkspace({
  name: "Acme",
  contractStart: "2024-05-01",
  licenseModel: "user",
  timeZone: "Europe/Berlin",
  price: { currency: "EUR", unitMinor: 4900 },
});
await acme.putTeam("design", { name: "Design" });
await acme.putMember("ana", { name: "Ana Silva", email: "ana@acme.example", teams: ["design"] });
await acme.putMember("bo", { name: "Bo Ek", email: "bo@acme.example" });

for await (const { name, status, billed } of acme.listMembers({ sort: "-joined" }))
  console.log(`${name} is ${status}, and ${billed.currentMonth ? "billed" : "not billed"} this month.`);
