/** Commands that a message carries to a compromised cell (compromised-program.ts). */

/** Matches a payload: the command, and its bytes in hex. */
export const COMMAND = /a command to the cell: ([a-z]+) ([0-9a-f]*);/;

export type Command = "spin" | "stop" | "abort" | "segv" | "exit" | "write" | "drip" | "flood" | "errors";

/** The payload of a message with the command. */
export function command(what: Command, bytes: Uint8Array | readonly number[] = []): Uint8Array {
  return Buffer.from(`a command to the cell: ${what} ${Buffer.from(bytes).toString("hex")};`);
}
