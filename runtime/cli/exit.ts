/** How commands end: with an exit code that programs can rely on, and one line that says what was wrong. */
import type { ErrorCode } from "../base/errors.ts";
import { asProstError } from "../base/errors.ts";

/** Documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** The command did what it should, and the answer is no: a module was refused, a check failed. */
  refused: 1,
  /** The command line or its input is wrong. */
  usage: 2,
  /** There is no such thing. */
  notFound: 3,
  /** No node, no other node, or no answer in time: trying again may help. */
  unavailable: 4,
  /** Not allowed: permissions, signatures, the policy. */
  denied: 5,
  /** There is one already, or too much of something. */
  conflict: 6,
  /** A bug of prost's. */
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

/** Says what was wrong, and sets the exit code. */
export function fail(thrown: unknown): void {
  const error = asProstError(thrown);
  process.stderr.write(`prost: ${error.message}\n`);
  if (error.code === "INTERNAL" && thrown instanceof Error && thrown.stack !== undefined)
    process.stderr.write(`${thrown.stack}\n`);
  process.exitCode = CODES[error.code];
}
