import { proveGroup } from "./support.ts";

proveGroup("RB");
