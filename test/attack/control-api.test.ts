import { proveGroup } from "./support.ts";

proveGroup("CA");
