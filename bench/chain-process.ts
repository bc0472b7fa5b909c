/** One process of the chain: a prost node, or a bare TLS server that forwards its input. Its parent sends it orders. */
import { connect, createServer, type TLSSocket } from "node:tls";
import { Id } from "../runtime/base/id.ts";
import { generateKeyPair } from "../runtime/base/identity.ts";
import { silentLog } from "../runtime/base/log.ts";
import type { NodeHandle } from "../runtime/base/node-handle.ts";
import { ControlClient } from "../runtime/control/client.ts";
import { publishModule } from "../runtime/control/publish-module.ts";
import { loadConfig } from "../runtime/node/config.ts";
import { type ProstNode, startNode } from "../runtime/node/node.ts";
import type { Application } from "../runtime/overlay/api.ts";
import { selfSignedCertificate } from "../runtime/transport/certificate.ts";
import { percentile } from "./timing.ts";

export interface Handle {
  readonly id: string;
  readonly address: string;
}

export type Order =
  | { readonly kind: "node"; readonly folder: string; readonly join: readonly string[] }
  | { readonly kind: "publish"; readonly module: string; readonly name: string }
  /** Registers a native application: it replies at the root, and prevents the download of the service. */
  | { readonly kind: "native"; readonly service: string }
  | {
      readonly kind: "measure";
      readonly service: string;
      readonly by: Handle;
      readonly root: Handle;
      readonly alone: number;
      readonly many: number;
      readonly window: number;
    }
  /** Number of calls of the service's `forward` in this process; null if the service does not run here. */
  | { readonly kind: "forwards"; readonly service: string }
  /** Processor time of this process, in µs. */
  | { readonly kind: "processorTime" }
  | { readonly kind: "bare" }
  | { readonly kind: "connect"; readonly port: number }
  | { readonly kind: "measureBare"; readonly alone: number; readonly many: number; readonly window: number };

export interface Figures {
  /** Round trip of one message at a time, in µs. */
  readonly medianUs: number;
  readonly p99Us: number;
  /** Throughput with `window` messages under way. */
  readonly perSecond: number;
}

const PAYLOAD_BYTES = 128;
const TIMEOUT_MS = 20_000;
/** Messages that may take another route, as when the middle process waits for a core. */
const OFF_ROUTE_MAX = 100;
/** The default limit of a neighbour, 20,000 packets a second, is below the rates measured here. */
const UNLIMITED = { packetsPerSecond: 10_000_000, bytesPerSecond: 2 ** 32 };

let node: ProstNode | null = null;
let next: TLSSocket | null = null;
/** At the source: called with the number of bytes that came back. */
let onReturn: (bytes: number) => void = () => {};

process.on("message", (order: Order) => {
  carryOut(order).then(
    (result) => process.send?.({ result }),
    (error: Error) => {
      const isOffRoute = error instanceof OffRoute;
      process.send?.({ error: isOffRoute ? error.message : (error.stack ?? error.message), isOffRoute });
    },
  );
});
process.on("disconnect", () => process.exit());

/** Too many messages took another route than first, middle, last. */
class OffRoute extends Error {}

