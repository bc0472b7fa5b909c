/**
 * The checks that a new cell makes of its own jail, and their encoding: a byte for each check that failed, in
 * the frame that reports the start of the cell.
 */
import { Violation } from "../wire/frames.ts";

/** An argument of the cell's program: its jail allows no sockets, so the canary must try to open one. */
export const NO_SOCKETS = "no-sockets";

/**
 * The checks by their byte, each named by its failure. Node's permission model, the system call filter and
 * flags of V8 must prevent these failures.
 */
export const CANARY_CHECKS = [
  "files of the machine can be read",
  "files can be written",
  "other programs can be started",
  "a socket can be opened",
  "a table of 20,000 entries can be made",
  "a memory of 257 pages can be made",
  "fills of memory in a loop are not interrupted",
  "the isolate of the services is not clean",
] as const;
export type CanaryCheck = (typeof CANARY_CHECKS)[number];

export function encodeFailed(failed: readonly CanaryCheck[]): Uint8Array {
  return Uint8Array.from(failed, (check) => CANARY_CHECKS.indexOf(check));
}

/** Throws a Violation for bytes that are not checks, each at most once and in ascending order. */
export function decodeFailed(body: Uint8Array): readonly CanaryCheck[] {
  let last = -1;
  return Array.from(body, (index) => {
    if (index <= last || index >= CANARY_CHECKS.length) throw new Violation("no list of canary checks");
    last = index;
    return CANARY_CHECKS[index];
  });
}
