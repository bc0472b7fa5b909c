/** What the glue is given: the contract's numbers and imports. */
import * as abi from "../../abi/abi.ts";
import { IMPORTS } from "../../abi/imports.ts";
import { type GlueConstants, SHARED_BASE } from "./glue.ts";
import { DEPTH_EXPORT, ENTRY_PREFIX, FUEL_EXPORT, STACK_UNITS_MAX, START_EXPORT } from "./rewrite.ts";

export const GLUE_CONSTANTS: GlueConstants = {
  abi: { ...abi },
  stackUnitsMax: STACK_UNITS_MAX,
  imports: [...IMPORTS].map(([name, { capability }]) => [name, capability] as const),
  fuelExport: FUEL_EXPORT,
  depthExport: DEPTH_EXPORT,
  startExport: START_EXPORT,
  entryPrefix: ENTRY_PREFIX,
  sharedBase: SHARED_BASE,
};
