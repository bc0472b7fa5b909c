import { testGroup } from "./support.ts";

testGroup("EL");
