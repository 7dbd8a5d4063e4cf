import { define } from "../internal/define.ts";
import { BillingSettings } from "./billing-settings.ts";

define("billing-settings", BillingSettings);

export { BillingSettings };
