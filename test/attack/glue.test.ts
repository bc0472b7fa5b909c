import { testGroup } from "./support.ts";

testGroup("GL");
