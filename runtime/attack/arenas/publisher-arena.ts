/**
 * Publishers, the records that they sign, and a node that fetches these records from an overlay that checks
 * nothing.
 */
import assert from "node:assert/strict";
import type { Capability } from "../../../abi/imports.ts";
import { Id } from "../../base/id.ts";
import { generateKeyPair, type KeyPair, keyIdOf, networkIdOf, signStatement } from "../../base/identity.ts";
import { chunksOf } from "../../deployment/chunks.ts";
import { decodeEnvelope, encodeEnvelope, type StatementType } from "../../deployment/envelope.ts";
import { Installer } from "../../deployment/installer.ts";
import { chunkRecord, manifestRecord } from "../../deployment/kinds.ts";
import { type Manifest, type ManifestInput, makeManifest, serviceOf } from "../../deployment/manifest.ts";
import type { Package } from "../../deployment/package.ts";
import { POLICY_DEFAULT, type Policy } from "../../deployment/policy.ts";
import {
  openPublication,
  type Publisher,
  rootIdOfPublisher,
  signPublication,
  solePublisher,
} from "../../deployment/publication.ts";
import { decodePublication, encodePublication } from "../../deployment/publication-codec.ts";
import { PublisherStore } from "../../deployment/publisher-store.ts";
import { VirtualClock } from "../../simulator/virtual-clock.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import type { GetOutcome, RecordName, ReplicatedStorage } from "../../storage/record.ts";
import { service } from "../kit/modules.ts";
import { importText } from "../kit/probes.ts";

export const NETWORK = networkIdOf("attack");
export const OTHER_NETWORK = networkIdOf("another");
/** The time at which these attacks begin, in milliseconds since 1970. */
export const NOW_MS = 1_800_000_000_000;
export const DAY_MS = 86_400_000;

export interface Release {
  readonly manifest: Manifest;
  readonly record: Uint8Array;
  readonly module: Uint8Array;
  readonly service: Id;
}

interface ReleaseOptions extends Partial<Omit<ManifestInput, "rootId">> {
  readonly by?: Publisher;
  readonly networkId?: Id;
  readonly issuedMs?: number;
}

/**
 * A service that answers each message with four bytes. It needs "message" only. `more`: text that makes the
 * module differ.
 */
export function simpleService(more = "", memory?: string): Uint8Array {
  return service({
    imports: importText("prost.respond", "respond"),
    deliver: "(drop (call $respond (i64.load (i32.const 1152)) (i32.const 200) (i32.const 4)))",
    more,
    ...(memory === undefined ? {} : { memory }),
  });
}

export function newPublisher(pair: KeyPair = generateKeyPair()): Publisher {
  return solePublisher(pair, NETWORK);
}

/** A version of a service that echoes payloads, signed by its publisher. */
export function release(options: ReleaseOptions = {}): Release {
  const { by = newPublisher(), networkId = NETWORK, issuedMs, ...input } = options;
  const module = input.module ?? simpleService();
  const capabilities: readonly Capability[] = ["message"];
  const manifest = makeManifest({
    name: "attack",
    version: 1,
    capabilities,
    createdMs: NOW_MS,
    ...input,
    module,
    rootId: rootIdOfPublisher(by),
  });
  return {
    manifest,
    record: signPublication(by, networkId, manifest, issuedMs ?? manifest.notBeforeMs),
    module,
    service: serviceOf(manifest),
  };
}

