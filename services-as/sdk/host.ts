// @ts-nocheck: TypeScript allows no decorators on functions, AssemblyScript does. Declarations of the host
// functions of the ABI. abi/imports.ts has the same list for the node; a test compares them. Services use the
// wrappers in the other files.

@external("prost", "read")
export declare function read(offset: i32, out: usize, length: i32): i32;
@external("prost", "self")
export declare function self(out: usize): i32;
@external("prost", "service")
export declare function service(out: usize): i32;
@external("prost", "log")
export declare function log(level: i32, text: usize, length: i32): i32;
@external("prost", "metric")
export declare function metric(name: usize, nameLength: i32, value: i64): i32;
@external("prost", "fuel_left")
export declare function fuel_left(): i64;
@external("prost", "verify")
export declare function verify(key: usize, signature: usize, message: usize, length: i32): i32;

@external("prost", "route")
export declare function route(key: usize, payload: usize, length: i32, hint: usize, flags: i32): i32;
@external("prost", "send")
export declare function send(node: usize, payload: usize, length: i32): i32;
@external("prost", "request")
export declare function request(key: usize, payload: usize, length: i32, timeoutMs: i32): i64;
@external("prost", "respond")
export declare function respond(token: i64, payload: usize, length: i32): i32;

@external("prost", "forward_set_key")
export declare function forward_set_key(key: usize): i32;
@external("prost", "forward_set_payload")
export declare function forward_set_payload(payload: usize, length: i32): i32;
@external("prost", "forward_set_next")
export declare function forward_set_next(node: usize): i32;

@external("prost", "is_root")
export declare function is_root(key: usize): i32;
@external("prost", "local_lookup")
export declare function local_lookup(key: usize, max: i32, safe: i32, out: usize): i32;
@external("prost", "neighbor_set")
export declare function neighbor_set(max: i32, out: usize): i32;
@external("prost", "replica_set")
export declare function replica_set(key: usize, max: i32, out: usize): i32;
@external("prost", "range")
export declare function range(node: usize, rank: i32, out: usize): i32;

@external("prost", "store_get")
export declare function store_get(key: usize, keyLength: i32, out: usize, capacity: i32): i32;
@external("prost", "store_put")
export declare function store_put(key: usize, keyLength: i32, value: usize, valueLength: i32): i32;
@external("prost", "store_delete")
export declare function store_delete(key: usize, keyLength: i32): i32;
@external("prost", "store_scan")
export declare function store_scan(from: usize, fromLength: i32, to: usize, toLength: i32, out: usize, capacity: i32): i32;

@external("prost", "storage_put")
export declare function storage_put(key: usize, field: usize, fieldLength: i32, value: usize, valueLength: i32, ttlSeconds: i32): i64;
@external("prost", "storage_get")
export declare function storage_get(key: usize, field: usize, fieldLength: i32): i64;
@external("prost", "storage_remove")
export declare function storage_remove(key: usize, field: usize, fieldLength: i32): i64;
@external("prost", "storage_list")
export declare function storage_list(key: usize): i64;
@external("prost", "storage_put_form")
export declare function storage_put_form(form: i32, key: usize, field: usize, fieldLength: i32, value: usize, valueLength: i32, ttlSeconds: i32): i64;
@external("prost", "storage_get_form")
export declare function storage_get_form(form: i32, key: usize, field: usize, fieldLength: i32): i64;
@external("prost", "storage_list_form")
export declare function storage_list_form(form: i32, key: usize): i64;
@external("prost", "storage_cas")
export declare function storage_cas(key: usize, expected: i64, value: usize, length: i32): i64;
@external("prost", "storage_read")
export declare function storage_read(key: usize): i64;

@external("prost", "now")
export declare function now(): i64;
@external("prost", "random")
export declare function random(): i64;
@external("prost", "timer_set")
export declare function timer_set(delayMs: i32): i64;
@external("prost", "timer_cancel")
export declare function timer_cancel(token: i64): i32;

@external("prost", "emit")
export declare function emit(payload: usize, length: i32): i32;
