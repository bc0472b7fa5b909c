import { testGroup } from "./support.ts";

testGroup("AB");
