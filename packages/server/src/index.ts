// The public entry of the package.
export type * from "./contract/types.ts";
