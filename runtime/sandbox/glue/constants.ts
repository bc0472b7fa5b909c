/** The glue's constants and parts, and the text of the whole glue for an isolate. */
import * as abi from "../../../abi/abi.ts";
import { IMPORTS } from "../../../abi/imports.ts";
import { EVENT_KINDS, FAULTS } from "../contract.ts";
import {
  DEPTH_EXPORT,
  ENTRY_PREFIX,
  FUEL_EXPORT,
  STACK_UNITS_MAX,
  START_EXPORT,
} from "../instrument/rewrite.ts";
import { makeBatches } from "./batches.ts";
import { makeBytes } from "./bytes.ts";
import { makeEd25519 } from "./ed25519.ts";
import { makeEventContext } from "./event-context.ts";
import { type GlueParts, makeGlue } from "./glue.ts";
import { makeHost } from "./host.ts";
import { makeInstances } from "./instances.ts";
import { makeMailbox } from "./mailbox.ts";
import { makeNodes } from "./nodes.ts";
import { makeOutcomes } from "./outcomes.ts";
import { makeRegistry } from "./registry.ts";
import { makeStore } from "./store.ts";
import { makeTransactions } from "./transactions.ts";
import type { GlueConstants } from "./types.ts";

/** Offset of a frame's body in shared memory: room for the frame's header, and a multiple of 8. */
export const SHARED_BASE = 8;

/**
 * A batch ends with the event that brings its fuel to this. So a batch uses at most this plus the fuel of one
 * event, and a reply never takes long.
 */
const BATCH_FUEL = 200_000_000;

export const GLUE_CONSTANTS: GlueConstants = {
  abi: { ...abi },
  kinds: EVENT_KINDS,
  faults: FAULTS,
  stackUnitsMax: STACK_UNITS_MAX,
  imports: [...IMPORTS].map(([name, { capability, isPure, results }]) => ({
    name,
    capability,
    isPure,
    isLong: results[0] === "i64",
  })),
  fuelExport: FUEL_EXPORT,
  depthExport: DEPTH_EXPORT,
  startExport: START_EXPORT,
  entryPrefix: ENTRY_PREFIX,
  sharedBase: SHARED_BASE,
  batchFuel: BATCH_FUEL,
};

export const GLUE_PARTS: GlueParts = {
  makeBytes,
  makeNodes,
  makeStore,
  makeEventContext,
  makeHost,
  makeEd25519,
  makeMailbox,
  makeInstances,
  makeOutcomes,
  makeTransactions,
  makeRegistry,
  makeBatches,
};

/** A JavaScript expression whose value is the glue, for a realm that has no other code of this program. */
export function glueText(): string {
  const parts = Object.entries(GLUE_PARTS).map(([name, part]) => `${name}: ${part}`);
  return `(${makeGlue})(${JSON.stringify(GLUE_CONSTANTS)}, { ${parts.join(", ")} })`;
}
