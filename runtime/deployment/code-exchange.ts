/**
 * Code from the previous hop. A node that sent a service's message mostly runs that service, so it is asked
 * first. One round trip transfers the signed manifest and the first chunks, each with its Merkle path.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { dropOldest } from "../base/bounded.ts";
import { Malformed, type Reader, Writer } from "../base/bytes.ts";
import { decodeOrNull } from "../base/decode.ts";
import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay } from "../overlay/api.ts";
import { AnswerBudget } from "./answer-budget.ts";
import { CHUNK_BYTES, chunksOf, sha256 } from "./chunks.ts";
import { merklePath, PATH_STEPS_MAX } from "./merkle.ts";
import type { StoredPackage } from "./package-store.ts";
import { PUBLICATION_BYTES_MAX } from "./publication-codec.ts";

export const CODE_SERVICE = Id.hashOf("prost-code-v1");

/** Maximum number of chunks in an offer. A module of this many chunks needs no second round trip. */
const OFFER_PIECES_MAX = 2;
/** The timeout for the previous hop, in milliseconds. Afterwards the holders in the overlay are asked. */
const NEAR_MS = 1_500;
/** Maximum number of cached lists of chunk hashes, one per module. */
const TREES_MAX = 64;

const OFFER = 1;
const PIECE = 2;

/** A chunk with its Merkle path: the sibling hashes from the leaf up to the Merkle root. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly path: readonly Uint8Array[];
}

interface CodeOffer {
  readonly envelope: Uint8Array;
  /** The first chunks of the module, in order. */
  readonly pieces: readonly Piece[];
}

interface CodeExchangeParts {
  readonly overlay: Overlay;
  readonly clock: Clock;
  /** The checked package on this node's disk. Null when there is none that this node would give to others. */
  readonly stored: (service: Id) => StoredPackage | null;
}

interface CodeCounters {
  readonly offered: number;
  readonly pieces: number;
  readonly refused: number;
}

export class CodeExchange implements Application {
  readonly #parts: CodeExchangeParts;
  readonly #budget: AnswerBudget;
  /** Chunk hashes by the hash of the module. */
  readonly #trees = new Map<string, readonly Uint8Array[]>();
  #offered = 0;
  #pieces = 0;

  constructor(parts: CodeExchangeParts) {
    this.#parts = parts;
    this.#budget = new AnswerBudget(parts.clock);
    parts.overlay.register(CODE_SERVICE, this);
  }

  get counters(): CodeCounters {
    return { offered: this.#offered, pieces: this.#pieces, refused: this.#budget.refused };
  }

  /** Requests an offer of the service's code. The reply is unchecked. Resolves to null without an offer. */
  async requestOffer(node: NodeHandle, service: Id): Promise<CodeOffer | null> {
    const answer = await this.#request(node, new Writer(1 + ID_BYTES).u8(OFFER).bytes(service.bytes).done());
    return answer === null ? null : decodeOrNull(answer, readOffer);
  }

  /** Requests one chunk of the service's module. The reply is unchecked. Resolves to null without a chunk. */
  async requestPiece(node: NodeHandle, service: Id, index: number): Promise<Piece | null> {
    const request = new Writer(1 + ID_BYTES + 2).u8(PIECE).bytes(service.bytes).u16(index).done();
    const answer = await this.#request(node, request);
    return answer === null ? null : decodeOrNull(answer, readPiece);
  }

  // Application of the overlay

  forward(): "continue" {
    return "continue";
  }

  deliver(message: { readonly origin: NodeHandle; readonly requestId: number }): void {
    this.#parts.overlay.refuse(message.origin, message.requestId);
  }

  update(): void {}

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    if (requestId === 0) return;
    const answer = decodeOrNull(payload, (reader) => this.#answer(reader));
    if (answer === null || !this.#budget.take(from, answer.length))
      this.#parts.overlay.refuse(from, requestId);
    else this.#parts.overlay.respond(from, requestId, 1, answer);
  }

  #answer(reader: Reader): Uint8Array {
    const kind = reader.u8();
    const kept = this.#parts.stored(reader.id());
    if (kept === null) throw new Malformed("no such service");
    const { envelope, module } = kept;
    if (kind === OFFER) {
      const count = Math.min(OFFER_PIECES_MAX, Math.ceil(module.length / CHUNK_BYTES));
      const pieces = Array.from({ length: count }, (_, index) => this.#pieceOf(module, index));
      this.#offered++;
      return encodeOffer({ envelope, pieces });
    }
    const index = reader.u16();
    if (kind !== PIECE || index * CHUNK_BYTES >= module.length) throw new Malformed("no such chunk");
    this.#pieces++;
    return encodePieces([this.#pieceOf(module, index)]);
  }

  #pieceOf(module: Uint8Array, index: number): Piece {
    const hash = Buffer.from(sha256(module)).toString("latin1");
    const hashes = this.#trees.get(hash) ?? chunksOf(module).map(sha256);
    this.#trees.set(hash, hashes);
    dropOldest(this.#trees, TREES_MAX);
    const bytes = module.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    return { bytes, path: merklePath(hashes, { index, moduleBytes: module.length }) };
  }

  #request(node: NodeHandle, request: Uint8Array): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      this.#parts.overlay.requestNode(CODE_SERVICE, node, request, NEAR_MS, (response) =>
        resolve(response.ok ? response.payload : null),
      );
    });
  }
}

function encodeOffer({ envelope, pieces }: CodeOffer): Uint8Array {
  const rest = encodePieces(pieces);
  return new Writer(2 + envelope.length + 1 + rest.length)
    .u16(envelope.length)
    .bytes(envelope)
    .u8(pieces.length)
    .bytes(rest)
    .done();
}

function readOffer(reader: Reader): CodeOffer {
  const length = reader.u16();
  if (length > PUBLICATION_BYTES_MAX) throw new Malformed("the manifest is too long");
  const envelope = reader.bytes(length).slice();
  const count = reader.u8();
  if (count > OFFER_PIECES_MAX) throw new Malformed("too many chunks");
  return { envelope, pieces: Array.from({ length: count }, () => readPiece(reader)) };
}

function encodePieces(pieces: readonly Piece[]): Uint8Array {
  let length = 0;
  for (const { bytes, path } of pieces) length += 4 + bytes.length + 1 + path.length * ID_BYTES;
  const writer = new Writer(length);
  for (const { bytes, path } of pieces) {
    writer.u32(bytes.length).bytes(bytes).u8(path.length);
    for (const step of path) writer.bytes(step);
  }
  return writer.done();
}

/** The bytes are views of the packet: a caller that keeps them must copy them. */
function readPiece(reader: Reader): Piece {
  const length = reader.u32();
  if (length > CHUNK_BYTES) throw new Malformed("the chunk is too long");
  const bytes = reader.bytes(length);
  const steps = reader.u8();
  if (steps > PATH_STEPS_MAX) throw new Malformed("the Merkle path is too long");
  return { bytes, path: Array.from({ length: steps }, () => reader.bytes(ID_BYTES)) };
}
