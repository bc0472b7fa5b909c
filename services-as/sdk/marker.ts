// Compiled beside every service: says for which version of the ABI it was built, and where its mailbox is.
import { MAILBOX } from "./mailbox";

export function prost_abi_1(): usize {
  return MAILBOX;
}
