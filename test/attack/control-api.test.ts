import { testGroup } from "./support.ts";

testGroup("CA");
