import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { IMPORTS } from "../../abi/imports.ts";

/** AssemblyScript's names of the types of WebAssembly. */
const TYPES: Readonly<Record<string, string>> = { i32: "i32", usize: "i32", i64: "i64" };

test("the SDK declares the host functions with the types of the ABI", () => {
  const source = readFileSync(new URL("../../services-as/sdk/host.ts", import.meta.url), "utf8");
  const declared = new Map<string, string>();
  const pattern = /@external\("(\w+)", "(\w+)"\)\s*export declare function \w+\(([^)]*)\): (\w+);/g;
  for (const [, module, name, params, result] of source.matchAll(pattern)) {
    const types = params === "" ? [] : params.split(", ").map((param) => TYPES[param.split(": ")[1]]);
    declared.set(`${module}.${name}`, `(${types.join(" ")}) -> ${TYPES[result]}`);
  }
  const wanted = [...IMPORTS].filter(([name]) => name !== "env.abort");
  expect(declared).toEqual(
    new Map(
      wanted.map(([name, { params, results }]) => [name, `(${params.join(" ")}) -> ${results.join()}`]),
    ),
  );
});

test("the specification names every host function", () => {
  const specification = readFileSync(new URL("../../abi/README.md", import.meta.url), "utf8");
  for (const name of IMPORTS.keys()) {
    const bare = name === "env.abort" ? name : name.replace("prost.", "");
    expect(specification, name).toContain(`${bare}(`);
  }
});
