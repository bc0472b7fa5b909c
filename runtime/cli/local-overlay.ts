/** An overlay of real node processes on this machine's loopback: for the demo and for tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ProstError } from "../base/errors.ts";

/** How long a node may take to join; generous, since many start at once on few cores. */
const READY_MS = 60_000;
/** How long a node may take to leave before it is killed. */
const LEAVE_MS = 5_000;
/** Kept of what a node wrote to stderr, for the error message when it dies. */
const STDERR_BYTES_MAX = 8_192;

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));

/** What a node prints when it has joined. */
export interface Ready {
  readonly nodeId: string;
  readonly address: string;
  readonly socket: string;
}

export interface LocalNode extends Ready {
  readonly index: number;
  readonly folder: string;
  readonly process: ChildProcess;
  readonly isAlive: () => boolean;
}

export interface LocalOverlayOptions {
  readonly nodes: number;
  /** Further arguments for each node. */
  readonly args?: readonly string[];
  /** A node has joined. */
  readonly onReady?: (node: LocalNode) => void;
}

export class LocalOverlay implements AsyncDisposable {
  readonly folder: string;
  readonly nodes: LocalNode[] = [];
  readonly #args: readonly string[];
  readonly #children = new Set<ChildProcess>();

  private constructor(folder: string, args: readonly string[]) {
    this.folder = folder;
    this.#args = args;
  }

  /** Without nodes yet. */
  static async create(args: readonly string[] = []): Promise<LocalOverlay> {
    return new LocalOverlay(await mkdtemp(join(tmpdir(), "prost-")), args);
  }

  /** Resolves when all nodes have joined; on a failure those that run are ended first. */
  static async start({ nodes, args, onReady }: LocalOverlayOptions): Promise<LocalOverlay> {
    const overlay = await LocalOverlay.create(args);
    try {
      await overlay.grow(nodes, onReady);
    } catch (error) {
      await overlay.close();
      throw error;
    }
    return overlay;
  }

  /** So many more nodes: the first of all by itself, the others at once through those that run. */
  async grow(count: number, onReady: (node: LocalNode) => void = () => {}): Promise<void> {
    const isFirst = this.nodes.length === 0;
    if (isFirst) onReady(await this.add());
    await Promise.all(
      Array.from({ length: isFirst ? count - 1 : count }, async () => {
        onReady(await this.add());
      }),
    );
    this.nodes.sort((a, b) => a.index - b.index);
  }

  #started = 0;

  /** One more node, joined through those that run. `folder`: of a node that ran before, to start it again. */
  async add(folder?: string): Promise<LocalNode> {
    const index = this.#started++;
    const data = folder ?? join(this.folder, `node-${index}`);
    const bootstrap = this.nodes.filter((node) => node.isAlive()).slice(0, 3);
    const args = [
      "node",
      "--until-stdin-ends",
      "--data",
      data,
      "--listen",
      "127.0.0.1:0",
      "--json",
      ...this.#args,
    ];
    if (bootstrap.length > 0) args.push("--join", bootstrap.map((node) => node.address).join(","));
    const child = spawn(process.execPath, [PROST, ...args], { stdio: ["pipe", "pipe", "pipe"] });
    this.#children.add(child);
    let isAlive = true;
    child.on("exit", () => {
      isAlive = false;
      this.#children.delete(child);
    });
    const ready = await readyLine(child, index);
    const node: LocalNode = { ...ready, index, folder: data, process: child, isAlive: () => isAlive };
    this.nodes.push(node);
    return node;
  }

  /** Ends a node without a word to the others. Resolves when it is gone. */
  async kill(node: LocalNode): Promise<void> {
    await endProcess(node.process, "SIGKILL", LEAVE_MS);
  }

  /** Ends all nodes and removes their folders. */
  async close(): Promise<void> {
    await Promise.all([...this.#children].map((child) => endProcess(child, "SIGTERM", LEAVE_MS)));
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** At once, from a signal handler: their cells end with them. */
  killAll(): void {
    for (const child of this.#children) child.kill("SIGKILL");
  }

  removeFolder(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Resolves when the node has said that it has joined; rejects with what it wrote to stderr when it has not. */
export function readyLine(child: ChildProcess, index: number, patienceMs = READY_MS): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr = (stderr + chunk).slice(-STDERR_BYTES_MAX);
    });
    const fail = (what: string) =>
      reject(new ProstError("UNAVAILABLE", `node ${index} ${what}\n${stderr}`.trim()));
    const timer = setTimeout(() => fail(`did not join within ${patienceMs / 1000} s`), patienceMs);
    child.once("error", (error) => fail(`could not be started: ${error.message}`));
    child.once("exit", (code, signal) =>
      fail(`ended before it had joined (${signal ?? `exit code ${code}`})`),
    );
    if (child.stdout === null) return;
    createInterface(child.stdout).on("line", (line) => {
      const ready = parseReady(line);
      if (ready === null) return;
      clearTimeout(timer);
      resolve(ready);
    });
  });
}

function parseReady(line: string): Ready | null {
  try {
    const parsed = JSON.parse(line);
    const { nodeId, address, socket } = parsed;
    return parsed.event === "ready" ? { nodeId, address, socket } : null;
  } catch {
    return null;
  }
}

/** Resolves when the process has ended: by the signal, or when that has not ended it in time by SIGKILL. */
export function endProcess(child: ChildProcess, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}
