/** Replies of a server that does not do its work for now, or not all of it; whatever was asked has not happened. */
const NOT_NOW =
  /^(?:LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|READONLY|NOREPLICAS|MISCONF|OOM|ERR max number of clients)\b/;

/** Whether `error` is what the server answered. */
export function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
}

/** Of what a client's command rejects with: the server is out of reach, did not answer in time, or cannot do its work for now.
 *  Else it is a mistake in the command. */
export function isOutOfReach(error: unknown): boolean {
  if (isReply(error)) return NOT_NOW.test(error.message);
  return error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
}

/** What to tell of an error of the client, without what it was sent: a password or personal data. */
export function describeError(error: unknown): { reason: string; cause: Error } {
  if (!(error instanceof Error)) return describeError(new Error(String(error)));
  if (error.name === "AbortError" || error.name === "TimeoutError") {
    return { reason: "it did not answer in time", cause: error };
  }
  // With no retry at all, that is what a command is told whose connection ended.
  if (error.name === "MaxRetriesPerRequestError") return { reason: "the connection was lost", cause: error };
  // Of a cluster, what went wrong is told by the node that was asked last.
  if ("lastNodeError" in error && error.lastNodeError instanceof Error) return describeError(error.lastNodeError);
  // Servers quote a command that they do not know, and clients keep what they sent.
  const reason = error.message.replace(/, with args beginning with.*/s, "").replace(/\.$/, "");
  const cause = new Error(reason);
  cause.name = error.name;
  return { reason, cause };
}
