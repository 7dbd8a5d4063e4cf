/** No answer came in time. */
export class TimedOut extends Error {
  override name = "TimedOut";
  constructor() {
    super("it did not answer in time");
  }
}

/** Classes of SQLSTATE, or whole ones, of a server that cannot do its work for now, or not now; nothing has been written, unless
 *  the connection was lost: connection exceptions, transaction rollback, insufficient resources, operator intervention, system
 *  errors, a server that has become a standby. */
const NOT_NOW = /^(?:08|40|53|57|58|25006)/;

/** Of a server that does not take the user, the database or what is set at the start of a connection, or does not allow it, or has no such schema or table. */
const REFUSED = /^(?:28|3D000|08P01|42501|3F000|42P01)/;

/** Mistakes in a call, found before anything is sent. */
const OUR_MISTAKE = /^(?:UNDEFINED_VALUE|MAX_PARAMETERS_EXCEEDED|NOT_TAGGED_CALL|MESSAGE_NOT_SUPPORTED)$/;

/** The server is out of reach, does not answer in time, or cannot do its work for now. */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return false;
  const state = sqlStateOf(error);
  return state === undefined ? !OUR_MISTAKE.test(codeOf(error)) : NOT_NOW.test(state);
}

/** Whether the connection is gone, or may be. */
export function isLost(error: unknown): boolean {
  if (sqlStateOf(error) === undefined) return isOutOfReach(error);
  return error instanceof Error && "severity" in error && ["FATAL", "PANIC"].includes(String(error.severity));
}

/** What an operator must put right. */
export function isRefusal(error: unknown): boolean {
  return REFUSED.test(sqlStateOf(error) ?? "");
}

/** A named prepared statement that is on another connection, or a setting that a pooler does not know. */
export function isForPooler(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === "26000" || state === "42P05" || (state === "08P01" && reasonOf(error).includes("startup parameter"));
}

/** Another server created the same table or schema meanwhile. */
export function isDuplicate(error: unknown): boolean {
  return ["23505", "42P06", "42P07", "42710"].includes(sqlStateOf(error) ?? "");
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^write /, "") : String(error);
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error && error.name === "PostgresError" ? codeOf(error) : undefined;
}

function codeOf(error: object): string {
  return "code" in error ? String(error.code) : "";
}
