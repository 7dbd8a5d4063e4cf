/** Has `act` done before Ctrl+C or SIGTERM ends the process, as it would without.
 *  @param act is over when it returns. @returns what takes it back. */
export function beforeInterrupt(act: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    takeBack();
    act();
    process.kill(process.pid, signal);
  };
  const takeBack = (): void => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return takeBack;
}
