/** A service that may run at this node, and the reasons why one may not. */
import type { Id } from "../base/id.ts";
import type { ServiceLimits } from "../sandbox/contract.ts";
import type { StatementRefusalReason } from "./envelope.ts";
import type { Manifest } from "./manifest.ts";
import type { Authorization } from "./publication.ts";

export interface Package {
  readonly serviceId: Id;
  readonly manifest: Manifest;
  /** The rewritten module, ready for a runner. */
  readonly module: Uint8Array;
  /** What this node grants: at most the limits of the manifest. */
  readonly limits: ServiceLimits;
  /** Functions of the module that a node may call. */
  readonly exports: readonly string[];
  /** SHA-256 of the module as it was published, in hex. */
  readonly codeHash: string;
  /** The id of the node that the code came from, in hex, or "local" when it was on this node's disk. */
  readonly codeFrom: string;
  /**
   * True: the overlay answered that there is no newer version. False: the package is from this node's disk or
   * from the previous hop, and `Installer.check` is due.
   */
  readonly isNewest: boolean;
  readonly authorization: Authorization;
  /**
   * Resolves to null when the version is on disk as the highest seen, otherwise to the reason why it is not.
   * The service can start before that, but none of its effects may leave the node. Never rejects.
   */
  readonly remembered: Promise<FetchRefusal | null>;
}

/**
 * Why a service does not run here.
 *
 * - Nothing to run: `none` (not published), `unavailable`, `overloaded` (try later), `store` (this node's
 *   disk failed).
 * - Forged or damaged: `malformed`, `signature`, `scope`, `invalid`, `identity`, `code`.
 * - Not valid now: `revoked`, `early`, `expired`, `rollback` (older than a version seen before),
 *   `equivocation` (the publisher signed two manifests of one version).
 * - Refused by this node: `policy`, `consent` (the operator has to agree), `capability` (it imports more than
 *   its manifest names), `gate`, `runtime` (it needs a newer prost).
 */
export type FetchRefusalReason =
  | StatementRefusalReason
  | "none"
  | "unavailable"
  | "overloaded"
  | "identity"
  | "code"
  | "rollback"
  | "equivocation"
  | "consent"
  | "policy"
  | "capability"
  | "gate"
  | "runtime"
  | "store";

export interface FetchRefusal {
  readonly ok: false;
  readonly reason: FetchRefusalReason;
  /** For the operator. */
  readonly detail: string;
}

export type FetchOutcome = { readonly ok: true; readonly package: Package } | FetchRefusal;

export function refused(reason: FetchRefusalReason, detail: string): FetchRefusal {
  return { ok: false, reason, detail };
}

/** Deployment reports every other failure as a value, so a thrown error comes from this node's disk. */
export function diskFailed(error: unknown): FetchRefusal {
  return refused("store", error instanceof Error ? error.message : String(error));
}
