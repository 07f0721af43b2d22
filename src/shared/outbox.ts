import * as z from 'zod';
import type { Collection } from './documents.ts';
import { oid } from './documents.ts';
import { isKnown, subscribersOf, type Envelope, type Subscriber } from './domain-events.ts';
import type { AnyId } from './ids.ts';
import { log } from './log.ts';
import { ask, type Reply } from './reply.ts';
import { storedDate } from './stored.ts';

/** The sending end of a queue. */
export interface EventQueue {
  sendBatch(messages: { body: unknown }[]): Promise<unknown>;
  /** How many messages wait in it, and since when the longest. */
  metrics?(): Promise<{ backlogCount: number; oldestMessageTimestamp?: Date } & Partial<Disposable>>;
}

export type QueuesBySubscriber = Readonly<Record<Subscriber, EventQueue>>;

/** Which of these messages a subscriber has dealt with: taken effect, or parked as dead letters. */
export type AskHandled = (subscriber: Subscriber, ids: string[]) => Promise<string[]>;

/**
 * How long a piece of work may take before a sweep takes it for abandoned, and an event before it is sent again: far longer
 * than any request lives. Tests of dying processes shorten it by the variable SETTLE_AFTER_MS.
 */
export const SETTLE_AFTER_MS = 60_000;
const SETTLED_AT_ONCE = 100;
const PAGES_PER_SWEEP = 5;
const MOST_PATIENCE = 10;
const QUEUE_BATCH = 100;

/** Sends events to everyone who hears them: one queue per subscriber. Sending twice is harmless, consumers dedupe. */
export async function send(envelopes: readonly Envelope[], queues: QueuesBySubscriber): Promise<void> {
  const bySubscriber = new Map<Subscriber, Envelope[]>();
  for (const envelope of envelopes) {
    for (const subscriber of subscribersOf(envelope.type)) {
      bySubscriber.set(subscriber, [...(bySubscriber.get(subscriber) ?? []), envelope]);
    }
  }
  await Promise.all(
    [...bySubscriber].map(async ([subscriber, heard]) => {
      for (let from = 0; from < heard.length; from += QUEUE_BATCH) {
        await queues[subscriber].sendBatch(heard.slice(from, from + QUEUE_BATCH).map((body) => ({ body })));
      }
    }),
  );
}

/** A driving document as far as settling it goes. */
interface Unsettled {
  _id: AnyId;
  version: number;
  outbox: Envelope[];
  unsettledSince?: Date | undefined;
}

/** What a collection has left to settle. */
export interface Backlog {
  collection: string;
  documents: number;
  /** In their outboxes, until every subscriber has them. */
  events: number;
  oldestSince: Date | null;
}

/** What these collections have left to settle, counted in the store. What is under way just now counts too. */
export function backlogOf(
  collections: Readonly<Record<string, Pick<Collection<never>, 'aggregate'>>>,
): Promise<Backlog[]> {
  const Row = z.object({ documents: z.int(), events: z.int(), oldestSince: storedDate });
  const pipeline = [
    { $match: { unsettledSince: { $gte: new Date(0) } } },
    {
      $group: {
        _id: null,
        documents: { $sum: 1 },
        events: { $sum: { $size: { $ifNull: ['$outbox', []] } } },
        oldestSince: { $min: '$unsettledSince' },
      },
    },
  ];
  return Promise.all(
    Object.entries(collections).map(async ([collection, opened]) => {
      const [row] = await opened.aggregate(pipeline, Row);
      return { collection, ...(row ?? { documents: 0, events: 0, oldestSince: null }) };
    }),
  );
}

/** What settling a collection needs. */
interface Settling<Document> {
  now: Date;
  traceId: string;
  queues: QueuesBySubscriber;
  askHandled: AskHandled;
  settleAfterMs: number;
  /** Completes a document's follow-ups; false where something is still open. */
  finish?: (document: Document) => Promise<boolean>;
  /** At most so many times a hundred documents. */
  pages?: number;
}

/**
 * Settles the documents of a collection that have been unsettled for `settleAfterMs`, oldest first, a bounded number per
 * run: finishes their follow-ups, takes out events that every subscriber has, sends the others again, and clears the mark
 * when nothing is left. Safe to run twice, or late: each step is repeatable and the clearing write expects what was read.
 * What makes no progress goes to the back of the line, so that it never keeps the others waiting.
 */
export async function settle<Document extends Unsettled>(
  collection: Collection<Document>,
  deps: Settling<Document>,
): Promise<{ settled: number; resent: number }> {
  const done = { settled: 0, resent: 0 };
  for (let page = 0; page < (deps.pages ?? PAGES_PER_SWEEP); page += 1) {
    const { seen, settled, resent } = await settlePage(collection, deps);
    done.settled += settled;
    done.resent += resent;
    if (seen < SETTLED_AT_ONCE) break;
  }
  return done;
}

