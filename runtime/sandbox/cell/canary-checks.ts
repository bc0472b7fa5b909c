/**
 * What a new cell tries before it is used, and how it tells what was not as it should be: a byte for each, in the frame with which it
 * says that it is ready.
 */
import { Violation } from "../wire/frames.ts";

/** An argument of the cell's program: no socket can be had where it runs, and its canary is to try. */
export const NO_SOCKETS = "no-sockets";

/** By the byte that stands for it. What is denied by Node's permission model, by the filter of system calls, by flags of V8. */
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

/** Throws a Violation for what is no list of checks, each once and in their order. */
export function decodeFailed(body: Uint8Array): readonly CanaryCheck[] {
  let last = -1;
  return Array.from(body, (index) => {
    if (index <= last || index >= CANARY_CHECKS.length) throw new Violation("no list of checks");
    last = index;
    return CANARY_CHECKS[index];
  });
}
