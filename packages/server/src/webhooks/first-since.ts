import type { Log, LogRecord } from "@seatbook/storage";

/** The first version of a log that is not of before `instant` (epoch ms): where the log is shorter, the next one to be written. No
 *  record is of before the one before it, so that few have to be read. */
export async function firstSince(log: Log<LogRecord<unknown>>, instant: number): Promise<number> {
  const isSince = async (version: number): Promise<boolean> => {
    const record = await log.read(version);
    return record === undefined || record.at >= instant;
  };
  let high = 1;
  while (!(await isSince(high))) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (await isSince(middle)) high = middle;
    else low = middle;
  }
  return high;
}
