import type { Format } from "../internal/format.ts";
import { en, type Translation } from "./en.ts";
export const fr = (f: Format): Translation => ({ ...en(f), lang: "fr" });
