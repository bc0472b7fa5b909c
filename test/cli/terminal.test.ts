import { expect, test } from "vitest";
import { terminalText, valueText } from "../../runtime/cli/terminal.ts";

const VALUE = "one\ttwo\n\u001b]0;title\u0007\r\u009b31m\u202eabc";

test("on a terminal a value has no control characters but tabs and line breaks", () => {
  const shown = valueText(Buffer.from(VALUE), true);
  expect(shown).toBe("one\ttwo\n\\u{1b}]0;title\\u{7}\\u{d}\\u{9b}31m\\u{202e}abc");
  expect(terminalText(VALUE)).toBe(shown);
});

test("for a program a value is unchanged", () => {
  expect(valueText(Buffer.from(VALUE), false)).toBe(VALUE);
});
