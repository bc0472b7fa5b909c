/** How a node enters the overlay: which addresses it joins through, and how long it waits. */

import { ProstError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import type { Overlay } from "../overlay/api.ts";
import type { Network } from "../overlay/environment.ts";

/**
 * The addresses to join through: those given by the operator, then the contacts of the last run. Without
 * given addresses only contacts that respond are returned. When the result is empty, the node starts a new
 * overlay.
 */
export async function joinAddresses(
  given: readonly string[],
  contacts: readonly string[],
  network: Pick<Network, "address" | "resolve">,
  log: Log,
): Promise<readonly string[]> {
  const known = contacts.filter((address) => address !== network.address && !given.includes(address));
  if (given.length > 0 || known.length === 0) return [...given, ...known];
  const responding = await Promise.all(known.map((address) => responds(network, address)));
  const reachable = known.filter((_, at) => responding[at]);
  if (reachable.length === 0)
    log.warn(
      { contacts: known.length },
      "no contact of the last run responds; this node starts a new overlay",
    );
  return reachable;
}

function responds(network: Pick<Network, "resolve">, address: string): Promise<boolean> {
  return new Promise((resolve) => network.resolve(address, (handle) => resolve(handle !== null)));
}

/**
 * Resolves when the node is active. Rejects with UNAVAILABLE when no node admits it within `timeoutSeconds`.
 */
export function joinOverlay(
  overlay: Overlay,
  addresses: readonly string[],
  timeoutSeconds: number,
  log: Log,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => {
      const where = addresses.join(", ");
      reject(
        new ProstError(
          "UNAVAILABLE",
          `no node admitted this one within ${timeoutSeconds} s (tried ${where}); check that the address ` +
            "is right, that a node runs there, and that both have the same network name (--network) and the same " +
            "settings [admission] in their configuration",
        ),
      );
    }, 1000 * timeoutSeconds);
    if (addresses.length > 0) log.info({ through: addresses }, "joining");
    overlay.join(addresses, () => {
      clearTimeout(timeout);
      resolve();
    });
  });
}