async function settlePage<Document extends Unsettled>(collection: Collection<Document>, deps: Settling<Document>) {
  const { now, traceId, settleAfterMs } = deps;
  const due = { unsettledSince: { $lt: new Date(now.getTime() - settleAfterMs) } };
  const unreadable: AnyId[] = [];
  const documents = await collection.find(due, {
    sort: { unsettledSince: 1 },
    limit: SETTLED_AT_ONCE,
    unreadable: (documentId, error) => {
      log('error', 'settle-failed', { traceId, documentId, error });
      unreadable.push(documentId);
    },
  });
  const handled = await handledBySubscriber(
    documents.flatMap((document) => document.outbox),
    deps.askHandled,
  );
  // What nobody in this release knows is kept for the one that wrote it.
  const isDelivered = ({ id, type }: Envelope) =>
    isKnown(type) && subscribersOf(type).every((subscriber) => handled.get(subscriber)?.has(id));

  let settled = 0;
  const resend: Envelope[] = [];
  for (const document of documents) {
    try {
      const finished = (await deps.finish?.(document)) ?? true;
      const delivered = document.outbox.filter(isDelivered).map(({ id }) => id);
      const remaining = document.outbox.filter((envelope) => !isDelivered(envelope));
      resend.push(...remaining);
      if (finished && remaining.length === 0) {
        settled += (await clear(collection, document)) ? 1 : 0;
      } else {
        await putBack(collection, document, finished ? waitingSince(remaining, now, settleAfterMs) : now, delivered);
      }
    } catch (error) {
      // One document that cannot be settled must not keep the others waiting: it is met again after them.
      log('error', 'settle-failed', { traceId, documentId: document._id, error });
      await putBack(collection, document, now);
    }
  }
  for (const _id of unreadable) await collection.update({ _id: oid(_id), ...due }, { $set: { unsettledSince: now } });
  await send(resend, deps.queues);
  return { seen: documents.length + unreadable.length, settled, resent: resend.length };
}

/**
 * From when on events that were just sent again count as waiting. The longer they have been on their way, the longer they are
 * given before they are sent anew: half as long again, at most ten times the usual. A subscriber that was down for an hour
 * finds a dozen copies of each when it is back, not sixty.
 */
function waitingSince(events: readonly Envelope[], now: Date, settleAfterMs: number): Date {
  const oldest = Math.min(...events.map(({ occurredAt }) => new Date(occurredAt).getTime()));
  const pauseMs = Math.min(Math.max((now.getTime() - oldest) / 2, settleAfterMs), MOST_PATIENCE * settleAfterMs);
  return new Date(now.getTime() + pauseMs - settleAfterMs);
}

/** Empties the outbox and clears the mark, unless the document got new business since it was read. */
const clear = <Document extends Unsettled>(collection: Collection<Document>, document: Document) =>
  collection.update(
    {
      _id: oid(document._id),
      // New business may leave the mark as it is: it only ever moves to an earlier time.
      version: document.version,
      unsettledSince: document.unsettledSince,
      outbox: { $size: document.outbox.length },
    },
    { $set: { outbox: [] }, $unset: { unsettledSince: '' } },
  );

/** Takes out what is delivered and goes to the back of the line, so that a stuck document does not block the rest. */
const putBack = <Document extends Unsettled>(
  collection: Collection<Document>,
  document: Document,
  unsettledSince: Date,
  delivered: string[] = [],
) =>
  collection.update(
    { _id: oid(document._id), unsettledSince: document.unsettledSince },
    {
      $set: { unsettledSince },
      ...(delivered.length > 0 && { $pull: { outbox: { id: { $in: delivered } } } }),
    },
  );

async function handledBySubscriber(
  envelopes: Envelope[],
  askHandled: AskHandled,
): Promise<Map<Subscriber, Set<string>>> {
  const asked = new Map<Subscriber, string[]>();
  for (const { id, type } of envelopes) {
    for (const subscriber of subscribersOf(type)) asked.set(subscriber, [...(asked.get(subscriber) ?? []), id]);
  }
  const answers = await Promise.all(
    [...asked].map(async ([subscriber, ids]) => [subscriber, new Set(await askHandled(subscriber, ids))] as const),
  );
  return new Map(answers);
}

/** What a subscriber's Worker offers to those who send to it. */
export interface HandlesEvents {
  /** Which of these messages have taken their effect here. */
  handled(traceparent: string, ids: string[]): Promise<Reply<string[]>>;
}

/** Where messages go that can never be handled: the operations Worker's dead letters. */
export interface KeepsDeadLetters {
  park(traceparent: string, letter: { subscriber: Subscriber; body: unknown; error: string }): Promise<Reply<true>>;
  /** Which of these messages are parked for this subscriber. */
  parked(traceparent: string, subscriber: Subscriber, ids: string[]): Promise<Reply<string[]>>;
}

/**
 * Asks the subscriber's Worker, and for what it does not have the dead letters. Where one cannot be reached, it has, for
 * now, dealt with nothing: the messages are sent again, which is harmless.
 */
export const askHandledOver =
  (
    trace: { traceId: string; traceparent: string },
    colleagues: Readonly<Record<Subscriber, HandlesEvents>>,
    operations: KeepsDeadLetters,
  ): AskHandled =>
  async (subscriber, ids) => {
    try {
      const handled = await ask(subscriber, colleagues[subscriber].handled(trace.traceparent, ids));
      const others = ids.filter((id) => !handled.includes(id));
      if (others.length === 0) return handled;
      return [...handled, ...(await ask('operations', operations.parked(trace.traceparent, subscriber, others)))];
    } catch (error) {
      log('warn', 'handled-unknown', { traceId: trace.traceId, subscriber, error });
      return [];
    }
  };
