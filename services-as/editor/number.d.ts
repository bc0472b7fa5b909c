// AssemblyScript 0.28 declares `Number` as an alias, and TypeScript then gives numbers no methods (TS2316). The first declaration counts.

interface Number {
  toString(radix?: i32): string;
}
