import { testGroup } from "./support.ts";

testGroup("CB");
