import { testGroup } from "./support.ts";

testGroup("TD");
