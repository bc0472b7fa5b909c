import { proveGroup } from "./support.ts";

proveGroup("GL");
