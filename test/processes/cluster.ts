/**
 * Real nodes on this machine: each is a process of `prost node` with its own loopback address and data
 * folder. They can be killed, restarted on the same folder, stopped and continued. With `delayMs` each has a
 * relay in front of it (`relays.ts`), so that the network between them can be slow and can be partitioned.
 * For Linux, which provides all of 127.0.0.0/8.
 *
 * No process survives the test: nodes end with `close` and when this process ends (their standard input ends;
 * with `setpriv` the kernel kills them, stopped ones too), and their cells end with them.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endProcess, type Ready, readyLine } from "../../runtime/cli/local-overlay.ts";
import { ControlClient } from "../../runtime/control/client.ts";
import { type Delay, Relays } from "./relays.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const OWN_ADDRESS = new URL("./own-address.ts", import.meta.url).href;
const SETPRIV = "/usr/bin/setpriv";

/** The ports of nodes and of their relays: the same everywhere, since each node has its own address. */
const NODE_PORT = 7_000;
const RELAY_PORT = 7_001;
/** Nodes that start at a time: a start takes a processor for almost a second. */
const STARTING_MAX = 4;
/** Running nodes that a new node joins through. */
const BOOTSTRAPS = 3;
const LEAVE_MS = 10_000;
const JOIN_S = 120;
/** Each cluster has its own network 127.x, so that clusters of other processes and tests do not interfere. */
const NETS = 250;
const HOSTS = 200;

interface ClusterOptions {
  readonly nodes: number;
  /** The one-way delay between two nodes, by index. Left out: no relays, and the network cannot be partitioned. */
  readonly delayMs?: Delay;
  /** Further arguments of `prost node`. */
  readonly args?: readonly string[];
  /** Settings of all nodes, as TOML. Left out: no spare cell is kept started. */
  readonly config?: string;
}

type NodeState = "running" | "stopped" | "down";

/** One node of the cluster, across all its processes. */
export class ClusterNode {
  readonly index: number;
  /** Its loopback address. */
  readonly host: string;
  /** Its data folder, which stays after a kill. */
  readonly folder: string;
  state: NodeState = "down";
  process: ChildProcess | null = null;
  #ready: Ready | null = null;
  #control: ControlClient | null = null;

  constructor(index: number, host: string, folder: string) {
    this.index = index;
    this.host = host;
    this.folder = folder;
  }

  /** The report of the last process that joined. The id stays, since the key is in the folder. */
  get ready(): Ready {
    if (this.#ready === null) throw new Error(`node ${this.index} has never joined`);
    return this.#ready;
  }

  get nodeId(): string {
    return this.ready.nodeId;
  }

  /** The address at which other nodes reach it: of the relay, if there is one. */
  get address(): string {
    return this.ready.address;
  }

  /** Connected to the process that runs now. */
  get control(): ControlClient {
    this.#control ??= new ControlClient(this.ready.socket);
    return this.#control;
  }

  started(ready: Ready, child: ChildProcess): void {
    this.#ready = ready;
    this.process = child;
    // A client that was used while the node was down would wait before its next attempt.
    this.#control?.close();
    this.#control = null;
    this.state = "running";
  }

  ended(): void {
    this.state = "down";
    this.process = null;
    this.#control?.close();
    this.#control = null;
  }
}

export class Cluster implements AsyncDisposable {
  readonly folder: string;
  readonly nodes: ClusterNode[] = [];
  readonly #options: ClusterOptions;
  /** Keeps other clusters from its network. */
  readonly #claim: Claim;
  readonly #relays: Relays | null;
  readonly #children = new Set<ChildProcess>();
  readonly #killAll = () => {
    for (const child of this.#children) child.kill("SIGKILL");
  };

