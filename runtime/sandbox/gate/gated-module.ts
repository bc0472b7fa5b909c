/** The description of a module that the gate has accepted, for instrumentation and for `prost inspect`. */
import type { Capability } from "../../../abi/imports.ts";
import type { GateUsage } from "./profile.ts";

/** A range of bytes in the module; `end` is the offset after the last byte. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type AnyValueType = "i32" | "i64" | "f32" | "f64";

export interface AnyFunctionType {
  readonly params: readonly AnyValueType[];
  readonly results: readonly AnyValueType[];
}

export interface GatedFunction {
  /** Index of its type. */
  readonly type: number;
  /** Locals and instructions, without the size before them. */
  readonly body: Span;
}

/**
 * `service`: the module must be a service that nodes may run. `profile`: any function imports and any exports
 * are allowed, for tests and tools; the capability of each import is null.
 */
export type GateRules = "service" | "profile";

export interface GatedModule {
  readonly rules: GateRules;
  /**
   * The module without padding in LEB128 numbers. If the given module had padding, these bytes are the same
   * module, but shorter.
   */
  readonly bytes: Uint8Array;
  /** Types, each with the range of its bytes. */
  readonly types: readonly (AnyFunctionType & Span)[];
  readonly imports: readonly {
    /** "module.name" */
    readonly name: string;
    readonly capability: Capability | null;
    readonly type: number;
    readonly span: Span;
  }[];
  readonly functions: readonly GatedFunction[];
  /** Initial number of elements. Null when there is no table. */
  readonly table: number | null;
  /**
   * In pages of 64 KiB. `max` is null when the module states none. Both are 0 when there is no memory, which
   * only the rules `profile` allow.
   */
  readonly memory: { readonly min: number; readonly max: number | null };
  readonly globals: readonly Span[];
  readonly exports: readonly { readonly name: string; readonly kind: number; readonly index: number }[];
  /** Index of the start function. */
  readonly start: number | null;
  readonly elements: Span | null;
  readonly data: Span | null;
  readonly dataCount: number | null;
  readonly usage: GateUsage;
}
