/** Fetching a module: its chunks from the nodes that hold them, each checked by its hash, and the whole again. */
import type { Clock } from "../overlay/environment.ts";
import type { ReplicatedStorage } from "../storage/record.ts";
import { chunkRecord } from "./kinds.ts";
import { CHUNK_BYTES, type Manifest, sameBytes, sha256 } from "./manifest.ts";
import { inParallel, persist } from "./patience.ts";

/** Chunks asked for at a time: hides the way there and back, and does not flood the links. */
const CHUNKS_AT_ONCE = 8;
/** A holder may be gone or lie; the next attempt may reach another one. */
const ATTEMPTS = 4;
const PAUSE_MS = 250;

export type CodeOutcome =
  /** `from`: the node, in hex, that gave the first chunk. */
  | { readonly ok: true; readonly module: Uint8Array; readonly from: string }
  | { readonly ok: false; readonly reason: "unavailable" | "code"; readonly detail: string };

type ChunkOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly from: string }
  | { readonly ok: false; readonly reason: "unavailable" | "code"; readonly detail: string };

/** The module of a manifest. `untilMs` by the clock: nothing new is tried afterwards. */
export async function fetchModule(
  storage: ReplicatedStorage,
  clock: Clock,
  manifest: Manifest,
  untilMs: number,
): Promise<CodeOutcome> {
  const count = manifest.chunkHashes.length;
  const module = new Uint8Array(manifest.codeBytes);
  let from = "";
  try {
    await inParallel(count, CHUNKS_AT_ONCE, async (index) => {
      const at = index * CHUNK_BYTES;
      const length = Math.min(CHUNK_BYTES, manifest.codeBytes - at);
      const chunk = await persist(
        clock,
        { attempts: ATTEMPTS, pauseMs: PAUSE_MS, untilMs },
        () => fetchChunk(storage, manifest.chunkHashes[index], length),
        (outcome) => outcome.ok,
      );
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

/** Ends the fetching of the other chunks. */
class ChunkMissing extends Error {
  readonly reason: "unavailable" | "code";

  constructor(reason: "unavailable" | "code", detail: string) {
    super(detail);
    this.reason = reason;
  }
}

async function fetchChunk(
  storage: ReplicatedStorage,
  hash: Uint8Array,
  length: number,
): Promise<ChunkOutcome> {
  const got = await storage.get(chunkRecord(hash));
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
