// The smallest service: answers at the root node of any key.
import { message } from "prost/service";

export function deliver(): void {
  message.respond(`hello, ${message.text()}!`);
}
