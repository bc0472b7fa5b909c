/** The request to a runner that makes an instance of a service at this node. */
import type { Random } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { Package } from "../deployment/package.ts";
import type { Overlay } from "../overlay/api.ts";
import type { ServiceQueueOptions } from "../sandbox/queue/service-queue.ts";

export interface InstallContext {
  readonly overlay: Overlay;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

/** `firstToken`: the tokens of the instance start here, above those of the instances before it. */
export function installRequest(
  { overlay, random, wallClock }: InstallContext,
  { serviceId, module, manifest, limits, ...code }: Package,
  firstToken: bigint,
): ServiceQueueOptions["install"] {
  return {
    serviceId: serviceId.bytes,
    nodeId: overlay.self.id.bytes,
    module,
    code: codeName({ manifest, ...code }),
    capabilities: manifest.capabilities,
    limits,
    nowMs: wallClock(),
    seed: new DataView(random.bytes(8).buffer).getBigUint64(0, true),
    firstToken,
  };
}

/** The name of the code in the quarantine: the same for all services of a publisher with the same module. */
export function codeName({ manifest, codeHash }: Pick<Package, "manifest" | "codeHash">): string {
  return `${hexOf(manifest.rootId)}/${codeHash}`;
}

/** The space of the local store that belongs to the service. */
export function storeSpace(service: Id): string {
  return `service/${service.hex}`;
}
