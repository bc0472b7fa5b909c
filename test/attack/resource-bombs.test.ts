import { testGroup } from "./support.ts";

testGroup("RB");
