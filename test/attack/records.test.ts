import { testGroup } from "./support.ts";

testGroup("DH");
