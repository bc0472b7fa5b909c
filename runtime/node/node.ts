/** A node: every part built and wired. The only place that chooses implementations. */

import { mkdir } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { asProstError, ProstError } from "../base/errors.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import { type KeyPair, loadOrCreateKeyPair, networkIdOf } from "../base/identity.ts";
import type { Log } from "../base/log.ts";
import { LocalControl } from "../control/node-control.ts";
import { type ControlServer, startControlServer } from "../control/server.ts";
import { Trials } from "../control/trials.ts";
import { createDeployment } from "../deployment/deployment.ts";
import { deploymentKinds, type OnEquivocation } from "../deployment/kinds.ts";
import { Placement } from "../deployment/placement.ts";
import { type Policy, weightOf } from "../deployment/policy.ts";
import type { Overlay } from "../overlay/api.ts";
import { PacketNetwork } from "../overlay/packet-network.ts";
import { createOverlay } from "../overlay/pastry-node.ts";
import { Tracer } from "../overlay/trace.ts";
import { Traffic } from "../overlay/traffic.ts";
import { CellHost } from "../sandbox/cell/cell-host.ts";
import { Isolation } from "../sandbox/cell/isolation.ts";
import { jailWith } from "../sandbox/cell/jail.ts";
import { Quarantine } from "../sandbox/cell/quarantine.ts";
import { LoopBudget } from "../sandbox/inline/loop-budget.ts";
import { PacedInlineRunner } from "../sandbox/inline/paced-inline-runner.ts";
import { FairRunner } from "../sandbox/queue/fair-runner.ts";
import { InstalledServices } from "../sandbox/queue/installed-services.ts";
import { Scheduler } from "../sandbox/queue/scheduler.ts";
import { Recorder } from "../sandbox/recording/recorder.ts";
import { Cells, nameOf } from "../services/cells.ts";
import { ServiceHost, viewOf } from "../services/service-host.ts";
import { serviceRules } from "../services/service-rules.ts";
import { defineForms } from "../storage/kinds/index.ts";
import { openLmdbStore } from "../storage/local/lmdb.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import { UnavailableStore } from "../storage/local/unavailable-store.ts";
import { createRegisters } from "../storage/registers/service.ts";
import { createReplicatedStorage } from "../storage/replication/replicated-storage.ts";
import { findKeyPair, isAdmitted, NO_CREDENTIAL } from "../transport/admission.ts";
import { ContactFile, readContacts, type SavedContacts } from "../transport/contacts.ts";
import { credentialFile, readCredential } from "../transport/credential-file.ts";
import { PauseWatch } from "../transport/pause-watch.ts";
import { systemClock, systemRandom, systemWallClock } from "../transport/system.ts";
import { listenTls, type TlsNetwork } from "../transport/tls-network.ts";
import type { NodeConfig } from "./config.ts";

/** For the farewell to reach the neighbours before the links close. */
const FAREWELL_MS = 200;

export interface ProstNode {
  readonly nodeId: string;
  /** Where other nodes reach it, `host:port`. */
  readonly address: string;
  /** The control socket's path. */
  readonly socket: string;
  /** For programs that run a node within themselves: their own applications register here. */
  readonly overlay: Overlay;
  /**
   * Puts another policy in force: what runs and may not any more ends. What a cell is made with (`cells`, `inline`) stays until the node is started
   * again.
   */
  setPolicy(policy: Policy): void;
  /** Leaves the overlay, ends the cells, closes the store. */
  close(): Promise<void>;
}

