// What a service imports: `import { message } from "prost"`.
export * from "./abi";
export { Bytes, concat, text, utf8 } from "./bytes";
export { Key } from "./key";
export { message } from "./message";
export { node } from "./node";
export { forward, net } from "./net";
export { Entry, unpack } from "./entries";
export { store } from "./store";
export { storage } from "./storage";
export { time } from "./time";
export { sha256 } from "./sha256";
