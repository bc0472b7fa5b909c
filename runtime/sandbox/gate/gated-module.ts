/** What the gate found out of a module that it accepts, for the rewrite and for those who look at modules. */
import type { Capability } from "../../../abi/imports.ts";
import type { GateUsage } from "./profile.ts";

/** A part of the module, from its first byte to the one after its last. */
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
  readonly type: number;
  /** Of declarations and instructions, without the size before it. */
  readonly body: Span;
}

/**
 * `service`: a module that nodes may run. `profile`: any module of the profile, whatever functions it imports and exports, for
 * tests and tools; its `capability`s are null.
 */
export type GateRules = "service" | "profile";

export interface GatedModule {
  readonly rules: GateRules;
  /** No LEB128 in it is padded: where one was, this is not what was given, but the same module in fewer bytes. */
  readonly bytes: Uint8Array;
  /** Each as its bytes are in the module, in the section's order. */
  readonly types: readonly (AnyFunctionType & Span)[];
  readonly imports: readonly {
    /** "module.name" */
    readonly name: string;
    readonly capability: Capability | null;
    readonly type: number;
    readonly span: Span;
  }[];
  readonly functions: readonly GatedFunction[];
  /** Initial size; null: no table. */
  readonly table: number | null;
  /** In pages of 64 KiB; `max` null: none stated. Both 0: there is none, which only the rules `profile` let pass. */
  readonly memory: { readonly min: number; readonly max: number | null };
  readonly globals: readonly Span[];
  readonly exports: readonly { readonly name: string; readonly kind: number; readonly index: number }[];
  readonly start: number | null;
  readonly elements: Span | null;
  readonly data: Span | null;
  readonly dataCount: number | null;
  readonly usage: GateUsage;
}
