// Tickets for each key, numbered from 1, each given out once: "take" answers with the next number. The number
// is in a register, which changes in one order for all nodes, so any node may give out tickets.
import { E_CONFLICT, E_NOT_FOUND, Key, message, net, OK, register, utf8 } from "prost/service";

const ATTEMPTS_MAX: i32 = 8;

class Asker {
  constructor(
    readonly reply: i64,
    readonly key: Key,
    readonly attempts: i32,
    /** The number that is being taken; 0 while the register is read. */
    readonly number: i64,
  ) {}
}
/** In memory: if the instance ends, a number may be lost. */
const askers = new Map<i64, Asker>();

export function deliver(): void {
  if (message.text() != "take") {
    message.respond("say `take`");
    return;
  }
  wait(register.read(message.key()), new Asker(message.token(), message.key(), 0, 0));
}

export function complete(): void {
  const token = message.token();
  if (!askers.has(token)) return;
  const asker = askers.get(token);
  askers.delete(token);
  const status = message.status();
  if (asker.number > 0 && status == OK) return answer(asker, asker.number.toString());
  const isKnown = status == OK || status == E_NOT_FOUND || status == E_CONFLICT;
  // The register may or may not have been set, so this number is given to no one.
  if (!isKnown || asker.attempts >= ATTEMPTS_MAX) return answer(asker, `not now (status ${status})`);
  const version = register.version();
  const number = version + 1;
  const set = register.set(asker.key, version, utf8(number.toString()));
  wait(set, new Asker(asker.reply, asker.key, asker.attempts + 1, number));
}

function wait(token: i64, asker: Asker): void {
  if (token > 0) askers.set(token, asker);
  else answer(asker, `not now (status ${token})`);
}

function answer(asker: Asker, words: string): void {
  net.respond(asker.reply, utf8(words));
}
