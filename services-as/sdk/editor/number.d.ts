// AssemblyScript 0.28 declares `Number` as a type alias. TypeScript 7 then knows no methods of numbers (TS2316);
// TypeScript 5 does. This declaration is read first and counts.

interface Number {
  toString(radix?: i32): string;
}
