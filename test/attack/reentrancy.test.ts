import { testGroup } from "./support.ts";

testGroup("RE");
