import { proveGroup } from "./support.ts";

proveGroup("DH");
