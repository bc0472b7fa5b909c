import { proveGroup } from "./support.ts";

proveGroup("MB");
