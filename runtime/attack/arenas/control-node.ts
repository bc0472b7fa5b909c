/** A node with real links, disk and control socket, and raw requests to it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { createLog } from "../../base/log.ts";
import { ControlClient } from "../../control/client.ts";
import type { startControlServer } from "../../control/server.ts";
import { loadConfig } from "../../node/config.ts";
import { startNode } from "../../node/node.ts";

export const COMMAND_MS = 60_000;

interface Attacked {
  readonly folder: string;
  readonly socket: string;
  readonly client: ControlClient;
  /** The debug log of the node. */
  readonly logged: () => string;
}

/** A control that throws at every call. */
export const NO_CONTROL = new Proxy({} as Parameters<typeof startControlServer>[0]["control"], {
  get: () => () => {
    throw new Error("this control has no node");
  },
});

/** Starts a node, runs the attack, and checks that the node still answers its operator. */
export async function withNode(attack: (node: Attacked) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "prost-ca-"));
  const lines: string[] = [];
  const config = loadConfig(null, { data: join(folder, "node"), log: "debug" });
  const log = createLog({ level: "debug", json: true, write: (line: string) => lines.push(line) });
  const node = await startNode({ ...config, services: { ...config.services, spareCell: false } }, log);
  const client = new ControlClient(node.socket);
  try {
    await attack({ folder: config.data, socket: node.socket, client, logged: () => lines.join("\n") });
    await client.status();
  } finally {
    client.close();
    await node.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function rawClient(socket: string): Client {
  return new Client(`unix:${socket}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.use_local_subchannel_pool": 1,
  });
}

/** Sends one request of any bytes. On the wire, methods with and without streams are the same. */
export function unary(raw: Client, path: string, bytes: Buffer): Promise<{ readonly code: number }> {
  const same = (buffer: Buffer) => buffer;
  return new Promise((resolve) => {
    const deadline = Date.now() + COMMAND_MS;
    const call = raw.makeServerStreamRequest(path, same, same, bytes, { deadline });
    call.on("data", () => {});
    call.on("error", () => {});
    call.on("status", ({ code }) => resolve({ code }));
  });
}

export function grpcHeaders(path: string) {
  return { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" };
}
