import { seatbook } from "./seatbook.ts";

/** Stands for a cursor of your database: one row after another, never all in memory. */
async function* everybody() {
  yield { id: "ana", name: "Ana Silva", email: "ana@acme.example", teams: ["design"] };
  yield { id: "cy", name: "Cy Marsh", email: "cy@acme.example", teams: ["design"] };
}

const teams = [{ id: "design", name: "Design" }];
const acme = seatbook.workspace("acme");

const { effect } = await acme.putDirectory({ teams, members: everybody() }, { dryRun: true });
console.log(`It would be ${effect.nextMonth.after.licenses} licenses from next month on.`);

const { changes } = await acme.putDirectory({ teams, members: everybody() });
console.log(`Added ${changes.membersAdded.join(", ")}; removed ${changes.membersRemoved.join(", ")}.`);
