/** How commands end: with a documented exit code and, after a failure, one line on stderr with the reason. */
import type { ErrorCode } from "../base/errors.ts";
import { asProstError } from "../base/errors.ts";
import { terminalText } from "./terminal.ts";

/** Documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** The command did its work, and the result is negative: a module was refused, or a check failed. */
  refused: 1,
  /** The command line or its input is wrong. */
  usage: 2,
  /** The named thing does not exist. */
  notFound: 3,
  /** No node, no other node, or no reply in time. A retry may succeed. */
  unavailable: 4,
  /** Not allowed: permissions, signatures, the policy. */
  denied: 5,
  /** It already exists, or a quota is used up. */
  conflict: 6,
  /** A bug in prost. */
  internal: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

const CODES: Readonly<Record<ErrorCode, number>> = {
  CANCELLED: EXIT.interrupted,
  INVALID_ARGUMENT: EXIT.usage,
  OUT_OF_RANGE: EXIT.usage,
  NOT_FOUND: EXIT.notFound,
  UNAVAILABLE: EXIT.unavailable,
  DEADLINE_EXCEEDED: EXIT.unavailable,
  PERMISSION_DENIED: EXIT.denied,
  UNAUTHENTICATED: EXIT.denied,
  ALREADY_EXISTS: EXIT.conflict,
  RESOURCE_EXHAUSTED: EXIT.conflict,
  FAILED_PRECONDITION: EXIT.refused,
  ABORTED: EXIT.refused,
  UNIMPLEMENTED: EXIT.refused,
  DATA_LOSS: EXIT.refused,
  INTERNAL: EXIT.internal,
};

/** Prints the reason on stderr and sets the exit code. The text may come from a remote node, so it is escaped. */
export function fail(thrown: unknown): void {
  const error = asProstError(thrown);
  process.stderr.write(`prost: ${terminalText(error.message)}\n`);
  if (error.code === "INTERNAL" && thrown instanceof Error && thrown.stack !== undefined)
    process.stderr.write(`${thrown.stack}\n`);
  process.exitCode = CODES[error.code];
}
