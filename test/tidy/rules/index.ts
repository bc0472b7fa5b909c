/** All house rules by name. */
import type { Rule } from "../tree.ts";
import { circles } from "./circles.ts";
import { layers } from "./layers.ts";

export const RULES: Readonly<Record<string, Rule>> = { layers, circles };
