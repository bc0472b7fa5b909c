/** The first byte of a packet: its kind. A number is never used again for another kind. */
export const ROUTE = 1;
export const ACK = 2;
export const DIRECT = 3;
export const RESPONSE = 4;
export const LEAF_SET_REQUEST = 5;
export const ROWS = 6;
export const LEAVE = 7;
export const PING = 8;
export const ROW_REQUEST = 9;
export const LEAF_SET_REPLY = 10;
export const HEARTBEAT = 11;
export const MEASURED = 12;
export const LEASE_REQUEST = 13;
export const LEASE_REPLY = 14;
export const MULTICAST = 15;
export const FAILURE_NEWS = 16;