/** Throws unless the record is refused for one of the reasons. */
export function mustRefuse(record: Uint8Array, what: string, ...reasons: readonly string[]): void {
  const opened = openPublication(record, NETWORK);
  assert.ok(!opened.ok, `accepted: ${what}`);
  assert.ok(
    reasons.includes(opened.reason),
    `${what}: refused for another reason: ${opened.reason}: ${opened.detail}`,
  );
  assert.match(opened.detail, /^[ -~–"]{1,800}$/, `${what}: the reason cannot be shown`);
}

/** A record in which one statement is replaced by another envelope. */
export function withEnvelope(
  record: Uint8Array,
  type: "manifest" | "pointer",
  envelope: Uint8Array,
): Uint8Array {
  const parts = decodePublication(record);
  assert.ok(parts !== null);
  return encodePublication({ ...parts, [type]: envelope });
}

/** The bytes of the manifest that its publisher signed. */
export function manifestPayload({ record }: Release): Uint8Array {
  const parts = decodePublication(record);
  const envelope = parts === null ? null : decodeEnvelope(parts.manifest, "manifest", 8_192);
  assert.ok(envelope !== null);
  return envelope.payload;
}

/** An envelope with any signature. */
export function envelopeOf(
  type: string,
  payload: Uint8Array,
  keyId: Uint8Array,
  signature: Uint8Array,
  alg = 1,
): Uint8Array {
  return encodeEnvelope({ type, payload, signatures: [{ alg, keyId, signature }] });
}

export function signedBy(
  pair: KeyPair,
  type: StatementType | string,
  payload: Uint8Array,
  network = NETWORK,
): Uint8Array {
  return envelopeOf(type, payload, keyIdOf(pair.publicKey), signStatement(pair, type, network, payload));
}

/** A node, and an overlay that returns any record that was put in it. */
export class Victim {
  readonly clock = new VirtualClock();
  readonly store = new MemoryStore();
  readonly publishers = new PublisherStore(this.store, NETWORK);
  readonly #records = new Map<string, Uint8Array>();
  readonly #running = new Map<string, Package>();
  policy: Policy;
  nowMs = NOW_MS;
  installer: Installer;

  constructor(policy: Policy = POLICY_DEFAULT) {
    this.policy = policy;
    this.installer = this.restart();
  }

  /** The node after a restart, with the same disk. */
  restart(): Installer {
    const policy = () => this.policy;
    this.installer = new Installer({
      storage: { get: async (name: RecordName) => this.#get(name) } as unknown as ReplicatedStorage,
      store: this.store,
      networkId: NETWORK,
      get policy() {
        return policy();
      },
      publishers: this.publishers,
      clock: this.clock,
      wallClock: () => this.nowMs,
    });
    return this.installer;
  }

  /** From now on the overlay returns the records of the release. No record is checked. */
  plant({ record, manifest, module, service }: Release): void {
    this.put(manifestRecord(service), record);
    for (const [i, chunk] of chunksOf(module).entries())
      if (manifest.chunkHashes[i] !== undefined) this.put(chunkRecord(manifest.chunkHashes[i]), chunk);
  }

  put(name: RecordName, value: Uint8Array): void {
    this.#records.set(`${name.kind}/${name.key.hex}`, value);
  }

  /** Plants and fetches it. Resolves to "runs VERSION", or to the reason of the refusal. */
  async install(what: Release): Promise<string> {
    this.plant(what);
    return this.fetch(what.service);
  }

  async fetch(service: Id): Promise<string> {
    const fetching = this.installer.fetch(service);
    let outcome: Awaited<typeof fetching> | null = null;
    void fetching.then((done) => {
      outcome = done;
    });
    // Virtual time passes while the installer waits for its next attempt.
    for (let i = 0; outcome === null && i < 10_000; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      this.pass(50);
    }
    const ended = await fetching;
    if (ended.ok) this.#running.set(service.hex, ended.package);
    return ended.ok ? `runs ${ended.package.manifest.version}` : ended.reason;
  }

  /** The reason why a running service may no longer run; null: it may. */
  nowRefused(service: Id): string | null {
    const running = this.#running.get(service.hex);
    assert.ok(running !== undefined, "the service does not run");
    return this.installer.refusalNow(running)?.reason ?? null;
  }

  pass(ms: number): void {
    const untilMs = this.clock.now() + ms;
    while (this.clock.step(untilMs));
    this.clock.advanceTo(untilMs);
  }

  async revoke(withdrawal: Uint8Array) {
    return this.publishers.take(withdrawal, () => true);
  }

  #get(name: RecordName): GetOutcome {
    const value = this.#records.get(`${name.kind}/${name.key.hex}`);
    if (value === undefined) return { ok: false, reason: "none" };
    const record = { ...name, value, version: 1, writer: HOLDER, expiresMs: 0 };
    return { ok: true, record, from: HOLDER };
  }
}

/** Throws unless fetching the release ends as expected: "runs VERSION", or the reason of the refusal. */
export async function mustEndAs(victim: Victim, what: Release, expected: string, why: string): Promise<void> {
  assert.equal(await victim.install(what), expected, why);
}

const HOLDER = Id.hashOf("holder");
