/**
 * Real nodes on this machine: one process of `prost node` each, with a loopback address and a data folder of its own. They can be killed,
 * started again on the same folder, stopped and continued; with `delayMs` a relay stands before each (`wires.ts`), so that the
 * network between them can be slow and can be cut. For Linux, where all of 127.0.0.0/8 is there.
 *
 * Nothing outlives the test: nodes end with `close`, when this process ends in any way (their standard input ends, and where there is
 * `setpriv` the kernel kills them, stopped ones too), and their cells end with them.
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
import { type Delay, Wires } from "./wires.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const OWN_ADDRESS = new URL("./own-address.ts", import.meta.url).href;
const SETPRIV = "/usr/bin/setpriv";

/** Where a node listens, and where the relay before it does. Each node has an address of its own, so all use the same. */
const NODE_PORT = 7_000;
const RELAY_PORT = 7_001;
/** Nodes that start at a time: each takes most of a second of a processor. */
const STARTING_MAX = 4;
/** Running nodes that one that starts is told to join through. */
const BOOTSTRAPS = 3;
const LEAVE_MS = 10_000;
const JOIN_S = 120;
/** Clusters have a network 127.x each: those of other processes, or of other tests, are on others. */
const NETS = 250;
const HOSTS = 200;

export interface ClusterOptions {
  readonly nodes: number;
  /** One way, between two nodes by their index. Left out: there are no relays, and the network cannot be cut. */
  readonly delayMs?: Delay;
  /** Further arguments of `prost node`. */
  readonly args?: readonly string[];
  /** Settings of all nodes, as TOML. Left out: no spare cell is kept started. */
  readonly config?: string;
}

export type NodeState = "running" | "stopped" | "down";

/** One place of the cluster, whoever runs there. */
export class ClusterNode {
  readonly index: number;
  /** Its loopback address. */
  readonly host: string;
  /** Its data folder, which stays when it is killed. */
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

  /** Of the process that has joined last; the key is in the folder, so the id stays. */
  get ready(): Ready {
    if (this.#ready === null) throw new Error(`node ${this.index} has never joined`);
    return this.#ready;
  }

  get nodeId(): string {
    return this.ready.nodeId;
  }

  /** Where other nodes reach it: the relay where there is one. */
  get address(): string {
    return this.ready.address;
  }

  /** To the process that runs now. */
  get control(): ControlClient {
    this.#control ??= new ControlClient(this.ready.socket);
    return this.#control;
  }

  started(ready: Ready, child: ChildProcess): void {
    this.#ready = ready;
    this.process = child;
    // One that was asked for while it was down still waits before it tries again.
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
  /** Keeps its network from other clusters. */
  readonly #claim: Claim;
  readonly #wires: Wires | null;
  readonly #children = new Set<ChildProcess>();
  readonly #killAll = () => {
    for (const child of this.#children) child.kill("SIGKILL");
  };

  private constructor(folder: string, claim: Claim, options: ClusterOptions) {
    this.folder = folder;
    this.#claim = claim;
    this.#options = options;
    const nodeOf = (host: string) => this.nodes.find((node) => node.host === host)?.index ?? null;
    this.#wires = options.delayMs === undefined ? null : new Wires(nodeOf, options.delayMs);
    process.once("exit", this.#killAll);
  }

  /** Resolves when all have joined; on a failure those that run are ended first. */
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

  /** So many more nodes: the first of all by itself, the others a few at a time through those that run. */
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

  /** SIGKILL: without a word to the others. Resolves when it is gone. */
  async kill(node: ClusterNode): Promise<void> {
    await this.#end(node, "SIGKILL");
  }

  /** SIGTERM: it leaves the overlay. Resolves when it is gone. */
  async leave(node: ClusterNode): Promise<void> {
    await this.#end(node, "SIGTERM");
  }

  /** Starts a node that is down, on its folder. `join`: addresses to join through; left out: of some that run. */
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

  /** SIGSTOP: its process stands still. */
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

  /** From now on nodes reach only those that are in the same part; those in none are a part together. Needs `delayMs`. */
  partition(...parts: readonly (readonly ClusterNode[])[]): void {
    if (this.#wires === null) throw new Error("the network can be cut only when it has relays: give delayMs");
    const sides = new Map(parts.flatMap((part, at) => part.map(({ index }) => [index, at + 1] as const)));
    this.#wires.cut((index) => sides.get(index) ?? 0);
  }

  heal(): void {
    this.#wires?.heal();
  }

  /** Ends all nodes and removes their folders. */
  async close(): Promise<void> {
    process.off("exit", this.#killAll);
    // Each is given up at once: leaving takes time, and nobody is left to be told.
    await Promise.all([...this.#children].map((child) => endProcess(child, "SIGKILL", LEAVE_MS)));
    for (const node of this.nodes) node.ended();
    this.#wires?.close();
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
    await this.#wires?.relay(node, RELAY_PORT, NODE_PORT);
    return node;
  }

  #spawn({ host, folder }: ClusterNode, addresses: readonly string[]): ChildProcess {
    const command = [
      ...(existsSync(SETPRIV) ? [SETPRIV, "--pdeathsig", "KILL"] : []),
      ...[process.execPath, "--import", OWN_ADDRESS, PROST, "node", "--json", "--until-stdin-ends"],
      ...["--config", this.#config, "--data", folder, "--listen", `${host}:${NODE_PORT}`],
      ...(this.#wires === null ? [] : ["--advertise", `${host}:${RELAY_PORT}`]),
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
    // Not on the way any more from the moment on that it is told to end.
    node.state = "down";
    await endProcess(child, signal, LEAVE_MS);
    node.ended();
  }
}

interface Claim {
  readonly net: number;
  readonly server: Server;
}

/** A network 127.x that no cluster has, held as long as the server listens. */
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
