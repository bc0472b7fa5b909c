import fc from "fast-check";
import { expect, test } from "vitest";
import type { ServiceEvent } from "../../../runtime/sandbox/contract.ts";
import {
  INBOX_ANSWER_BYTES_MAX,
  INBOX_ANSWERS_MAX,
  INBOX_BYTES_MAX,
  INBOX_EVENTS_MAX,
  Inbox,
} from "../../../runtime/sandbox/queue/inbox.ts";
import { event } from "../support.ts";

interface Entry {
  readonly event: ServiceEvent;
  readonly nth: number;
}

const from = (sender: number, nth = 0, payload = new Uint8Array(0)): Entry => ({
  nth,
  event: event({ previous: new Uint8Array(32).fill(sender), payload }),
});
const complete = (length = 0): Entry => ({
  nth: 0,
  event: event({ kind: "complete", payload: new Uint8Array(length) }),
});
const senderOf = ({ event: { previous } }: Entry) => previous[0];
const everything = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

test("a sender that floods gets half of the inbox, and later senders find space", () => {
  const inbox = new Inbox<Entry>();
  let flooded = 0;
  while (inbox.push(from(1))) flooded++;
  expect(flooded).toBe(INBOX_EVENTS_MAX / 2);
  let second = 0;
  while (inbox.push(from(2))) second++;
  expect(second).toBe(INBOX_EVENTS_MAX / 4);
  expect(inbox.push(from(1))).toBe(false);
  expect(inbox.push(from(3))).toBe(true);
});

test("a sender that floods does not delay a sender of few events", () => {
  const inbox = new Inbox<Entry>();
  for (let nth = 0; nth < 500; nth++) inbox.push(from(1, nth));
  inbox.push(from(2));
  expect(inbox.take(16, 1_000).map(senderOf)).toContain(2);
});

test("the events of one sender keep their order, in whatever batches they are taken and put back", () => {
  const pushes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 200 });
  const takes = fc.array(fc.record({ max: fc.integer({ min: 1, max: 20 }), back: fc.nat(20) }));
  fc.assert(
    fc.property(pushes, takes, (senders, batches) => {
      const inbox = new Inbox<Entry>();
      senders.forEach((sender, nth) => expect(inbox.push(from(sender, nth))).toBe(true));
      const got: Entry[] = [];
      for (const { max, back } of batches) {
        const taken = inbox.take(max, 1_000);
        inbox.putBack(taken.splice(Math.max(0, taken.length - back)));
        got.push(...taken);
      }
      got.push(...inbox.take(...everything));
      expect(inbox.length).toBe(0);
      expect(got).toHaveLength(senders.length);
      for (const sender of [1, 2, 3, 4]) {
        const order = got.filter((entry) => senderOf(entry) === sender).map(({ nth }) => nth);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }
    }),
  );
});

test("payload bytes are bounded in total and by sender, and taken events free space again", () => {
  const inbox = new Inbox<Entry>();
  const large = new Uint8Array(262_144);
  let taken = 0;
  while (inbox.push(from(1, 0, large))) taken++;
  expect(taken).toBe(INBOX_BYTES_MAX / 2 / large.length);
  expect(inbox.push(from(2, 0, large))).toBe(true);
  expect(inbox.take(100, 2 * large.length)).toHaveLength(2);
  expect(inbox.push(from(1, 0, large))).toBe(true);
});

test("one event is taken even if it is larger than a batch", () => {
  const inbox = new Inbox<Entry>();
  inbox.push(from(1, 0, new Uint8Array(100)));
  inbox.push(from(1, 1, new Uint8Array(100)));
  expect(inbox.take(10, 50)).toHaveLength(1);
  expect(inbox.take(10, 50)).toHaveLength(1);
});

test("completions are queued when messages are refused, up to their own limits", () => {
  const inbox = new Inbox<Entry>();
  for (let sender = 0; sender < 30; sender++) while (inbox.push(from(sender)));
  expect(inbox.push(from(99))).toBe(false);
  expect(inbox.push(complete())).toBe(true);
  while (inbox.length < INBOX_ANSWERS_MAX) inbox.push(complete());
  expect(inbox.push(complete())).toBe(false);

  const other = new Inbox<Entry>();
  for (let bytes = 0; bytes < INBOX_ANSWER_BYTES_MAX; bytes += 262_144)
    expect(other.push(complete(262_144))).toBe(true);
  expect(other.push(complete(1))).toBe(false);
  expect(other.push(complete(0))).toBe(true);
});
