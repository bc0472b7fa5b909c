import { testGroup } from "./support.ts";

testGroup("OS");
