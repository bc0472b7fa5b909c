// Counts the messages for each key, at the root node of the key, in the local store. The count survives the
// instance and the process of the node.
import { message, store, text, utf8 } from "prost/service";

export function deliver(): void {
  const key = message.key().bytes;
  const value = store.get(key);
  const count = (value === null ? 0 : I64.parseInt(text(value))) + 1;
  store.put(key, utf8(count.toString()));
  message.respond(count.toString());
}
