export { testDriver, type DriverSuiteOptions } from "./test-driver.ts";
export { testProcesses, type ProcessSuiteOptions } from "./test-processes.ts";
export type { Skip, TestRunner } from "./runner.ts";
