/** How a message tells a cell that was taken over (taken-cell.ts) what to do. */

/** In the payload: what to do, and bytes for it in hex. */
export const ORDER = /an order to the cell: ([a-z]+) ([0-9a-f]*);/;

export type Order = "spin" | "stop" | "abort" | "segv" | "exit" | "write" | "drip" | "flood" | "errors";

export function order(what: Order, bytes: Uint8Array | readonly number[] = []): Uint8Array {
  return Buffer.from(`an order to the cell: ${what} ${Buffer.from(bytes).toString("hex")};`);
}
