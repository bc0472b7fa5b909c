/**
 * The sums of the limits granted to services here: in total and by publisher. A service starts only if the
 * sums stay within the policy's totals, so that many small grants do not exceed the operator's limits.
 */
import type { ServiceLimits } from "../sandbox/contract.ts";
import type { Policy } from "./policy.ts";

interface Sum {
  services: number;
  memoryPages: number;
  storeBytes: number;
}

interface Grant {
  readonly publisher: string;
  readonly limits: ServiceLimits;
}

export class Grants {
  readonly #policy: () => Policy;
  readonly #grants = new Map<string, Grant>();
  readonly #all: Sum = { services: 0, memoryPages: 0, storeBytes: 0 };
  readonly #publishers = new Map<string, Sum>();

  constructor(policy: () => Policy) {
    this.#policy = policy;
  }

  get sum(): Readonly<Sum> & { readonly publishers: number } {
    return { ...this.#all, publishers: this.#publishers.size };
  }

  /**
   * Grants `limits` in place of the service's earlier grant, and returns null. Otherwise returns the reason
   * and changes nothing.
   */
  take(serviceId: string, publisher: string, limits: ServiceLimits): string | null {
    const before = this.#grants.get(serviceId) ?? null;
    this.release(serviceId);
    const refusal = this.#refusal(publisher, limits);
    if (refusal === null) this.#add(serviceId, { publisher, limits });
    else if (before !== null) this.#add(serviceId, before);
    return refusal;
  }

  /** Releases the grant of a service that no longer runs. */
  release(serviceId: string): void {
    const grant = this.#grants.get(serviceId);
    const publisher = grant === undefined ? undefined : this.#publishers.get(grant.publisher);
    if (grant === undefined || publisher === undefined) return;
    this.#grants.delete(serviceId);
    for (const sum of [this.#all, publisher]) count(sum, grant.limits, -1);
    if (publisher.services === 0) this.#publishers.delete(grant.publisher);
  }

  #add(serviceId: string, grant: Grant): void {
    const publisher = this.#publishers.get(grant.publisher) ?? { services: 0, memoryPages: 0, storeBytes: 0 };
    this.#publishers.set(grant.publisher, publisher);
    this.#grants.set(serviceId, grant);
    for (const sum of [this.#all, publisher]) count(sum, grant.limits, 1);
  }

  #refusal(publisher: string, limits: ServiceLimits): string | null {
    const { totals, publisherTotals } = this.#policy();
    const one = this.#publishers.get(publisher);
    if (one === undefined && this.#publishers.size >= totals.publishers)
      return `services of ${totals.publishers} publishers run here, which is the maximum of the policy's totals`;
    return (
      excess(this.#all, limits, totals, "of all services here", "totals") ??
      excess(one ?? NOTHING, limits, publisherTotals, "of its publisher's services here", "publisherTotals")
    );
  }
}

const NOTHING: Sum = { services: 0, memoryPages: 0, storeBytes: 0 };

function count(sum: Sum, limits: ServiceLimits, times: 1 | -1): void {
  sum.services += times;
  sum.memoryPages += times * limits.memoryPages;
  sum.storeBytes += times * limits.storeBytes;
}

/** Which total the grant would exceed, in words. Null when it exceeds none. */
function excess(sum: Sum, limits: ServiceLimits, most: Sum, scope: string, key: string): string | null {
  if (sum.services + 1 > most.services)
    return `there are ${sum.services} ${scope}, which is the maximum of ${key}`;
  for (const field of ["memoryPages", "storeBytes"] as const) {
    if (sum[field] + limits[field] > most[field])
      return `its ${limits[field]} ${field} with the ${sum[field]} ${scope} exceed ${key} (${most[field]})`;
  }
  return null;
}
