// Compiled into every service: states the version of the ABI and the address of the mailbox.
import { MAILBOX } from "./mailbox";

export function prost_abi_1(): usize {
  return MAILBOX;
}
