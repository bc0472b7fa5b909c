import { testGroup } from "./support.ts";

testGroup("NW");
