// The public entry of the package.
export { type AppOptions, createApp } from "./app.ts";
export { type Config, ConfigError, readConfig } from "./config.ts";
export type * from "./contract/types.ts";
export { DemoClock } from "./demo-clock.ts";
export type { RequestLogEntry } from "./middleware/log.ts";
export { type RunningServer, startServer } from "./node.ts";
export { toWidgetsBundle, type WidgetsBundle } from "./routes/widgets.ts";
