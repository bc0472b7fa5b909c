// The exports of "prost/service": `import { message } from "prost/service"`.
export * from "./abi";
export { Bytes, concat, text, utf8 } from "./bytes";
export { Entries, Entry, unpack } from "./entries";
export { Key } from "./key";
export { message } from "./message";
export { forward, net } from "./net";
export { node } from "./node";
export { Reader } from "./reader";
export { rule, verify } from "./rule";
export { sha256 } from "./sha256";
export { storage } from "./storage";
export { store } from "./store";
export { time } from "./time";
export { areSorted, single, unite } from "./union";
export { immutable, merged, register, signed } from "./values";
export { Writer } from "./writer";
