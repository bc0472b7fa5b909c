// The region of memory where the node writes each event.
import { MAILBOX_BYTES } from "./abi";

export const MAILBOX: usize = memory.data(MAILBOX_BYTES, 8);
