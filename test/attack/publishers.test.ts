import { testGroup } from "./support.ts";

testGroup("PK");
