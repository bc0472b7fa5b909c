/**
 * Errors of the world: what an operator or an application can do something about. (Our own bugs are assertions, a guest's
 * faults are values, a stranger's bytes are dropped.) The codes are gRPC's, and are mapped once to gRPC and once to exit codes.
 */

export type ErrorCode =
  | "CANCELLED"
  | "INVALID_ARGUMENT"
  | "DEADLINE_EXCEEDED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "PERMISSION_DENIED"
  | "RESOURCE_EXHAUSTED"
  | "FAILED_PRECONDITION"
  | "ABORTED"
  | "OUT_OF_RANGE"
  | "UNIMPLEMENTED"
  | "INTERNAL"
  | "UNAVAILABLE"
  | "DATA_LOSS"
  | "UNAUTHENTICATED";

/** `message` says what happened, to what, and what to do about it. */
export class ProstError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ProstError";
    this.code = code;
  }
}

/** What was thrown, as a ProstError: itself, or `code` around it. */
export function asProstError(thrown: unknown, code: ErrorCode = "INTERNAL"): ProstError {
  if (thrown instanceof ProstError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new ProstError(code, text, { cause: thrown });
}
