// A guestbook for each key: "sign NAME" adds an entry, "read" lists them. Entries are in the replicated
// storage, so that they survive the failure of nodes.
import { E_INVALID, message, net, OK, storage, text, unpack, utf8 } from "prost/service";

/**
 * Tokens of messages, by the pending operation. In memory: if the instance ends, the application must ask
 * again.
 */
const waiting = new Map<i64, i64>();

export function deliver(): void {
  const words = message.text();
  let token: i64 = E_INVALID;
  if (words.startsWith("sign ")) token = storage.put(message.key(), utf8(words.slice(5)), utf8("was here"));
  else if (words == "read") token = storage.list(message.key());
  if (token > 0) waiting.set(token, message.token());
  else message.respond("say `sign NAME` or `read`");
}

export function complete(): void {
  const token = message.token();
  if (!waiting.has(token)) return;
  const reply = waiting.get(token);
  waiting.delete(token);
  if (message.status() != OK) {
    net.respond(reply, utf8(`not now (status ${message.status()}); try again`));
    return;
  }
  const entries = unpack(message.payload());
  let answer = entries.length == 0 ? "thank you" : "";
  for (let i = 0; i < entries.length; i++) answer += `${text(entries[i].key)} ${text(entries[i].value)}\n`;
  net.respond(reply, utf8(answer));
}
