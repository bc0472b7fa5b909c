// The smallest service: answers at the root of whatever key it is asked.
import { message } from "prost/service";

export function deliver(): void {
  message.respond(`hello, ${message.text()}!`);
}
