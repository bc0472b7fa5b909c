import { testGroup } from "./support.ts";

testGroup("ST");
