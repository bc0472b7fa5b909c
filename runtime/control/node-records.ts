/** Records and registers of the replicated storage, as a client of the control API reads and writes them. */
import { STORE_KEY_BYTES_MAX } from "../../abi/abi.ts";
import { ProstError } from "../base/errors.ts";
import type { Id } from "../base/id.ts";
import { recordOfForm } from "../storage/kinds/index.ts";
import type { RecordForm, ReplicatedStorage } from "../storage/record.ts";
import { REGISTER_VALUE_BYTES_MAX } from "../storage/registers/register.ts";
import type { RegisterOutcome, Registers } from "../storage/registers/service.ts";
import type { RegisterContent } from "./api.ts";

export class NodeRecords {
  readonly #storage: ReplicatedStorage;
  readonly #registers: Registers;

  constructor(storage: ReplicatedStorage, registers: Registers) {
    this.#storage = storage;
    this.#registers = registers;
  }

  async put(
    service: Id,
    key: Id,
    field: Uint8Array,
    value: Uint8Array | null,
    ttlSeconds: number,
    form: RecordForm,
  ): Promise<void> {
    checkField(field);
    if (form === "evidence")
      throw new ProstError("INVALID_ARGUMENT", "evidence is written by the nodes that find it");
    const name = recordOfForm(form, service, key, field);
    const outcome = await this.#storage.put(name, value, { ttlSeconds });
    if (outcome.ok) return;
    const { reason, detail } = outcome;
    switch (reason) {
      case "refused":
        throw new ProstError("INVALID_ARGUMENT", `record ${key.short} was refused: ${detail}`);
      case "overloaded":
        throw new ProstError(
          "RESOURCE_EXHAUSTED",
          `record ${key.short} was not stored, because too many writes wait (${detail}); try again`,
        );
      case "unavailable":
        throw new ProstError(
          "UNAVAILABLE",
          `record ${key.short} is not yet on enough nodes (${detail}); try again`,
        );
    }
  }

  async get(service: Id, key: Id, field: Uint8Array, form: RecordForm): Promise<Uint8Array | null> {
    checkField(field);
    const outcome = await this.#storage.get(recordOfForm(form, service, key, field));
    if (outcome.ok) return outcome.record.value;
    if (outcome.reason === "none") return null;
    throw new ProstError(
      "UNAVAILABLE",
      `the nodes that hold record ${key.short} could not be reached; it may exist all the same. Try again`,
    );
  }

  async readRegister(service: Id, key: Id): Promise<RegisterContent> {
    return contentOf(key, await this.#registers.read({ scope: service, key }));
  }

  async setRegister(
    service: Id,
    key: Id,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterContent & { readonly wasSet: boolean }> {
    if ((value?.length ?? 0) > REGISTER_VALUE_BYTES_MAX)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `a register holds at most ${REGISTER_VALUE_BYTES_MAX} bytes, not ${value?.length}`,
      );
    const outcome = await this.#registers.compareAndSet({ scope: service, key }, expected, value);
    return { wasSet: outcome.kind === "set", ...contentOf(key, outcome) };
  }
}

function contentOf(key: Id, outcome: RegisterOutcome): RegisterContent {
  if ("version" in outcome) return { version: outcome.version, value: outcome.value };
  if (outcome.kind === "overloaded")
    throw new ProstError(
      "RESOURCE_EXHAUSTED",
      `register ${key.short} was not asked, because too many requests wait; try again`,
    );
  throw new ProstError(
    "UNAVAILABLE",
    `no majority of the nodes that hold register ${key.short} answered; if it was being set, it may or may not have been: read it before you try again`,
  );
}

function checkField(field: Uint8Array): void {
  if (field.length > STORE_KEY_BYTES_MAX)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `a field of ${field.length} bytes is too long; at most ${STORE_KEY_BYTES_MAX} are allowed`,
    );
}
