import { proveGroup } from "./support.ts";

proveGroup("TD");
