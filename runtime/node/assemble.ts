/**
 * Builds the parts of one node on an overlay that has not joined yet: storage, deployment, service host,
 * control. A real node (node.ts), the test kit (testing/) and the benchmarks call it with their own clock,
 * random source, network, disk and runners.
 */

import type { Clock, Random } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { KeyPair } from "../base/identity.ts";
import type { Log } from "../base/log.ts";
import { LocalControl } from "../control/node-control.ts";
import { Trials } from "../control/trials.ts";
import { createDeployment, type Deployment } from "../deployment/deployment.ts";
import { deploymentKinds } from "../deployment/kinds.ts";
import { Placement } from "../deployment/placement.ts";
import type { Policy } from "../deployment/policy.ts";
import type { Overlay } from "../overlay/api.ts";
import { Tracer } from "../overlay/trace.ts";
import { Traffic } from "../overlay/traffic.ts";
import type { Jail } from "../sandbox/cell/jail.ts";
import type { Quarantine } from "../sandbox/cell/quarantine.ts";
import type { Runner } from "../sandbox/contract.ts";
import { Cells, type CellsOptions } from "../services/cells.ts";
import type { HibernationOptions } from "../services/hibernation.ts";
import { viewOf } from "../services/overlay-view.ts";
import { ServiceHost } from "../services/service-host.ts";
import { serviceRules } from "../services/service-rules.ts";
import { defineForms } from "../storage/kinds/index.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import { createRegisters, type Registers } from "../storage/registers/service.ts";
import { createReplicatedStorage } from "../storage/replication/replicated-storage.ts";

/** Everything outside a node that its parts depend on. */
export interface NodeEnvironment {
  /** Not joined yet: the parts register with it first. */
  readonly overlay: Overlay;
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly networkId: Id;
  /** The node's key. It signs placement requests. */
  readonly identity: KeyPair;
  readonly log: Log;
  /**
   * The policy in force; read again for each decision, because the operator may change it while the node
   * runs.
   */
  readonly policy: () => Policy;
  /** Makes the runners of services. */
  readonly runners: Omit<CellsOptions, "clock">;
  /** Makes the runner of a trial. */
  readonly makeTrialRunner: () => Runner;
  readonly hibernation?: Partial<HibernationOptions>;
  /** The isolation of the cells. Default: there are no cells, and services run in this process. */
  readonly isolation?: Jail;
  readonly quarantine?: Quarantine;
  /**
   * The period at which the records of each service that runs here are checked and restored, in milliseconds.
   * Default: that of the republisher.
   */
  readonly republishMs?: number;
}

export interface NodeParts {
  readonly storage: ReplicatedStorage;
  readonly registers: Registers;
  readonly deployment: Deployment;
  readonly cells: Cells;
  readonly host: ServiceHost;
  readonly control: LocalControl;
  /**
   * Ends services, repair and gossip. The overlay, the network and the store stay open: the caller opened
   * them.
   */
  close(): Promise<void>;
}

/** The parts work as soon as `environment.overlay` has joined. */
export function assemble(environment: NodeEnvironment): NodeParts {
  const { overlay, store, clock, random, wallClock, networkId, log, policy } = environment;
  const { storage, registers } = makeStorage(environment, {
    // Both are asked only after the node has joined, when all parts exist.
    host: () => host,
    deployment: () => deployment,
  });
  const { republishMs } = environment;
  const deployment: Deployment = createDeployment({
    overlay,
    storage,
    store,
    networkId,
    get policy() {
      return policy();
    },
    clock,
    random,
    wallClock,
    onRevocation: () => host.reconsider(),
    installedServices: () => host.installedIds(),
    log,
    ...(republishMs === undefined ? {} : { republishMs }),
  });
  const cells = new Cells({ clock, ...environment.runners });
  const { isolation, quarantine, hibernation = {} } = environment;
  const host: ServiceHost = new ServiceHost({
    overlay,
    storage,
    registers,
    store,
    installer: deployment.installer,
    cells,
    clock,
    random,
    wallClock,
    log,
    policy,
    hibernation,
    isolation,
    quarantine,
  });
  const { control, close } = makeControl(environment, { storage, registers, deployment, cells, host });
  return {
    storage,
    registers,
    deployment,
    cells,
    host,
    control,
    close: async () => {
      await close();
      await host.close();
      deployment.republisher.close();
      deployment.revocations.close();
      registers.close();
      storage.close();
    },
  };
}

/** Parts that are made after the storage and that its record kinds call. */
interface Later {
  readonly host: () => ServiceHost;
  readonly deployment: () => Deployment;
}

function makeStorage(
  { overlay, store, clock, random, wallClock, networkId, log, policy }: NodeEnvironment,
  later: Later,
): Pick<NodeParts, "storage" | "registers"> {
  const quotas = () => policy().storage;
  const storage = createReplicatedStorage({ overlay, store, clock, random, wallClock, quotas });
  const kinds = deploymentKinds(networkId, (serviceId, stored, other) => {
    later
      .deployment()
      .installer.noteEquivocation(serviceId, other, stored)
      .catch(() => {});
  });
  for (const kind of kinds) storage.define(kind);
  defineForms(storage, networkId, serviceRules(later.host), ({ scope, key }) =>
    log.warn(
      { scope: scope.short, key: key.short },
      "an owner has signed two values with one sequence number",
    ),
  );
  return { storage, registers: createRegisters({ overlay, store, clock, random }) };
}

/** The parts for the operator of a node: control, trials, placement, traces and traffic counters. */
function makeControl(
  { overlay, clock, random, wallClock, networkId, identity, policy, ...environment }: NodeEnvironment,
  parts: Omit<NodeParts, "control" | "close">,
): { readonly control: LocalControl; readonly close: () => Promise<void> } {
  const { host, deployment } = parts;
  const trials = new Trials({
    makeRunner: environment.makeTrialRunner,
    policy: policy(),
    view: () => viewOf(overlay),
  });
  const tracer = new Tracer(overlay, clock);
  const traffic = new Traffic(overlay.counters, clock);
  const placement = new Placement({
    overlay,
    networkId,
    identity,
    clock,
    random,
    wallClock,
    policy: policy().deploy,
    ensure: (service) => host.deploy(service),
  });
  const control = new LocalControl({
    ...parts,
    overlay,
    tracer,
    traffic,
    networkId,
    isolation: environment.isolation ?? { level: "none", parts: [] },
    installer: deployment.installer,
    replicaCounter: deployment.replicaCounter,
    reader: deployment.quorumReader,
    publishers: deployment.publishers,
    revocations: deployment.revocations,
    placement,
    policy,
    wallClock,
    trials,
  });
  return {
    control,
    close: async () => {
      traffic.stop();
      await trials.close();
    },
  };
}