async function carryOut(order: Order): Promise<unknown> {
  switch (order.kind) {
    case "node": {
      const config = loadConfig(null, {
        data: order.folder,
        listen: "127.0.0.1:0",
        join: [...order.join],
        log: "silent",
      });
      node = await startNode({ ...config, links: UNLIMITED }, silentLog);
      return { id: node.nodeId, address: node.address };
    }
    case "publish": {
      const client = new ControlClient(theNode().socket);
      const module = Uint8Array.from(Buffer.from(order.module, "base64"));
      const service = await publishModule(client, {
        module,
        pair: generateKeyPair(),
        name: order.name,
        version: 1,
        capabilities: null,
      });
      client.close();
      return service.hex;
    }
    case "native":
      theNode().overlay.register(Id.fromHex(order.service), new Native(theNode()));
      return null;
    case "measure": {
      const { overlay } = theNode();
      const service = Id.fromHex(order.service);
      const hint: NodeHandle = { id: Id.fromHex(order.by.id), address: order.by.address };
      const key = Id.fromHex(order.root.id);
      const payload = new Uint8Array(PAYLOAD_BYTES);
      const { promise: failed, reject: fail } = Promise.withResolvers<never>();
      let offRoute = 0;
      const request = (done: () => void) =>
        overlay.request(service, key, payload, { timeoutMs: TIMEOUT_MS, hint }, (response) => {
          if (!response.ok) fail(new Error(`a message got no reply: ${response.reason}`));
          else if (response.hops !== 2 && ++offRoute > OFF_ROUTE_MAX)
            fail(new OffRoute(`more than ${OFF_ROUTE_MAX} messages took ${response.hops} hops instead of 2`));
          else done();
        });
      return Promise.race([failed, measure(request, order)]);
    }
    case "forwards": {
      const client = new ControlClient(theNode().socket);
      const services = await client.services();
      client.close();
      const found = services.find(
        ({ serviceId, state }) => serviceId === order.service && state === "running",
      );
      return found?.forwardUpcalls ?? null;
    }
    case "processorTime": {
      const { user, system } = process.cpuUsage();
      return user + system;
    }
    case "bare":
      return bareServer();
    case "connect": {
      const socket = connect({ host: "127.0.0.1", port: order.port, rejectUnauthorized: false });
      socket.setNoDelay(true);
      await new Promise<void>((resolve) => socket.once("secureConnect", () => resolve()));
      next = socket;
      return null;
    }
    case "measureBare": {
      const waiting: (() => void)[] = [];
      let bytes = 0;
      onReturn = (count) => {
        bytes += count;
        for (; bytes >= PAYLOAD_BYTES; bytes -= PAYLOAD_BYTES) waiting.shift()?.();
      };
      const payload = Buffer.alloc(PAYLOAD_BYTES);
      let queued: Buffer[] = [];
      const request = (done: () => void) => {
        waiting.push(done);
        if (queued.length === 0) {
          // One write per turn of the event loop, as links do.
          setImmediate(() => {
            next?.write(Buffer.concat(queued));
            queued = [];
          });
        }
        queued.push(payload);
      };
      return measure(request, order);
    }
  }
}

/** Forwards every message, and replies to it at the root. */
class Native implements Application {
  readonly #node: ProstNode;

  constructor(of: ProstNode) {
    this.#node = of;
  }

  forward(): "continue" {
    return "continue";
  }

  deliver(message: Parameters<Application["deliver"]>[0]): void {
    this.#node.overlay.respond(message.origin, message.requestId, message.hops, message.payload);
  }

  direct(): void {}
  update(): void {}
}

async function measure(
  request: (done: () => void) => void,
  { alone, many, window }: { alone: number; many: number; window: number },
): Promise<Figures> {
  const once = () => new Promise<void>((resolve) => request(resolve));
  for (let i = 0; i < Math.min(alone, 200); i++) await once();
  const times: number[] = [];
  for (let i = 0; i < alone; i++) {
    const startMs = performance.now();
    await once();
    times.push(1000 * (performance.now() - startMs));
  }
  const startMs = performance.now();
  let sent = 0;
  await new Promise<void>((resolve) => {
    let done = 0;
    const again = () => {
      if (++done === many) resolve();
      else if (sent < many) {
        sent++;
        request(again);
      }
    };
    for (; sent < Math.min(window, many); sent++) request(again);
  });
  const seconds = (performance.now() - startMs) / 1000;
  return { medianUs: percentile(times, 0.5), p99Us: percentile(times, 0.99), perSecond: many / seconds };
}

async function bareServer(): Promise<number> {
  const certificate = await selfSignedCertificate(generateKeyPair());
  const server = createServer({ ...certificate, minVersion: "TLSv1.3" }, (socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      if (next === null || onReturn.length > 0) onReturn(chunk.length);
      else next.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as { port: number }).port;
}

function theNode(): ProstNode {
  if (node === null) throw new Error("this process has no node: send it the order `node` first");
  return node;
}
