/** What the glue is given: the contract's numbers and imports, and its parts. */
import * as abi from "../../../abi/abi.ts";
import { IMPORTS } from "../../../abi/imports.ts";
import {
  DEPTH_EXPORT,
  ENTRY_PREFIX,
  FUEL_EXPORT,
  STACK_UNITS_MAX,
  START_EXPORT,
} from "../instrument/rewrite.ts";
import { makeBytes } from "./bytes.ts";
import { makeEd25519 } from "./ed25519.ts";
import { type GlueConstants, type GlueParts, makeGlue, SHARED_BASE } from "./glue.ts";
import { makeHost } from "./host.ts";
import { makeNodes } from "./nodes.ts";
import { makeStore } from "./store.ts";
import { makeTurn } from "./turn.ts";

/** The node waits for an answer of a cell only so long. */
const BATCH_FUEL = 200_000_000;

export const GLUE_CONSTANTS: GlueConstants = {
  abi: { ...abi },
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

export const GLUE_PARTS: GlueParts = { makeBytes, makeNodes, makeStore, makeTurn, makeHost, makeEd25519 };

/** An expression of JavaScript whose value is the glue, for a realm that has none of this program. */
export function glueText(): string {
  const parts = Object.entries(GLUE_PARTS).map(([name, part]) => `${name}: ${part}`);
  return `(${makeGlue})(${JSON.stringify(GLUE_CONSTANTS)}, { ${parts.join(", ")} })`;
}