/** Resolves when the node has joined. On any failure everything that was started is ended first. */
export async function startNode(config: NodeConfig, log: Log): Promise<ProstNode> {
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const node = await build(config, log, (close) => opened.push(close));
    return { ...node, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function build(
  config: NodeConfig,
  log: Log,
  atClose: (close: () => Promise<void> | void) => void,
): Promise<Omit<ProstNode, "close">> {
  const wallClock = systemWallClock;
  /** The operator may change it while the node runs. */
  const live = { policy: config.policy };
  await makeFolder(config.data);
  const networkId = networkIdOf(config.network);
  const { identity, credential } = await admittedKey(config, networkId, wallClock());
  const contactsFile = join(config.data, "contacts.json");
  const remembered = await readContacts(contactsFile);

  const store = await openStore(join(config.data, "store"), log);
  atClose(() => store.close());

  const network = await listenTls({
    identity,
    networkId,
    host: config.listen.host,
    port: config.listen.port,
    ...(config.advertise === null ? {} : { advertise: config.advertise }),
    clock: systemClock,
    wallClock,
    admission: config.admission,
    credential,
    sequenceBefore: remembered.sequence,
    limits: config.links,
  });
  atClose(() => network.close());

  const pauses = new PauseWatch(systemClock);
  atClose(async () => pauses.close());
  const overlay = createOverlay(network.self, {
    clock: systemClock,
    random: systemRandom,
    network: new PacketNetwork(network, () => pauses.look()),
    onPause: (limitMs, notice) => pauses.onPause(limitMs, notice),
    lookForPause: () => pauses.look(),
  });
  atClose(() => farewell(overlay));
  const contacts = new ContactFile(contactsFile, systemClock, remembered, () => ({
    sequence: network.records.own.sequence,
    contacts: overlay.knownNodes().map(({ address }) => address),
  }));
  atClose(() => contacts.close());

  const storage = createReplicatedStorage({
    overlay,
    store,
    clock: systemClock,
    random: systemRandom,
    wallClock,
    quotas: () => live.policy.storage,
  });
  const onEquivocation: OnEquivocation = (serviceId, held, other) =>
    void installer.noteEquivocation(serviceId, other, held).catch(() => {});
  for (const kind of deploymentKinds(networkId, onEquivocation)) storage.define(kind);
  const rules = serviceRules(() => host);
  defineForms(storage, networkId, rules, ({ scope, key }) =>
    log.warn({ scope: scope.short, key: key.short }, "an owner has signed two values of one sequence"),
  );
  atClose(() => storage.close());
  const registers = createRegisters({ overlay, store, clock: systemClock, random: systemRandom });
  atClose(() => registers.close());

  const { installer, replicaCounter, quorumReader, publishers, revocations, republisher } = createDeployment({
    overlay,
    storage,
    store,
    networkId,
    get policy() {
      return live.policy;
    },
    clock: systemClock,
    random: systemRandom,
    wallClock,
    onRevocation: () => host.reconsider(),
    installedServices: () => host.residents(),
    log,
  });
  atClose(() => revocations.close());
  atClose(() => republisher.close());
  const scheduler = new Scheduler({
    // One processor is left for this process, and for turns that are short.
    longSlicesMax: availableParallelism() - 1,
    later: setImmediate,
  });
  const { profile, namespaces } = config.policy.cells;
  const isolation = new Isolation(jailWith({ namespaces }));
  const quarantine = new Quarantine(() => performance.now());
  const onCanary = (failed: readonly string[]) => isolation.report(failed);
  const makeCell = (name: string, services = new InstalledServices()) =>
    new CellHost({ name, log, profile, namespaces, onCanary, quarantine, services });
  const trusted = new Set(config.policy.inline);
  if (trusted.size > 0) {
    log.warn(
      { publishers: [...trusted] },
      "services of these publishers run in the node's own process, with nothing between them and its keys but the first wall",
    );
  }
  const loopBudget = new LoopBudget();
  const cells = new Cells({
    clock: systemClock,
    make: (rootId, spare) => {
      const publisher = hexOf(rootId);
      const name = nameOf(rootId);
      return new Recorder(
        new FairRunner({
          cell: spare ?? makeCell(name),
          makeSideCell: (services) => makeCell(`${name} side`, services),
          scheduler,
          weightOf: (serviceId) => weightOf(live.policy, serviceId, publisher),
          now: () => performance.now(),
        }),
      );
    },
    inline: (rootId) => (trusted.has(hexOf(rootId)) ? new PacedInlineRunner(loopBudget) : null),
    spare: config.services.spareCell ? () => makeCell("spare") : null,
  });
  const host: ServiceHost = new ServiceHost({
    overlay,
    isolation,
    quarantine,
    storage,
    registers,
    store,
    installer,
    cells,
    clock: systemClock,
    random: systemRandom,
    wallClock,
    log,
    get policy() {
      return live.policy;
    },
    hibernation: {
      idleMs: 1000 * config.services.sleepAfter,
      awakeMax: config.services.awakeMax,
      cellBytesMax:
        config.services.cellMemoryMiB === null ? totalmem() / 2 : config.services.cellMemoryMiB * 1024 ** 2,
    },
  });
  atClose(() => host.close());

  const trials = new Trials({
    // What is only tried is blamed for nothing.
    makeRunner: () => new CellHost({ name: "trial", log, profile, namespaces, onCanary }),
    policy: config.policy,
    view: () => viewOf(overlay),
  });
  atClose(() => trials.close());

  const tracer = new Tracer(overlay, systemClock);
  const traffic = new Traffic(overlay.counters, systemClock);
  atClose(() => traffic.stop());

  const placement = new Placement({
    overlay,
    networkId,
    identity,
    clock: systemClock,
    random: systemRandom,
    wallClock,
    policy: config.policy.deploy,
    ensure: (service) => host.deploy(service),
  });
  const control = new LocalControl({
    overlay,
    tracer,
    traffic,
    storage,
    registers,
    host,
    cells,
    networkId,
    isolation,
    installer,
    replicaCounter,
    reader: quorumReader,
    placement,
    publishers,
    revocations,
    policy: () => live.policy,
    wallClock,
    trials,
  });
  const server: ControlServer = await startControlServer({ socket: config.socket, control, log });
  atClose(() => server.close());

  const addresses = await ways(config, remembered, network, log);
  await joined(overlay, { ...config, join: addresses }, log);
  await contacts.save();
  log.info(
    { node: overlay.self.id.short, address: overlay.self.address, socket: config.socket },
    "node joined",
  );
  const setPolicy = (policy: Policy) => {
    live.policy = policy;
    host.reconsider();
  };
  return {
    nodeId: overlay.self.id.hex,
    address: overlay.self.address,
    socket: config.socket,
    overlay,
    setPolicy,
  };
}

/** A node whose disk has failed still routes for the others. */
async function openStore(folder: string, log: Log): Promise<LocalStore> {
  try {
    return await openLmdbStore(folder);
  } catch (error) {
    const trouble = asProstError(error, "DATA_LOSS");
    log.error(
      { store: folder, code: trouble.code },
      `${trouble.message}. Until then this node routes, and holds nothing`,
    );
    return new UnavailableStore(trouble);
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the data folder ${path} cannot be made: ${(error as Error).message}; choose another with --data`,
      {
        cause: error,
      },
    );
  }
}

/** The node's key, and what an authority has given it, where the overlay has one. Throws when nobody would let it in. */
async function admittedKey(
  { data, admission }: NodeConfig,
  networkId: Id,
  nowMs: number,
): Promise<{ readonly identity: KeyPair; readonly credential: Uint8Array }> {
  const file = join(data, "node.key");
  if (admission.kind === "open") {
    const identity = await loadOrCreateKeyPair(file, () => findKeyPair(admission.workBits));
    if (isAdmitted(admission, networkId, identity.publicKey, NO_CREDENTIAL, nowMs))
      return { identity, credential: NO_CREDENTIAL };
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the key ${file} shows too little work for this overlay, which asks for ${admission.workBits} bits; move it away, and a new one is found`,
    );
  }
  const identity = await loadOrCreateKeyPair(file);
  const credential = await readCredential(credentialFile(data));
  if (credential !== null && isAdmitted(admission, networkId, identity.publicKey, credential, nowMs))
    return { identity, credential };
  throw new ProstError(
    "PERMISSION_DENIED",
    `${credential === null ? "this node has no admission" : "this node's admission is not valid, or not any more"}; the overlay's authority gives one: \`prost network admit --authority FILE --node ${hexOf(identity.publicKey)} --out ${credentialFile(data)}\``,
  );
}

/** Whom to join through: those that the operator names, and those known from before. A node that is told nobody, and finds nobody it knew, starts an overlay. */
async function ways(
  { join: named }: NodeConfig,
  { contacts }: SavedContacts,
  network: TlsNetwork,
  log: Log,
): Promise<readonly string[]> {
  const known = contacts.filter((address) => address !== network.address && !named.includes(address));
  if (named.length > 0 || known.length === 0) return [...named, ...known];
  const answers = await Promise.all(
    known.map(
      (address) =>
        new Promise<boolean>((resolve) => network.resolve(address, (handle) => resolve(handle !== null))),
    ),
  );
  const there = known.filter((_, at) => answers[at]);
  if (there.length === 0)
    log.warn({ contacts: known.length }, "none of the nodes known from before is there");
  return there;
}

function joined(overlay: Overlay, { join: addresses, joinTimeout }: NodeConfig, log: Log): Promise<void> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => {
      const where = addresses.join(", ");
      reject(
        new ProstError(
          "UNAVAILABLE",
          `no node let this one in within ${joinTimeout} s (asked ${where}); check that the address is right, that the node there runs, and that both name the same --network`,
        ),
      );
    }, 1000 * joinTimeout);
    if (addresses.length > 0) log.info({ through: addresses }, "joining");
    overlay.join(addresses, () => {
      clearTimeout(patience);
      resolve();
    });
  });
}

async function farewell(overlay: Overlay): Promise<void> {
  const hasNeighbours = overlay.status !== "joining";
  // Also one that is not in yet: it would go on asking to be let in.
  overlay.leave();
  if (!hasNeighbours) return;
  await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
}
