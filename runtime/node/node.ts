/**
 * A real node: TLS network, LMDB store, system clock, cells. This is the only place that chooses these
 * implementations.
 */

import { mkdir } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { asProstError, ProstError } from "../base/errors.ts";
import { networkIdOf } from "../base/identity.ts";
import type { Log } from "../base/log.ts";
import { startControlServer } from "../control/server.ts";
import type { Policy } from "../deployment/policy.ts";
import type { Overlay } from "../overlay/api.ts";

import { PacketNetwork } from "../overlay/packet-network.ts";
import { createOverlay } from "../overlay/pastry-node.ts";
import type { HibernationOptions } from "../services/hibernation.ts";
import { openLmdbStore } from "../storage/local/lmdb.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import { UnavailableStore } from "../storage/local/unavailable-store.ts";
import { ContactFile, readContacts, type SavedContacts } from "../transport/contacts.ts";
import { PauseWatch } from "../transport/pause-watch.ts";
import { systemClock, systemRandom, systemWallClock } from "../transport/system.ts";
import { listenTls, type TlsNetwork } from "../transport/tls-network.ts";
import { assemble } from "./assemble.ts";
import type { NodeConfig } from "./config.ts";
import { joinAddresses, joinOverlay } from "./join.ts";
import { type AdmittedKey, admittedKey } from "./node-key.ts";
import { makeRunners } from "./runners.ts";

/** Time for the leave packets to reach other nodes before the links close, in milliseconds. */
const LEAVE_MS = 200;

export interface ProstNode {
  readonly nodeId: string;
  /** The address where other nodes reach this one, `host:port`. */
  readonly address: string;
  /** The path of the control socket. */
  readonly socket: string;
  /** For programs that run a node in their own process: they register their applications here. */
  readonly overlay: Overlay;
  /**
   * Replaces the policy in force. Services that it forbids end at once. The settings of cells (`cells`,
   * `inline`) take effect only when the node starts again.
   */
  setPolicy(policy: Policy): void;
  /**
   * Closes the control server, ends services and cells, leaves the overlay, closes the network, then the
   * store.
   */
  close(): Promise<void>;
}

/**
 * Resolves when the node has joined. If a step fails, everything that was opened is closed before the result
 * rejects.
 */
export async function startNode(config: NodeConfig, log: Log): Promise<ProstNode> {
  await using opened = new AsyncDisposableStack();
  const node = await build(config, log, opened);
  const resources = opened.move();
  return { ...node, close: () => resources.disposeAsync() };
}

async function build(
  config: NodeConfig,
  log: Log,
  opened: AsyncDisposableStack,
): Promise<Omit<ProstNode, "close">> {
  const inForce = { policy: config.policy };
  await makeFolder(config.data);
  const networkId = networkIdOf(config.network);
  const key = await admittedKey(config, networkId, systemWallClock());
  const contactsFile = join(config.data, "contacts.json");
  const remembered = await readContacts(contactsFile);

  const store = await openStore(join(config.data, "store"), log);
  opened.defer(() => store.close());
  const network = await listen(config, key, remembered);
  opened.defer(() => network.close());
  const overlay = makeOverlay(network, opened);
  const contacts = new ContactFile(contactsFile, systemClock, remembered, () => ({
    sequence: network.records.own.sequence,
    contacts: overlay.knownNodes().map(({ address }) => address),
  }));
  opened.defer(() => contacts.close());

  const policy = () => inForce.policy;
  const parts = assemble({
    overlay,
    store,
    clock: systemClock,
    random: systemRandom,
    wallClock: systemWallClock,
    networkId,
    identity: key.identity,
    log,
    policy,
    ...makeRunners({ policy, hasSpareCell: config.services.spareCell, log }),
    hibernation: hibernationOf(config),
  });
  opened.defer(() => parts.close());
  const server = await startControlServer({ socket: config.socket, control: parts.control, log });
  opened.defer(() => server.close());

  const addresses = await joinAddresses(config.join, remembered.contacts, network, log);
  await joinOverlay(overlay, addresses, config.joinTimeout, log);
  await contacts.save();
  const { address, id } = overlay.self;
  log.info({ node: id.short, address, socket: config.socket }, "node joined");
  const setPolicy = (next: Policy) => {
    inForce.policy = next;
    parts.host.reconsider();
  };
  return { nodeId: id.hex, address, socket: config.socket, overlay, setPolicy };
}

function listen(
  { listen: { host, port }, advertise, admission, links, network }: NodeConfig,
  { identity, credential }: AdmittedKey,
  remembered: SavedContacts,
): Promise<TlsNetwork> {
  return listenTls({
    identity,
    networkId: networkIdOf(network),
    host,
    port,
    ...(advertise === null ? {} : { advertise }),
    clock: systemClock,
    wallClock: systemWallClock,
    admission,
    credential,
    sequenceBefore: remembered.sequence,
    limits: links,
  });
}

function makeOverlay(network: TlsNetwork, opened: AsyncDisposableStack): Overlay {
  const pauses = new PauseWatch(systemClock);
  opened.defer(() => pauses.close());
  const overlay = createOverlay(network.self, {
    clock: systemClock,
    random: systemRandom,
    network: new PacketNetwork(network, () => pauses.look()),
    onPause: (limitMs, notice) => pauses.onPause(limitMs, notice),
    checkForPause: () => pauses.look(),
  });
  opened.defer(() => leave(overlay));
  return overlay;
}

function hibernationOf({ services }: NodeConfig): HibernationOptions {
  const { sleepAfter, awakeMax, cellMemoryMiB } = services;
  return {
    idleMs: 1000 * sleepAfter,
    awakeMax,
    cellBytesMax: cellMemoryMiB === null ? totalmem() / 2 : cellMemoryMiB * 1024 ** 2,
  };
}

/** Without a usable disk the node still routes for others: it then stores nothing. */
async function openStore(folder: string, log: Log): Promise<LocalStore> {
  try {
    return await openLmdbStore(folder);
  } catch (error) {
    const failure = asProstError(error, "DATA_LOSS");
    const message = `${failure.message}. Until then this node routes messages and stores nothing`;
    log.error({ store: folder, code: failure.code }, message);
    return new UnavailableStore(failure);
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the data folder ${path} cannot be created: ${(error as Error).message}; choose another with --data`,
      { cause: error },
    );
  }
}

async function leave(overlay: Overlay): Promise<void> {
  const hasJoined = overlay.status !== "joining";
  // A node that is still joining leaves too: otherwise it would keep sending join requests.
  overlay.leave();
  if (!hasJoined) return;
  await new Promise((resolve) => setTimeout(resolve, LEAVE_MS));
}
