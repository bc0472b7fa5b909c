/**
 * The start of a link: TLS handshake, the peer's key and node id, then the hello, all before one deadline.
 */
import type { TLSSocket } from "node:tls";
import { isSoundKey } from "../base/ed25519.ts";
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import { nodeIdOf } from "../base/identity.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { peerKeyOf } from "./certificate.ts";
import { FrameReader, joinFrames } from "./frames.ts";
import { decodeHello, encodeHello, HELLO_BYTES_MAX } from "./hello.ts";
import type { RecordBook } from "./record-book.ts";

/** Why a connection did not become a link, in the order of the checks. */
export const LINK_REFUSALS = [
  /** This node has reached a limit of its connections. */
  "busy",
  /** No TLS 1.3, or the connection ended. */
  "handshake",
  "deadline",
  /** No certificate with a valid Ed25519 key. */
  "key",
  /** The peer has this node's own id. */
  "self",
  /** The peer is not the node that was dialled. */
  "wrongNode",
  /** The first frame is not a hello. */
  "protocol",
  /** The hello is of another overlay. */
  "network",
  /** The routing record in the hello is not signed by the peer. */
  "record",
  /** The overlay does not admit the peer: too little work in its id, or no valid credential. */
  "admission",
  /** The peer is banned after protocol violations. */
  "banned",
] as const;
export type LinkRefusal = (typeof LINK_REFUSALS)[number];

export type HandshakeResult =
  | {
      readonly ok: true;
      readonly peer: NodeHandle;
      /** Sequence number of this node's routing record in its own hello. */
      readonly sentSequence: number;
      /** The reader that has read the hello. */
      readonly reader: FrameReader;
      /** Frames that arrived together with the hello. */
      readonly early: readonly Uint8Array[];
    }
  | { readonly ok: false; readonly reason: LinkRefusal };

interface HandshakeOptions {
  readonly socket: TLSSocket;
  /** The event of the socket that reports the end of the TLS handshake. */
  readonly secured: "secure" | "secureConnect";
  readonly self: NodeHandle;
  readonly networkId: Id;
  readonly records: RecordBook;
  readonly isBanned: (id: Id) => boolean;
  /** The node that was dialled; null for any node. */
  readonly expected: Id | null;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** Calls `done` once. A refused socket is destroyed. */
export function handshake(options: HandshakeOptions, done: (result: HandshakeResult) => void): void {
  const { socket, self, networkId, records, clock } = options;
  const reader = new FrameReader();
  const early: Uint8Array[] = [];
  let peerKey: Uint8Array | null = null;
  let peer: NodeHandle | null = null;
  let isOver = false;

  const end = (result: HandshakeResult) => {
    if (isOver) return;
    isOver = true;
    cancelDeadline();
    socket.off("data", onData);
    if (!result.ok) socket.destroy();
    done(result);
  };
  const refuse = (reason: LinkRefusal) => end({ ok: false, reason });
  const cancelDeadline = clock.after(options.deadlineMs, () => refuse("deadline"));

  let sentSequence = 0;
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
      const check = records.introduce(hello.record, peerKey);
      if (check.ok) peer = check.handle;
      else refuse(check.fault === "forged" ? "record" : "admission");
    });
    if (!isSound || (peer === null && received > HELLO_BYTES_MAX)) refuse("protocol");
    else if (peer !== null) end({ ok: true, peer, sentSequence, reader, early });
  };
  socket.on("error", () => refuse("handshake"));
  socket.on("close", () => refuse("handshake"));
  socket.once(options.secured, () => {
    if (isOver) return;
    const key = peerKeyOf(socket);
    if (key === null || !isSoundKey(key)) return refuse("key");
    const peerId = nodeIdOf(key);
    if (peerId.equals(self.id)) return refuse("self");
    if (options.expected !== null && !peerId.equals(options.expected)) return refuse("wrongNode");
    if (options.isBanned(peerId)) return refuse("banned");
    peerKey = key;
    sentSequence = records.own.sequence;
    const hello = encodeHello(networkId, records.own.bytes);
    socket.write(joinFrames([hello], hello.length));
    socket.on("data", onData);
  });
}
