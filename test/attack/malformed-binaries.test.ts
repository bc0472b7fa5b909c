import { testGroup } from "./support.ts";

testGroup("MB");
