/**
 * Grants a service its share of this node and gives it a runner. A grant is refused when the isolation is
 * weaker than the policy demands, when the code is in quarantine, or when the policy's totals are used up.
 */
import { hexOf } from "../base/hex.ts";
import { Grants } from "../deployment/grants.ts";
import type { Package } from "../deployment/package.ts";
import type { Policy } from "../deployment/policy.ts";
import { isEnough, type Jail, missingOf } from "../sandbox/cell/jail.ts";
import { type Quarantine, type QuarantineState, quarantineText } from "../sandbox/cell/quarantine.ts";
import type { Runner } from "../sandbox/contract.ts";
import type { Cells } from "./cells.ts";
import { codeName } from "./install-request.ts";
import type { StartRefusal } from "./unknown-services.ts";

interface RunnerAllocatorParts {
  readonly cells: Cells;
  readonly policy: () => Policy;
  /** Default: no cells are used. */
  readonly isolation?: Jail | undefined;
  readonly quarantine?: Quarantine | undefined;
}

export class RunnerAllocator {
  readonly #parts: RunnerAllocatorParts;
  readonly #grants: Grants;

  constructor(parts: RunnerAllocatorParts) {
    this.#parts = parts;
    this.#grants = new Grants(parts.policy);
  }

  /**
   * Returns null when the service has its grant, until `revoke` or `release`. Otherwise nothing has changed.
   */
  grant(what: Package): StartRefusal | null {
    const weak = this.#weakIsolation(hexOf(what.manifest.rootId));
    if (weak !== null) return { reason: "policy", detail: weak };
    const quarantined = this.quarantineOf(what);
    if (quarantined !== null) return { reason: "quarantine", detail: quarantineText(quarantined) };
    const excess = this.regrant(what);
    return excess === null ? null : { reason: "totals", detail: excess };
  }

  /**
   * Replaces the grant of another version of the service. Returns null when this is done. Otherwise returns
   * the reason, and nothing has changed.
   */
  regrant({ serviceId, manifest, limits }: Package): string | null {
    const excess = this.#grants.take(serviceId.hex, hexOf(manifest.rootId), limits);
    return excess === null ? null : `policy: ${excess}`;
  }

  /** Releases the grant of a service that has no runner. */
  revoke({ serviceId }: Package): void {
    this.#grants.release(serviceId.hex);
  }

  /** The runner of the publisher. Call `release` when the service no longer runs in it. */
  enter({ manifest }: Package): Runner {
    return this.#parts.cells.enter(manifest.rootId);
  }

  /** The service has left its runner. */
  release(what: Package): void {
    this.revoke(what);
    this.#parts.cells.leave(what.manifest.rootId);
  }

  /** The number of services that have entered a runner. */
  get entered(): number {
    return this.#parts.cells.services;
  }

  /** The quarantine of the code. Null when the code is not in quarantine. */
  quarantineOf(what: Package): QuarantineState | null {
    return this.#parts.quarantine?.stateOf(codeName(what)) ?? null;
  }

  /** Why the isolation of this machine is too weak for the publisher's services. Null when it is not. */
  #weakIsolation(publisher: string): string | null {
    const { isolation } = this.#parts;
    const { cells, inline } = this.#parts.policy();
    if (isolation === undefined || isEnough(isolation.level, cells.isolation) || inline.includes(publisher))
      return null;
    const missing = missingOf(isolation).join("; ");
    return (
      `the policy demands "${cells.isolation}" isolation of cells, this machine provides ` +
      `"${isolation.level}" (${missing}); \`prost doctor\` says more`
    );
  }
}
