/** Is told how far something long is. */
export type Progress = {
  /** Begins a stretch of work, and ends the one before. `total`: how many steps it has; 0 where that is not known. */
  begin: (what: string, total: number) => void;
  /** One step is done. */
  advance: () => void;
};

export const noProgress: Progress = { begin() {}, advance() {} };
