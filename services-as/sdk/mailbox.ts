// Where the node puts each event.
import { MAILBOX_BYTES } from "./abi";

export const MAILBOX: usize = memory.data(MAILBOX_BYTES, 8);
