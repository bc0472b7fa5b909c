import { proveGroup } from "./support.ts";

proveGroup("PK");
