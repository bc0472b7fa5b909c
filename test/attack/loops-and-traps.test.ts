import { proveGroup } from "./support.ts";

proveGroup("EL");
