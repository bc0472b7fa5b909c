// AssemblyScript 0.28 declares `Number` as a type alias, so TypeScript knows no methods of numbers (TS2316).
// This declaration is read first and counts.

interface Number {
  toString(radix?: i32): string;
}
