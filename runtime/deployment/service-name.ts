/** Names of services: up to four segments of lowercase ASCII, so that no two names look alike. */

const SEGMENT = "[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?";
const NAME = new RegExp(`^${SEGMENT}(?:/${SEGMENT}){0,3}$`);
/** Maximum length of a name, in characters of one byte each. */
const NAME_CHARS_MAX = 4 * 32 + 3;

export const NAME_RULE =
  "a name has 1 to 4 segments with '/' between them, each of 1 to 32 of a-z, 0-9 and '-' that neither starts nor ends with '-'";

export function isName(text: string): boolean {
  return text.length <= NAME_CHARS_MAX && NAME.test(text);
}
