import { proveGroup } from "./support.ts";

proveGroup("IE");
