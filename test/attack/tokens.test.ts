import { testGroup } from "./support.ts";

testGroup("HF");
