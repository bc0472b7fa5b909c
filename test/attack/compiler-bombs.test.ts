import { proveGroup } from "./support.ts";

proveGroup("CB");
