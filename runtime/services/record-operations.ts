/** Carries out the operations of one service on records and registers. Each ends with a `complete` event. */
import {
  E_CONFLICT,
  E_NOT_FOUND,
  E_QUOTA,
  E_REFUSED,
  E_TOO_BIG,
  E_UNAVAILABLE,
  OK,
  PAYLOAD_BYTES_MAX,
} from "../../abi/abi.ts";
import type { Clock } from "../base/environment.ts";
import { Id } from "../base/id.ts";
import type { CreditBudget, Effect } from "../sandbox/contract.ts";
import { recordOfForm } from "../storage/kinds/index.ts";
import { serviceRecord } from "../storage/kinds/plain.ts";
import {
  type GetOutcome,
  type ListOutcome,
  type PutOutcome,
  RECORD_FORMS,
  type RecordName,
  type ReplicatedStorage,
} from "../storage/record.ts";
import type { RegisterOutcome, Registers } from "../storage/registers/service.ts";
import { packEntries } from "./packed-entries.ts";

/** Reports the result of an operation. `budget`: that of the event that requested it. */
export type Complete = (token: bigint, status: number, payload: Uint8Array, budget: CreditBudget) => void;

type RecordEffect = Extract<Effect, { readonly kind: `storage${string}` }>;

/** Status and payload of the `complete` event. */
type Result = readonly [status: number, payload: Uint8Array];

const EMPTY = new Uint8Array(0);

export interface RecordOperationsParts {
  readonly storage: ReplicatedStorage;
  /** Default: each operation on a register ends with E_UNAVAILABLE. */
  readonly registers?: Registers;
  readonly clock: Clock;
}

export class RecordOperations {
  readonly #service: Id;
  readonly #parts: RecordOperationsParts;
  readonly #complete: Complete;
  #underWay = 0;

  constructor(service: Id, parts: RecordOperationsParts, complete: Complete) {
    this.#service = service;
    this.#parts = parts;
    this.#complete = complete;
  }

  /** The number of operations that have not ended. */
  get underWay(): number {
    return this.#underWay;
  }

  run(effect: RecordEffect, budget: CreditBudget): void {
    this.#underWay++;
    this.#perform(effect, ([status, payload]) => {
      this.#underWay--;
      this.#complete(effect.token, status, payload, budget);
    });
  }

  #perform(effect: RecordEffect, end: (result: Result) => void): void {
    switch (effect.kind) {
      case "storagePut":
        return this.#put(this.#plain(effect.key, effect.field), effect.value, effect.ttlSeconds, end);
      case "storageRemove":
        return this.#put(this.#plain(effect.key, effect.field), null, 0, end);
      case "storagePutForm":
        return this.#put(this.#ofForm(effect, effect.field), effect.value, effect.ttlSeconds, end);
      case "storageGet":
        return this.#get(this.#plain(effect.key, effect.field), end);
      case "storageGetForm":
        return this.#get(this.#ofForm(effect, effect.field), end);
      case "storageList":
        return this.#list(this.#plain(effect.key, EMPTY), end);
      case "storageListForm":
        return this.#list(this.#ofForm(effect, EMPTY), end);
      case "storageCas": {
        const { expected, value } = effect;
        const place = this.#place(effect.key);
        return this.#register(
          (registers) => registers.compareAndSet(place, Number(expected), value.slice()),
          end,
        );
      }
      case "storageRead":
        return this.#register((registers) => registers.read(this.#place(effect.key)), end);
    }
  }

  #put(name: RecordName, value: Uint8Array | null, ttlSeconds: number, end: (result: Result) => void): void {
    void this.#parts.storage.put(name, value, { ttlSeconds }).then((outcome) => end(putResult(outcome)));
  }

  #get(name: RecordName, end: (result: Result) => void): void {
    void this.#parts.storage.get(name).then((outcome) => end(getResult(outcome)));
  }

  #list(name: RecordName, end: (result: Result) => void): void {
    void this.#parts.storage.list(name).then((outcome) => end(listResult(outcome)));
  }

  #register(act: (registers: Registers) => Promise<RegisterOutcome>, end: (result: Result) => void): void {
    const { registers, clock } = this.#parts;
    const acting: Promise<RegisterOutcome> =
      registers === undefined
        ? new Promise((resolve) => clock.after(0, () => resolve({ kind: "unavailable" })))
        : act(registers);
    void acting.then((outcome) => end(registerResult(outcome)));
  }

  #plain(key: Uint8Array, field: Uint8Array): RecordName {
    return serviceRecord(this.#service, new Id(key), field);
  }

  #ofForm({ form, key }: { readonly form: number; readonly key: Uint8Array }, field: Uint8Array): RecordName {
    return recordOfForm(RECORD_FORMS[form], this.#service, new Id(key), field);
  }

  #place(key: Uint8Array): { readonly scope: Id; readonly key: Id } {
    return { scope: this.#service, key: new Id(key) };
  }
}

function putResult(outcome: PutOutcome): Result {
  if (outcome.ok) return [OK, EMPTY];
  return [outcome.reason === "refused" ? E_REFUSED : E_UNAVAILABLE, EMPTY];
}

function getResult(outcome: GetOutcome): Result {
  if (outcome.ok && outcome.record.value !== null) return [OK, outcome.record.value];
  return [!outcome.ok && outcome.reason === "unavailable" ? E_UNAVAILABLE : E_NOT_FOUND, EMPTY];
}

function listResult(outcome: ListOutcome): Result {
  if (!outcome.ok) return [outcome.reason === "too-big" ? E_TOO_BIG : E_UNAVAILABLE, EMPTY];
  const entries = outcome.records.map(({ field, value }) => ({ key: field, value: value ?? EMPTY }));
  const packed = packEntries(entries, PAYLOAD_BYTES_MAX);
  return packed === null ? [E_TOO_BIG, EMPTY] : [OK, packed];
}

/** The payload is the version and the value; empty if the state of the register is unknown. */
function registerResult(outcome: RegisterOutcome): Result {
  if (!("version" in outcome)) return [outcome.kind === "overloaded" ? E_QUOTA : E_UNAVAILABLE, EMPTY];
  const { kind, version, value } = outcome;
  const payload = Buffer.alloc(8 + (value?.length ?? 0));
  payload.writeBigUInt64LE(BigInt(version));
  if (value !== null) payload.set(value, 8);
  const exists = kind !== "value" || value !== null;
  return [kind === "conflict" ? E_CONFLICT : exists ? OK : E_NOT_FOUND, payload];
}
