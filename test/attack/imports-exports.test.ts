import { testGroup } from "./support.ts";

testGroup("IE");
