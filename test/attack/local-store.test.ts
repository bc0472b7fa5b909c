import { proveGroup } from "./support.ts";

proveGroup("ST");
