/**
 * The floor of the sandbox benchmark: a module without isolation. The payload is copied in, the export is called,
 * the reply is copied out; without checks, transactions or limits.
 */
import * as abi from "../abi/abi.ts";
import { IMPORTS } from "../abi/imports.ts";
import { FUEL_EXPORT } from "../runtime/sandbox/instrument/rewrite.ts";

const FUEL = 50_000_000n;

export class BareModule {
  readonly #memory: WebAssembly.Memory;
  readonly #mailbox: number;
  readonly #deliver: () => void;
  readonly #forward: () => number;
  readonly #fuel: WebAssembly.Global | null;
  #bytes: Uint8Array;
  #view: DataView;
  #answer: Uint8Array | null = null;

  /** `module`: as published, or metered. A metered module gets full fuel before every call. */
  constructor(module: Uint8Array) {
    const env: Record<string, () => unknown> = {};
    const prost: Record<string, (...values: never[]) => unknown> = {};
    for (const [name, { results }] of IMPORTS) {
      if (name.startsWith("prost.")) prost[name.slice(6)] = results[0] === "i64" ? () => 0n : () => 0;
      else env[name.slice(4)] = () => 0;
    }
    prost.respond = this.#respond;
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { env, prost });
    this.#memory = exports.memory as WebAssembly.Memory;
    this.#deliver = exports.deliver as () => void;
    this.#forward = exports.forward as () => number;
    this.#fuel = (exports[FUEL_EXPORT] as WebAssembly.Global | undefined) ?? null;
    if (this.#fuel !== null) this.#fuel.value = FUEL;
    this.#mailbox = (exports.prost_abi_1 as () => number)();
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#view = new DataView(this.#memory.buffer);
  }

  /** The reply to the payload, as a copy. */
  deliver(payload: Uint8Array): Uint8Array {
    this.#put(payload);
    this.#answer = null;
    this.#deliver();
    if (this.#answer === null) throw new Error("a bare call did not reply");
    return this.#answer;
  }

  /** The forward result for the payload. */
  forward(payload: Uint8Array): number {
    this.#put(payload);
    return this.#forward();
  }

  #put(payload: Uint8Array): void {
    if (this.#fuel !== null) this.#fuel.value = FUEL;
    if (this.#bytes.buffer !== this.#memory.buffer) {
      this.#bytes = new Uint8Array(this.#memory.buffer);
      this.#view = new DataView(this.#memory.buffer);
    }
    this.#view.setInt32(this.#mailbox + abi.EVENT_PAYLOAD_LENGTH, payload.length, true);
    this.#bytes.set(payload, this.#mailbox + abi.MAILBOX_HEADER_BYTES);
  }

  readonly #respond = (_token: bigint, pointer: number, length: number): number => {
    this.#answer = this.#bytes.slice(pointer, pointer + length);
    return 0;
  };
}
