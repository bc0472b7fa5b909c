// Answers with the payload (AssemblyScript): the smallest service that does something with a message.
import { message } from "prost/service";

export function deliver(): void {
  message.respondBytes(message.payload());
}

export function forward(): i32 {
  return 0;
}
