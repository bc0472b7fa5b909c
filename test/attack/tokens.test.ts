import { proveGroup } from "./support.ts";

proveGroup("HF");
