import { proveGroup } from "./support.ts";

proveGroup("OS");
