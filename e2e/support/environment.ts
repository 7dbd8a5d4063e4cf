/** This process's environment without settings of Seatbook: a program has those that its test gives it, and refuses others. */
export const environment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("SEATBOOK_")),
);