  private constructor(folder: string, claim: Claim, options: ClusterOptions) {
    this.folder = folder;
    this.#claim = claim;
    this.#options = options;
    const nodeOf = (host: string) => this.nodes.find((node) => node.host === host)?.index ?? null;
    this.#relays = options.delayMs === undefined ? null : new Relays(nodeOf, options.delayMs);
    process.once("exit", this.#killAll);
  }

  /** Resolves when all nodes have joined; after a failure the running ones are ended first. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(await mkdtemp(join(tmpdir(), "prost-")), await claimNet(), options);
    try {
      await writeFile(cluster.#config, options.config ?? "[services]\nspareCell = false\n");
      await cluster.grow(options.nodes);
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  /** Adds `count` nodes: the first node alone, the others a few at a time through those that run. */
  async grow(count: number): Promise<readonly ClusterNode[]> {
    const added: ClusterNode[] = [];
    for (let i = 0; i < count; i++) added.push(await this.#place());
    const waiting = [...added];
    if (this.running().length === 0) await this.restart(waiting.shift() as ClusterNode);
    const starter = async () => {
      for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) await this.restart(node);
    };
    await Promise.all(Array.from({ length: STARTING_MAX }, starter));
    return added;
  }

  running(): readonly ClusterNode[] {
    return this.nodes.filter(({ state }) => state === "running");
  }

  /** SIGKILL: without a graceful leave. Resolves when the process has ended. */
  async kill(node: ClusterNode): Promise<void> {
    await this.#end(node, "SIGKILL");
  }

  /** SIGTERM: a graceful leave. Resolves when the process has ended. */
  async leave(node: ClusterNode): Promise<void> {
    await this.#end(node, "SIGTERM");
  }

  /**
   * Starts a node that is down, on its folder. `join`: addresses to join through; left out: those of some
   * running nodes.
   */
  async restart(node: ClusterNode, { join: through }: { join?: readonly string[] } = {}): Promise<void> {
    if (node.state !== "down") throw new Error(`node ${node.index} is ${node.state}`);
    const others = this.running().slice(0, BOOTSTRAPS);
    const addresses = through ?? others.map(({ address }) => address);
    const child = this.#spawn(node, addresses);
    this.#children.add(child);
    child.once("exit", () => {
      this.#children.delete(child);
      if (node.process === child) node.ended();
    });
    node.started(await readyLine(child, node.index, 1000 * JOIN_S), child);
  }

  /** SIGSTOP: its process pauses. */
  pause(node: ClusterNode): void {
    if (node.state !== "running") throw new Error(`node ${node.index} is ${node.state}`);
    node.process?.kill("SIGSTOP");
    node.state = "stopped";
  }

  /** SIGCONT. */
  resume(node: ClusterNode): void {
    if (node.state !== "stopped") throw new Error(`node ${node.index} is ${node.state}`);
    node.process?.kill("SIGCONT");
    node.state = "running";
  }

  /**
   * Afterwards nodes reach only nodes of the same part; nodes in no part form one together. Needs `delayMs`.
   */
  partition(...parts: readonly (readonly ClusterNode[])[]): void {
    if (this.#relays === null)
      throw new Error("the network can be partitioned only with relays: set delayMs");
    const sides = new Map(parts.flatMap((part, at) => part.map(({ index }) => [index, at + 1] as const)));
    this.#relays.partition((index) => sides.get(index) ?? 0);
  }

  heal(): void {
    this.#relays?.heal();
  }

  /** Ends all nodes and removes their folders. */
  async close(): Promise<void> {
    process.off("exit", this.#killAll);
    // SIGKILL for all: a graceful leave takes time, and no node is left to be informed.
    await Promise.all([...this.#children].map((child) => endProcess(child, "SIGKILL", LEAVE_MS)));
    for (const node of this.nodes) node.ended();
    this.#relays?.close();
    this.#claim.server.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get #config(): string {
    return join(this.folder, "prost.toml");
  }

  async #place(): Promise<ClusterNode> {
    const index = this.nodes.length;
    const host = `127.${this.#claim.net}.${1 + Math.floor(index / HOSTS)}.${1 + (index % HOSTS)}`;
    const node = new ClusterNode(index, host, join(this.folder, `n${index}`));
    await mkdir(node.folder, { mode: 0o700 });
    this.nodes.push(node);
    await this.#relays?.relay(node, RELAY_PORT, NODE_PORT);
    return node;
  }

  #spawn({ host, folder }: ClusterNode, addresses: readonly string[]): ChildProcess {
    const command = [
      ...(existsSync(SETPRIV) ? [SETPRIV, "--pdeathsig", "KILL"] : []),
      ...[process.execPath, "--import", OWN_ADDRESS, PROST, "node", "--json", "--until-stdin-ends"],
      ...["--config", this.#config, "--data", folder, "--listen", `${host}:${NODE_PORT}`],
      ...(this.#relays === null ? [] : ["--advertise", `${host}:${RELAY_PORT}`]),
      ...["--log", "error", "--join-timeout", `${JOIN_S}`],
      ...(addresses.length === 0 ? [] : ["--join", addresses.join(",")]),
      ...(this.#options.args ?? []),
    ];
    return spawn(command[0], command.slice(1), {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, PROST_OWN_ADDRESS: host },
    });
  }

  async #end(node: ClusterNode, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = node.process;
    if (child === null) throw new Error(`node ${node.index} is down`);
    // The signal ends it, so no caller may use it any more.
    node.state = "down";
    await endProcess(child, signal, LEAVE_MS);
    node.ended();
  }
}

interface Claim {
  readonly net: number;
  readonly server: Server;
}

/** A free network 127.x, claimed while the server listens. */
async function claimNet(): Promise<Claim> {
  for (let i = 0; i < NETS; i++) {
    const net = 1 + ((process.pid + i) % NETS);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(NODE_PORT, `127.${net}.255.1`, () => resolve(true));
    });
    if (isFree) return { net, server };
  }
  throw new Error("no loopback network is free; this needs Linux");
}
