import { proveGroup } from "./support.ts";

proveGroup("AB");
