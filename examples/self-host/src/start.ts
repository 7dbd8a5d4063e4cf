// Two servers on one PostgreSQL, without containers, and a workspace to look at. What they write stays in the database.
import { randomBytes } from "node:crypto";
import { fillWorkspace } from "../../support/seatbook.ts";
import { postgresUrl, startServer } from "./servers.ts";

const { PORT = "8787", API_KEY = randomBytes(32).toString("hex") } = process.env;
const storage = postgresUrl();

const servers = await Promise.all([0, 1].map((index) => startServer(storage, API_KEY, Number(PORT) + index)));
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, async () => {
    await Promise.all(servers.map((server) => server.stop()));
    process.exit();
  });

const [first, second] = servers.map(({ url }) => url);
await fillWorkspace(first ?? "", API_KEY);
console.log(`Two servers on one PostgreSQL: ${first} and ${second}. Change something through one, and look through the other:

  export API_KEY=${API_KEY}
  curl -X DELETE ${first}/v1/workspaces/acme/members/cy -H "Authorization: Bearer $API_KEY"
  curl ${second}/v1/workspaces/acme -H "Authorization: Bearer $API_KEY"
`);
