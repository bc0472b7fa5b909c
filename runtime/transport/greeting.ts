/** How a link begins: handshake, the peer's key and the id made of it, hello, all before one deadline. */
import type { TLSSocket } from "node:tls";
import { isSoundKey, nodeIdOf } from "../identity.ts";
import type { Clock, NodeHandle } from "../overlay/environment.ts";
import type { Id } from "../overlay/id.ts";
import { peerKeyOf } from "./certificate.ts";
import { FrameReader, joinFrames } from "./frames.ts";
import { decodeHello, encodeHello, HELLO_BYTES_MAX } from "./hello.ts";

/** Why a connection did not become a link, in the order in which it is found out. */
export const REFUSALS = [
  /** This node has as many connections as it may. */
  "busy",
  /** No TLS 1.3, or the connection ended by itself. */
  "handshake",
  "deadline",
  /** No certificate, or none with an Ed25519 key that somebody may own. */
  "key",
  /** This node itself. */
  "self",
  /** Another node than the one that was meant. */
  "stranger",
  /** The hello is not one. */
  "protocol",
  /** The hello is of another overlay. */
  "network",
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Greeting =
  | {
      readonly ok: true;
      readonly peer: NodeHandle;
      /** Has read the hello. */
      readonly reader: FrameReader;
      /** What came in one piece with the hello. */
      readonly early: readonly Uint8Array[];
    }
  | { readonly ok: false; readonly reason: Refusal };

export interface GreetingOptions {
  readonly socket: TLSSocket;
  /** Which event says that the handshake is done. */
  readonly secured: "secure" | "secureConnect";
  readonly self: NodeHandle;
  readonly networkId: Id;
  /** The node that was meant; null for whoever it is. */
  readonly expected: Id | null;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** Calls `done` once. A socket that is refused is destroyed. */
export function greet(options: GreetingOptions, done: (greeting: Greeting) => void): void {
  const { socket, self, networkId, clock } = options;
  const reader = new FrameReader();
  const early: Uint8Array[] = [];
  let peerId: Id | null = null;
  let peer: NodeHandle | null = null;
  let isOver = false;

  const end = (greeting: Greeting) => {
    if (isOver) return;
    isOver = true;
    cancelDeadline();
    socket.off("data", onData);
    if (!greeting.ok) socket.destroy();
    done(greeting);
  };
  const refuse = (reason: Refusal) => end({ ok: false, reason });
  const cancelDeadline = clock.after(options.deadlineMs, () => refuse("deadline"));

  let received = 0;
  const onData = (chunk: Buffer) => {
    received += chunk.length;
    const isSound = reader.push(chunk, (frame) => {
      if (isOver) return;
      if (peer !== null) {
        early.push(frame);
        return;
      }
      const hello = decodeHello(frame, networkId);
      if (!hello.ok) refuse(hello.reason);
      else if (peerId !== null) peer = { id: peerId, address: hello.address };
    });
    if (!isSound || (peer === null && received > HELLO_BYTES_MAX)) refuse("protocol");
    else if (peer !== null) end({ ok: true, peer, reader, early });
  };
  socket.on("error", () => refuse("handshake"));
  socket.on("close", () => refuse("handshake"));
  socket.once(options.secured, () => {
    if (isOver) return;
    const key = peerKeyOf(socket);
    if (key === null || !isSoundKey(key)) return refuse("key");
    peerId = nodeIdOf(key);
    if (peerId.equals(self.id)) return refuse("self");
    if (options.expected !== null && !peerId.equals(options.expected)) return refuse("stranger");
    const hello = encodeHello(networkId, self.address);
    socket.write(joinFrames([hello], hello.length));
    socket.on("data", onData);
  });
}
