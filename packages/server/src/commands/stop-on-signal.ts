/** How long it may take to stop. HTTP has nine seconds; a mail server or a store that does not answer may take longer, and nobody
 *  waits for what they would say. Docker kills after ten seconds. */
const mostMs = 9_500;

/** npm passes a signal on that the terminal has sent to the server as well: so soon, a second one is the same. */
const sameMs = 500;

/** Stops, and ends the process with code 0, once it is told to by SIGTERM or Ctrl+C. A second signal ends it at once.
 *  @param options.mostMs how long to wait for `stop`, in milliseconds. */
export function stopOnSignal(stop: () => Promise<void>, options: { mostMs?: number } = {}): void {
  let toldAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (toldAt === undefined) {
      toldAt = performance.now();
      setTimeout(() => process.exit(0), options.mostMs ?? mostMs);
      void stop().then(() => process.exit(0));
    } else if (performance.now() - toldAt > sameMs) {
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
}
