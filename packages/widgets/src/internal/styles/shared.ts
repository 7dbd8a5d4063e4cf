import { baseStyles } from "./base.styles.ts";
import { controlStyles } from "./controls.styles.ts";
import { dialogStyles } from "./dialog.styles.ts";
import { listStyles } from "./list.styles.ts";
import { messageStyles } from "./messages.styles.ts";

/** What the three widgets share, in the order in which one overrules another. */
export const sharedStyles = [baseStyles, controlStyles, listStyles, messageStyles, dialogStyles];
