import type { Sql } from "postgres";

/** The oldest version that the tests have seen. */
const TESTED = 15;

/** What an operator must know of a server's durability, one sentence each. */
export async function warningsOf(sql: Sql): Promise<string[]> {
  const [settings] = await sql<
    { fsync: string; pages: string; commit: string; isStandby: boolean; readOnly: string; version: string }[]
  >`
    SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
      current_setting('synchronous_commit') AS commit, pg_is_in_recovery() AS "isStandby",
      current_setting('default_transaction_read_only') AS "readOnly", current_setting('server_version_num') AS version`;
  if (settings === undefined) return [];
  const { fsync, pages, commit, isStandby, readOnly, version } = settings;
  const major = Math.floor(Number(version) / 10_000);
  const warnings = [
    fsync !== "on" &&
      "This PostgreSQL does not sync to the disk (fsync off): power loss may lose everything. Set fsync on.",
    pages !== "on" &&
      "This PostgreSQL may be left corrupt by power loss (full_page_writes off). Set full_page_writes on.",
    commit === "off" &&
      "This PostgreSQL acknowledges changes before they are on disk (synchronous_commit off): a crash loses the last ones. " +
        "Set synchronous_commit on.",
    isStandby &&
      "This PostgreSQL is a standby: it takes no changes, and may answer with old data. Name its primary instead.",
    !isStandby && readOnly === "on" && "This PostgreSQL takes no changes (default_transaction_read_only on).",
    major < TESTED && `This PostgreSQL is version ${major}; Seatbook is tested with ${TESTED} and newer.`,
  ];
  return warnings.filter((warning) => warning !== false);
}
