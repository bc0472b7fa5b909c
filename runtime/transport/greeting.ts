/** How a link begins: handshake, the peer's key and the id made of it, hello, all before one deadline. */
import type { TLSSocket } from "node:tls";
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import { isSoundKey, nodeIdOf } from "../base/identity.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { peerKeyOf } from "./certificate.ts";
import { FrameReader, joinFrames } from "./frames.ts";
import { decodeHello, encodeHello, HELLO_BYTES_MAX } from "./hello.ts";
import type { RecordBook } from "./record-book.ts";

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
  /** Its routing record is not one that the peer has signed. */
  "record",
  /** The overlay does not admit the peer: no work in its key, or no word of the authority. */
  "admission",
  /** It has been shown out a moment ago. */
  "barred",
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Greeting =
  | {
      readonly ok: true;
      readonly peer: NodeHandle;
      /** Of the record that this node has given the peer. */
      readonly toldSequence: number;
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
  readonly records: RecordBook;
  /** Whether a node is not let in for now. */
  readonly isBarred: (id: Id) => boolean;
  /** The node that was meant; null for whoever it is. */
  readonly expected: Id | null;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** Calls `done` once. A socket that is refused is destroyed. */
export function greet(options: GreetingOptions, done: (greeting: Greeting) => void): void {
  const { socket, self, networkId, records, clock } = options;
  const reader = new FrameReader();
  const early: Uint8Array[] = [];
  let peerKey: Uint8Array | null = null;
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

  let toldSequence = 0;
  let received = 0;
  const onData = (chunk: Buffer) => {
    received += chunk.length;
    const isSound = reader.push(chunk, (bytes, start, end) => {
      if (isOver) return;
      const frame = bytes.subarray(start, end);
      if (peer !== null) {
        early.push(frame);
        return;
      }
      const hello = decodeHello(frame, networkId);
      if (!hello.ok) return refuse(hello.reason);
      if (peerKey === null) return;
      const verdict = records.introduce(hello.record, peerKey);
      if (verdict.ok) peer = verdict.handle;
      else refuse(verdict.fault === "forged" ? "record" : "admission");
    });
    if (!isSound || (peer === null && received > HELLO_BYTES_MAX)) refuse("protocol");
    else if (peer !== null) end({ ok: true, peer, toldSequence, reader, early });
  };
  socket.on("error", () => refuse("handshake"));
  socket.on("close", () => refuse("handshake"));
  socket.once(options.secured, () => {
    if (isOver) return;
    const key = peerKeyOf(socket);
    if (key === null || !isSoundKey(key)) return refuse("key");
    const peerId = nodeIdOf(key);
    if (peerId.equals(self.id)) return refuse("self");
    if (options.expected !== null && !peerId.equals(options.expected)) return refuse("stranger");
    if (options.isBarred(peerId)) return refuse("barred");
    peerKey = key;
    toldSequence = records.own.sequence;
    const hello = encodeHello(networkId, records.own.bytes);
    socket.write(joinFrames([hello], hello.length));
    socket.on("data", onData);
  });
}
