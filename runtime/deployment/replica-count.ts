/**
 * Counts the holders that have a record on disk, for `publish --wait`. The root node of the record's key asks
 * each holder, itself included, whether it stores the value with that hash.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { Writer } from "../base/bytes.ts";
import { decodeOrNull } from "../base/decode.ts";
import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "../overlay/api.ts";
import { nameBytes, readName, writeName } from "../storage/codec.ts";
import type { RecordKind, RecordName, ReplicatedStorage } from "../storage/record.ts";
import { AnswerBudget } from "./answer-budget.ts";
import { sameBytes, sha256 } from "./chunks.ts";

const REPLICA_COUNT_SERVICE = Id.hashOf("prost-census-v1");

const ROOT_MS = 6_000;
const HOLDER_MS = 3_000;
/** Maximum number of counts that a node makes as root node at a time; each asks all holders of one record. */
const UNDER_WAY_MAX = 64;
/** The cost of a reply, in bytes: a read from disk, and a message to each holder. */
const ANSWER_COST_BYTES = 16 * 1024;

interface Copies {
  readonly held: number;
  /** How many nodes should store the record. */
  readonly of: number;
}

interface ReplicaCounterParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly clock: Clock;
  /** The kinds of records that may be counted. */
  readonly kinds: readonly RecordKind[];
}

export class ReplicaCounter implements Application {
  readonly #overlay: Overlay;
  readonly #storage: ReplicatedStorage;
  readonly #kinds: ReadonlyMap<number, RecordKind>;
  readonly #budget: AnswerBudget;
  #underWay = 0;

  constructor({ overlay, storage, clock, kinds }: ReplicaCounterParts) {
    this.#overlay = overlay;
    this.#storage = storage;
    this.#kinds = new Map(kinds.map((kind) => [kind.tag, kind]));
    this.#budget = new AnswerBudget(clock);
    overlay.register(REPLICA_COUNT_SERVICE, this);
  }

  /**
   * The count for the record with that value. Resolves to null when the root node of its key did not reply.
   */
  count(name: RecordName, value: Uint8Array): Promise<Copies | null> {
    const request = encodeRequest({ name, hash: sha256(value) });
    return new Promise((resolve) => {
      this.#overlay.request(REPLICA_COUNT_SERVICE, name.key, request, { timeoutMs: ROOT_MS }, (response) => {
        const [held, of] = response.ok && response.payload.length === 2 ? response.payload : [0, 0];
        resolve(of === 0 || held > of ? null : { held, of });
      });
    });
  }

  // Application of the overlay

  forward(): "continue" {
    return "continue";
  }

  update(): void {}

  /** Called at the root node: asks all holders. */
  deliver({ payload, origin, previous, requestId, hops, key }: RoutedMessage): void {
    const request = decodeRequest(payload);
    const kind = request === null ? undefined : this.#kinds.get(request.name.kind);
    const isAccepted = kind !== undefined && request?.name.key.equals(key) && this.#underWay < UNDER_WAY_MAX;
    if (!isAccepted || request === null || !this.#budget.take(previous, ANSWER_COST_BYTES)) {
      this.#overlay.refuse(origin, requestId);
      return;
    }
    this.#underWay++;
    const holders = this.#overlay.replicaSet(key, kind.copies);
    void Promise.all(holders.map((node) => this.#askHolder(node, payload, request))).then((answers) => {
      this.#underWay--;
      const held = answers.filter((has) => has).length;
      this.#overlay.respond(origin, requestId, hops, Uint8Array.of(held, holders.length));
    });
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    const request = decodeRequest(payload);
    if (
      request === null ||
      !this.#kinds.has(request.name.kind) ||
      !this.#budget.take(from, ANSWER_COST_BYTES)
    ) {
      this.#overlay.refuse(from, requestId);
      return;
    }
    void this.#isStored(request).then((has) =>
      this.#overlay.respond(from, requestId, 1, Uint8Array.of(has ? 1 : 0)),
    );
  }

  #askHolder(node: NodeHandle, payload: Uint8Array, request: CountRequest): Promise<boolean> {
    if (node.id.equals(this.#overlay.self.id)) return this.#isStored(request);
    return new Promise((resolve) => {
      this.#overlay.requestNode(REPLICA_COUNT_SERVICE, node, payload, HOLDER_MS, (response) =>
        resolve(response.ok && response.payload[0] === 1),
      );
    });
  }

  async #isStored({ name, hash }: CountRequest): Promise<boolean> {
    const record = await this.#storage.durable(name);
    return record !== null && record.value !== null && sameBytes(sha256(record.value), hash);
  }
}

interface CountRequest {
  readonly name: RecordName;
  /** SHA-256 of the value. */
  readonly hash: Uint8Array;
}

function encodeRequest({ name, hash }: CountRequest): Uint8Array {
  return writeName(new Writer(ID_BYTES + nameBytes(name)).bytes(hash), name).done();
}

function decodeRequest(payload: Uint8Array): CountRequest | null {
  return decodeOrNull(payload, (reader) => ({ hash: reader.bytes(ID_BYTES), name: readName(reader) }));
}
