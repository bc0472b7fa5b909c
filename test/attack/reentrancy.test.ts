import { proveGroup } from "./support.ts";

proveGroup("RE");
