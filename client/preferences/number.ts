import { language } from "./language.ts";

/** A number as the page's language groups its digits. */
export function numberText(value: number): string {
  return value.toLocaleString(language.value);
}
