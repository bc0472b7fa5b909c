// What an editor needs to know of AssemblyScript: its built-in types and functions.

import "./number";
import "assemblyscript/std/assembly/index.d.ts";
