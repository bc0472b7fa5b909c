import { proveGroup } from "./support.ts";

proveGroup("NW");
