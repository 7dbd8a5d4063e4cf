/** Epoch milliseconds as ISO 8601 in UTC. */
export function toIso(instant: number): string {
  return new Date(instant).toISOString();
}
