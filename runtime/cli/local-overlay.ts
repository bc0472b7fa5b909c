/** An overlay of node processes on the loopback interface, for the demo and for tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ProstError } from "../base/errors.ts";

/** Time within which a node must have joined. It is long, since many nodes start at once on few cores. */
const READY_MS = 60_000;
/** Time for a graceful leave, after which the node is killed. */
const LEAVE_MS = 5_000;
/** Bytes of a node's stderr that are kept for the error message. */
const STDERR_BYTES_MAX = 8_192;

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));

/** The line that a node prints when it has joined. */
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
  /** Called for each node that has joined. */
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

  /** An overlay without nodes. */
  static async create(args: readonly string[] = []): Promise<LocalOverlay> {
    return new LocalOverlay(await mkdtemp(join(tmpdir(), "prost-")), args);
  }

  /** Resolves when all nodes have joined. If one fails, all others are ended before the error is thrown. */
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

  /** Starts `count` more nodes at once. The very first node of the overlay starts before the others, which join it. */
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

  /** Starts one node, which joins through live nodes. `folder`: the data folder of an earlier node, to restart it. */
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

  /** Kills a node without a graceful leave. Resolves when its process has ended. */
  async kill(node: LocalNode): Promise<void> {
    await endProcess(node.process, "SIGKILL", LEAVE_MS);
  }

  /** Ends all nodes and removes their folders. */
  async close(): Promise<void> {
    await Promise.all([...this.#children].map((child) => endProcess(child, "SIGTERM", LEAVE_MS)));
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Kills all nodes at once, for a signal handler. Their cells end with them. */
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

/** Resolves when the node has joined. Rejects with the text of its stderr if it ends or `timeoutMs` pass before. */
export function readyLine(child: ChildProcess, index: number, timeoutMs = READY_MS): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr = (stderr + chunk).slice(-STDERR_BYTES_MAX);
    });
    const fail = (reason: string) =>
      reject(new ProstError("UNAVAILABLE", `node ${index} ${reason}\n${stderr}`.trim()));
    const timer = setTimeout(() => fail(`did not join within ${timeoutMs / 1000} s`), timeoutMs);
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

/** Ends the process by the signal, and by SIGKILL if it still runs after `killAfterMs`. Resolves when it has ended. */
export function endProcess(child: ChildProcess, signal: NodeJS.Signals, killAfterMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}
