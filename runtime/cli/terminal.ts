/** Values and remote texts as they can be shown on a terminal: without control characters that could steer it. */
import { printable } from "../base/log.ts";

/** Lines and tabs stay. All other control characters, and marks of text direction, are escaped. */
export function terminalText(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}

/** A value as text for stdout: escaped on a terminal, unchanged for programs. */
export function valueText(value: Uint8Array, isTerminal = process.stdout.isTTY === true): string {
  const text = Buffer.from(value).toString();
  return isTerminal ? terminalText(text) : text;
}

/** Writes the bytes to stdout as they are, or, on a terminal, the escaped text and a line break. */
export function writeValue(value: Uint8Array): void {
  if (process.stdout.isTTY) process.stdout.write(`${valueText(value)}\n`);
  else process.stdout.write(value);
}
