/** The first check of the gate: the size of the file, and the eight bytes that every module starts with. */
import { GATE_LIMITS } from "./profile.ts";
import { printable, Refused } from "./refusal.ts";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
export const HEADER_BYTES = HEADER.length;

/** Throws a Refused for a file that is too long, or not a WebAssembly module of version 1. */
export function checkHeader(bytes: Uint8Array): void {
  const { module: max } = GATE_LIMITS;
  if (bytes.length > max) throw new Refused("module-size", 0, `more than ${max} bytes`, `at most ${max}`);
  if (bytes.length < HEADER_BYTES || HEADER.some((byte, i) => bytes[i] !== byte))
    throw new Refused("header", 0, headerText(bytes), "a WebAssembly module: 00 61 73 6d 01 00 00 00");
}

/** Names the format of the file, in case the user chose the wrong file. */
function headerText(bytes: Uint8Array): string {
  if (bytes.length === 0) return "nothing";
  if (HEADER.slice(0, 4).every((byte, i) => bytes[i] === byte)) {
    if (bytes.length < HEADER.length) return `a header of ${bytes.length} bytes`;
    if (bytes[4] === 0x0d && bytes[6] === 1) return "a component, not a module";
    return `version ${new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true)}`;
  }
  const text = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
  if (text.startsWith("(module") || text.startsWith(";;") || text.startsWith("(;"))
    return "the text format, which must be assembled first";
  return `something that begins with "${printable(text.slice(0, 16))}"`;
}
