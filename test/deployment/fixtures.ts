/**
 * A publisher, modules, a storage in memory that can fail or return forged records, and a clock, for all
 * tests of deployment.
 */
import wabt from "wabt";
import type { Capability } from "../../abi/imports.ts";
import type { Clock } from "../../runtime/base/environment.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair, type KeyPair, networkIdOf } from "../../runtime/base/identity.ts";
import { deploymentKinds, manifestRecord } from "../../runtime/deployment/kinds.ts";
import { type Manifest, makeManifest, serviceOf } from "../../runtime/deployment/manifest.ts";
import { signPublication } from "../../runtime/deployment/publication.ts";
import { publish } from "../../runtime/deployment/publisher.ts";
import { soleRootId } from "../../runtime/deployment/root.ts";
import type { ServiceLimits } from "../../runtime/sandbox/contract.ts";
import type {
  GetOutcome,
  ListOutcome,
  PutOutcome,
  RecordKind,
  RecordName,
  ReplicatedStorage,
  StorageRecord,
} from "../../runtime/storage/record.ts";

/** Milliseconds since 1970 in these tests. */
export const NOW_MS = 1_800_000_000_000;
export const network = networkIdOf("test");
export const otherNetwork = networkIdOf("another");
export const publisher = generateKeyPair();
/** The node that all records of `MemoryOverlay` come from. */
export const holder = Id.hashOf("holder");

/**
 * A service that does nothing. Different seeds give different code; `dataBytes` sets the size of its data.
 */
export async function serviceModule(
  options: { seed?: number; dataBytes?: number; imports?: string; pages?: number } = {},
): Promise<Uint8Array> {
  const { seed = 1, dataBytes = 16, imports = "", pages = 8 } = options;
  const { parseWat } = await wabt();
  let state = seed;
  const data = Array.from({ length: dataBytes }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return `\\${(state >>> 24).toString(16).padStart(2, "0")}`;
  });
  const text = `(module ${imports}
    (memory (export "memory") ${pages})
    (data (i32.const 8192) "${data.join("")}")
    (func (export "prost_abi_1") (result i32) i32.const 1024)
    (func (export "deliver")))`;
  return Uint8Array.from(parseWat("service.wat", text).toBinary({}).buffer);
}

export interface Release {
  readonly manifest: Manifest;
  readonly envelope: Uint8Array;
  readonly module: Uint8Array;
  readonly serviceId: Id;
}

/** A signed version of the service "test". */
export function release(
  module: Uint8Array,
  options: {
    version?: number;
    name?: string;
    pair?: KeyPair;
    networkId?: Id;
    capabilities?: readonly Capability[];
    limits?: Partial<ServiceLimits>;
    createdMs?: number;
    exportsHash?: Uint8Array;
  } = {},
): Release {
  const { version = 1, name = "test", pair = publisher, networkId = network, createdMs = NOW_MS } = options;
  const { capabilities = ["message"], limits = {}, exportsHash = new Uint8Array(0) } = options;
  const manifest = makeManifest({
    rootId: soleRootId(pair.publicKey),
    name,
    version,
    capabilities,
    limits,
    module,
    createdMs,
    exportsHash,
  });
  return {
    manifest,
    envelope: signPublication(pair, networkId, manifest),
    module,
    serviceId: serviceOf(manifest),
  };
}

export async function publishTo(storage: ReplicatedStorage, { module, envelope }: Release): Promise<void> {
  await publish({
    storage,
    networkId: network,
    module,
    manifestEnvelope: envelope,
    onProgress: () => {},
    clock: new IdleClock(),
  });
}

/** Virtual time that passes when nothing else happens. */
export class IdleClock implements Clock {
  #now = 0;
  #next = 0;
  #isTurning = false;
  readonly #timers = new Map<number, { readonly atMs: number; readonly callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = this.#next++;
    this.#timers.set(timer, { atMs: this.#now + delayMs, callback });
    this.#turn();
    return () => this.#timers.delete(timer);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  #turn(): void {
    if (this.#isTurning || this.#timers.size === 0) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      const [first] = [...this.#timers].sort(([a, x], [b, y]) => x.atMs - y.atMs || a - b);
      if (first === undefined) return;
      const [timer, { atMs, callback }] = first;
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, atMs);
      callback();
      this.#turn();
    });
  }
}

type Answer = (name: RecordName) => GetOutcome | null | Promise<GetOutcome | null>;

/** The storage of an honest overlay, by the rules of the kinds, until a test changes it. */
export class MemoryOverlay implements ReplicatedStorage {
  readonly #kinds = new Map<number, RecordKind>();
  readonly #records = new Map<string, StorageRecord>();
  #version = 0;
  /** The answer to a `get` instead of the true one; null: the true one. */
  answer: Answer = () => null;
  /** The answer to a `put` instead of storing; null: it stores. */
  refuse: (name: RecordName) => PutOutcome | null = () => null;
  readonly gets: RecordName[] = [];
  readonly puts: RecordName[] = [];

  constructor(networkId = network) {
    for (const kind of deploymentKinds(networkId)) this.define(kind);
  }

  define(kind: RecordKind): void {
    this.#kinds.set(kind.tag, kind);
  }

  async put(name: RecordName, value: Uint8Array | null): Promise<PutOutcome> {
    this.puts.push(name);
    const refusal = this.refuse(name);
    if (refusal !== null) return refusal;
    const kind = this.#kinds.get(name.kind)!;
    const record = { ...name, value, version: ++this.#version, writer: holder, expiresMs: 0 };
    const detail = kind.refusal(record);
    if (detail !== null) return { ok: false, reason: "refused", detail };
    const held = this.#records.get(placeOf(name));
    if (held === undefined || kind.supersedes(record, held)) this.#records.set(placeOf(name), record);
    return { ok: true, copies: kind.copies };
  }

  async get(name: RecordName): Promise<GetOutcome> {
    this.gets.push(name);
    const answered = await this.answer(name);
    if (answered !== null) return answered;
    const record = this.#records.get(placeOf(name));
    return record === undefined ? { ok: false, reason: "none" } : { ok: true, record, from: holder };
  }

  peek(): null {
    return null;
  }

  async durable(): Promise<null> {
    return null;
  }

  async list(): Promise<ListOutcome> {
    return { ok: false, reason: "unavailable" };
  }

  stored(): { records: number; bytes: number } {
    return { records: this.#records.size, bytes: 0 };
  }

  close(): void {}

  /** Stores `value` under that name, whatever the rules. */
  forge(name: RecordName, value: Uint8Array): void {
    this.#records.set(placeOf(name), { ...name, value, version: 1, writer: holder, expiresMs: 0 });
  }

  lose(name: RecordName): void {
    this.#records.delete(placeOf(name));
  }

  cutOff(): void {
    this.answer = () => ({ ok: false, reason: "unavailable" });
  }

  published(service: Id): Uint8Array | null {
    return this.#records.get(placeOf(manifestRecord(service)))?.value ?? null;
  }
}

function placeOf({ kind, key }: RecordName): string {
  return `${kind}/${key.hex}`;
}

export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] ^= 1;
  return changed;
}
