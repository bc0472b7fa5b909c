// A shopping list for each key: "add MILK", "bought MILK", "list". Several people may change it at the same
// time, also in a partitioned overlay. Copies that were changed independently converge to the same list.
//
// The list is a causal length set (Yu and Rostad, "A Low-Cost Set CRDT Based on Causal Lengths", 2020): for
// each item it has the number of additions and purchases, which is odd while the item is wanted. The greater
// number is the later one.
import {
  areSorted,
  Bytes,
  E_NOT_FOUND,
  Entries,
  Key,
  merged,
  message,
  net,
  OK,
  Reader,
  RULE_ACCEPT,
  RULE_REFUSE,
  rule,
  single,
  text,
  unite,
  utf8,
  Writer,
} from "prost/service";

const NO_FIELD = new Uint8Array(0);
const THINGS_MAX: i32 = 1000;

/** Accepts well-formed lists only. */
export function validate(): i32 {
  const list = rule.value();
  if (rule.field().length > 0 || !areSorted(list)) return RULE_REFUSE;
  const entries = new Entries(list);
  let count = 0;
  while (entries.next()) {
    if (entries.keyLength == 0 || entries.valueLength != 4) return RULE_REFUSE;
    if (lengthOf(entries.value()) == 0 || ++count > THINGS_MAX) return RULE_REFUSE;
  }
  return RULE_ACCEPT;
}

/** The union of two lists. */
export function merge(): void {
  rule.answer(unite(rule.value(), rule.other(), (a, b) => (lengthOf(a) > lengthOf(b) ? a : b)));
}

/** A pending answer. In memory: if the instance ends, the application must ask again. */
class Wish {
  constructor(
    readonly reply: i64,
    readonly key: Bytes,
    readonly words: string,
  ) {}
}
const wishes = new Map<i64, Wish>();

export function deliver(): void {
  const words = message.text();
  const isKnown = words == "list" || thingIn(words).length > 0;
  const token = isKnown ? merged.get(message.key(), NO_FIELD) : -1;
  if (token > 0) wishes.set(token, new Wish(message.token(), message.key().bytes, words));
  else message.respond("say `add THING`, `bought THING` or `list`");
}

export function complete(): void {
  const token = message.token();
  if (!wishes.has(token)) return;
  const wish = wishes.get(token);
  wishes.delete(token);
  const status = message.status();
  // The result of `get`, or of the `put` after it.
  if (wish.key.length == 0) return answer(wish, status == OK ? "thank you" : `not now (status ${status})`);
  if (status != OK && status != E_NOT_FOUND) return answer(wish, `not now (status ${status})`);
  const list = message.payload();
  if (wish.words == "list") return answer(wish, wantedOf(list));
  const thing = utf8(thingIn(wish.words));
  const length = lengthIn(list, thing);
  const isWanted = (length & 1) == 1;
  if (isWanted == wish.words.startsWith("add ")) return answer(wish, "thank you");
  const put = merged.put(new Key(wish.key), NO_FIELD, single(thing, new Writer(4).u32(length + 1).done()));
  if (put > 0) wishes.set(put, new Wish(wish.reply, NO_FIELD, wish.words));
  else answer(wish, `not now (status ${put})`);
}

function answer(wish: Wish, words: string): void {
  net.respond(wish.reply, utf8(words));
}

function thingIn(words: string): string {
  if (words.startsWith("add ")) return words.slice(4);
  return words.startsWith("bought ") ? words.slice(7) : "";
}

function lengthIn(list: Bytes, thing: Bytes): u32 {
  const entries = new Entries(list);
  while (entries.next()) if (text(entries.key()) == text(thing)) return lengthOf(entries.value());
  return 0;
}

function wantedOf(list: Bytes): string {
  let wanted = "";
  const entries = new Entries(list);
  while (entries.next()) if ((lengthOf(entries.value()) & 1) == 1) wanted += `${text(entries.key())}\n`;
  return wanted;
}

function lengthOf(value: Bytes): u32 {
  return new Reader(value).u32();
}
