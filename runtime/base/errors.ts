/**
 * Errors that an operator or an application can do something about. Bugs of prost are assertions, faults of a
 * guest are values, and malformed bytes of other nodes are dropped. The codes are gRPC's; they are mapped
 * once to gRPC and once to exit codes.
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

/** `message`: what happened, to what, and what to do. */
export class ProstError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ProstError";
    this.code = code;
  }
}

/** A thrown value as a ProstError: itself, or wrapped with `code`. */
export function asProstError(thrown: unknown, code: ErrorCode = "INTERNAL"): ProstError {
  if (thrown instanceof ProstError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new ProstError(code, text, { cause: thrown });
}
