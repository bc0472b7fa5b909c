/** The version of this prost, and comparison of versions. */

export const VERSION = "0.2.0";

const FORM = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

export function isVersion(text: string): boolean {
  return FORM.test(text);
}

/** Whether version `have` is `need` or later. Both must be valid (`isVersion`). */
export function isAtLeast(have: string, need: string): boolean {
  const [a, b] = [have, need].map((text) => text.split(".").map(Number));
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 || a[at] > b[at];
}
