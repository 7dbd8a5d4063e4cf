import type { Format } from "../internal/format.ts";
import { en, type Translation } from "./en.ts";
export const de = (f: Format): Translation => ({ ...en(f), lang: "de" });
