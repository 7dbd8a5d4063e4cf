// What compiles and what does not, for whoever uses the package. Type-checked, never run.
import { expectTypeOf } from "vitest";
import {
  createClient,
  type ErrorCode,
  isSeatbookError,
  type Member,
  type MemberPage,
  type SeatbookError,
  type UnknownCode,
  type WorkspaceClient,
} from "../index.ts";

declare const acme: WorkspaceClient;
declare const error: unknown;

createClient({ url: "", apiKey: "" });
createClient({ url: "", token: "" });
createClient({ url: "", getToken: async () => "" });
// @ts-expect-error -- nobody asks
createClient({ url: "" });
// @ts-expect-error -- as whom?
createClient({ url: "", apiKey: "", token: "" });

const member = await acme.putMember("ana", { name: "Ana", email: "ana@acme.example", role: undefined });
expectTypeOf(member).toEqualTypeOf<Member>();
const { data, etag } = await acme.listMembers({ status: "inactive", limit: 10 }).page().withResponse();
expectTypeOf(data).toEqualTypeOf<MemberPage>();
expectTypeOf(etag).toEqualTypeOf<string | undefined>();
for await (const each of acme.listMembers()) expectTypeOf(each).toEqualTypeOf<Member>();
expectTypeOf(acme.downloadInvoicePdf("1")).toEqualTypeOf<Promise<Response>>();

// @ts-expect-error -- a field that is not known
await acme.putMember("ana", { name: "Ana", email: "ana@acme.example", nickname: "A" });
// @ts-expect-error -- a field that is missing
await acme.putMember("ana", { name: "Ana" });
// @ts-expect-error -- no status
acme.listMembers({ status: "gone" });
// @ts-expect-error -- a read takes no key
await acme.getMember("ana", { idempotencyKey: "k" });
// @ts-expect-error -- somebody else's answer
await acme.getMember("ana", { previous: { data: { access: true }, etag: undefined } });
await acme.getAccess("ana", { previous: { data: { access: true }, etag: undefined } });

async function* members() {
  yield { id: "ana", name: "Ana", email: "ana@acme.example" };
}
await acme.putDirectory({ teams: [], members: members() }, { dryRun: true });
await acme.putDirectory({ teams: [], members: [{ id: "ana", name: "Ana", email: "a@acme.example" }] as const });
async function* numbers() {
  yield 1;
}
// @ts-expect-error -- no members
await acme.putDirectory({ teams: [], members: numbers() });

/** Every code that is known; the rest are a newer server's. */
export function handle(refusal: SeatbookError): string {
  switch (refusal.code) {
    case "inactive-members-changed":
    case "timed-out":
      return refusal.code;
    // @ts-expect-error -- misspelled
    // oxlint-disable-next-line typescript/no-unsafe-enum-comparison -- lint tells, too
    case "inactive-member-changed":
      return "";
    default:
      return refusal.code;
  }
}

if (isSeatbookError(error, "stale-version", "connection-failed"))
  expectTypeOf(error.code).toEqualTypeOf<"stale-version" | "connection-failed">();
if (isSeatbookError(error)) expectTypeOf(error.code).toEqualTypeOf<ErrorCode | UnknownCode>();
// @ts-expect-error -- misspelled
isSeatbookError(error, "stale-versions");
