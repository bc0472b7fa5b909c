/**
 * Fetches a module: its chunks from the node that the service's message came from, from caches on the route,
 * and from the holders. Each chunk is checked before it is kept, and the module as a whole at the end.
 */

import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { inParallel, retry } from "../base/retry.ts";
import type { GetOutcome, RecordName } from "../storage/record.ts";
import { CHUNK_BYTES, sameBytes, sha256 } from "./chunks.ts";
import type { CodeExchange, Piece } from "./code-exchange.ts";
import { chunkRecord } from "./kinds.ts";
import type { Manifest } from "./manifest.ts";
import { verifyChunk } from "./merkle.ts";

/** Number of chunks requested at a time: enough to hide the round trip, few enough not to flood the links. */
const CHUNKS_AT_ONCE = 8;
/** A holder may have left, or lie; the next attempt may reach another holder. */
const ATTEMPTS = 4;
const PAUSE_MS = 250;

export type CodeOutcome =
  /** `from`: the id, in hex, of the node that the first chunk came from. */
  | { readonly ok: true; readonly module: Uint8Array; readonly from: string }
  | { readonly ok: false; readonly reason: "unavailable" | "code"; readonly detail: string };

type ChunkOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly from: string }
  | { readonly ok: false; readonly reason: "unavailable" | "code"; readonly detail: string };

/** A source to read records from. */
export interface RecordSource {
  get(name: RecordName): Promise<GetOutcome>;
}

/** A source that reads from several holders. */
export interface QuorumSource extends RecordSource {
  /** `isConfirmed`: enough holders answered, and none has a newer record. */
  read(name: RecordName): Promise<{ readonly outcome: GetOutcome; readonly isConfirmed: boolean }>;
}

/** A node that offered the code: the previous hop of the service's message. */
export interface NearCode {
  readonly exchange: CodeExchange;
  readonly node: NodeHandle;
  readonly service: Id;
  /** The first chunks, unchecked. */
  readonly pieces: readonly Piece[];
}

interface CodeSources {
  /**
   * The node to ask first. After one wrong or missing reply it is not asked again. Null when there is none.
   */
  readonly near: NearCode | null;
  /** The source of each attempt to read a record; the last one also serves all further attempts. */
  readonly records: readonly RecordSource[];
}

/** The module of a manifest. `untilMs`: no further attempt starts after this time, in ms of the clock. */
export async function fetchModule(
  { near, records }: CodeSources,
  clock: Clock,
  manifest: Manifest,
  untilMs: number,
): Promise<CodeOutcome> {
  const count = manifest.chunkHashes.length;
  const module = new Uint8Array(manifest.codeBytes);
  const nearSource = near === null ? null : new NearSource(near, manifest);
  let from = "";
  try {
    await inParallel(count, CHUNKS_AT_ONCE, async (index) => {
      const at = index * CHUNK_BYTES;
      const length = Math.min(CHUNK_BYTES, manifest.codeBytes - at);
      let attempt = 0;
      const chunk =
        (await nearSource?.chunk(index)) ??
        (await retry(
          clock,
          { attempts: ATTEMPTS, pauseMs: PAUSE_MS, untilMs },
          () =>
            fetchChunk(records[Math.min(attempt++, records.length - 1)], manifest.chunkHashes[index], length),
          (outcome) => outcome.ok,
        ));
      if (!chunk.ok) throw new ChunkMissing(chunk.reason, `chunk ${index + 1} of ${count} ${chunk.detail}`);
      module.set(chunk.bytes, at);
      if (index === 0) from = chunk.from;
    });
  } catch (error) {
    if (!(error instanceof ChunkMissing)) throw error;
    return { ok: false, reason: error.reason, detail: error.message };
  }
  if (!sameBytes(sha256(module), manifest.codeHash)) {
    return {
      ok: false,
      reason: "code",
      detail: "the chunks do not make up the code that the manifest names",
    };
  }
  return { ok: true, module, from };
}

/** The node that the service's message came from, used until it fails once. */
class NearSource {
  readonly #near: NearCode;
  readonly #manifest: Manifest;
  #isGood = true;

  constructor(near: NearCode, manifest: Manifest) {
    this.#near = near;
    this.#manifest = manifest;
  }

  async chunk(index: number): Promise<ChunkOutcome | null> {
    if (!this.#isGood) return null;
    const { exchange, node, service, pieces } = this.#near;
    const piece = pieces[index] ?? (await exchange.requestPiece(node, service, index));
    const place = { index, moduleBytes: this.#manifest.codeBytes };
    if (piece !== null && verifyChunk(this.#manifest.merkleRoot, place, piece.bytes, piece.path))
      return { ok: true, bytes: piece.bytes, from: node.id.hex };
    this.#isGood = false;
    return null;
  }
}

/** Thrown to end the downloads of the other chunks. */
class ChunkMissing extends Error {
  readonly reason: "unavailable" | "code";

  constructor(reason: "unavailable" | "code", detail: string) {
    super(detail);
    this.reason = reason;
  }
}

async function fetchChunk(source: RecordSource, hash: Uint8Array, length: number): Promise<ChunkOutcome> {
  const got = await source.get(chunkRecord(hash));
  const bytes = got.ok ? got.record.value : null;
  if (!got.ok && got.reason === "unavailable") return missing("unavailable", "could not be reached");
  if (!got.ok || bytes === null) return missing("unavailable", "is not in the overlay");
  if (bytes.length !== length || !sameBytes(sha256(bytes), hash)) {
    return missing("code", `from node ${got.from.short} is not what the manifest names`);
  }
  return { ok: true, bytes, from: got.from.hex };
}

function missing(reason: "unavailable" | "code", detail: string): ChunkOutcome {
  return { ok: false, reason, detail };
}
