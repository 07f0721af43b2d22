import pLimit from 'p-limit';
import * as z from 'zod';
import type { Call } from '#shared/call';
import { oid, type Query } from '#shared/documents';
import { newId, type MessageId } from '#shared/ids';
import { DAY_MS } from '#shared/instant';
import { log } from '#shared/log';
import { batchAfter } from '../domain/booking-batch.ts';
import { nextAttemptAt } from '../domain/mail-attempt.ts';
import { bookingLetter } from '../letters/booking-letter.ts';
import type { Letter, Mailing, Written } from '../letters/letter.ts';
import { invoiceLetter } from '../letters/invoice-letter.ts';
import { linkLetter } from '../letters/link-letter.ts';
import { invoiceOf, readerOf, StoredSeen, type StoredMail } from '../mail.documents.ts';
import { TAKEN_WITHIN_MS } from '../mail-transport.ts';
import type { Deps } from '../ports.ts';

const AT_ONCE = 4;
const PER_RUN = 40;
/** What goes on after an answer may take 30 s (Workers: limits): the last attempt begins so that it, too, can end. */
const BEGIN_WITHIN_MS = 12_000;
/** So long a mail that has ended is kept; one about a booking so long after the booking, whose cancellation may come late. */
const KEPT_MS = 30 * DAY_MS;

/** Sends the mails that are due, oldest first and a bounded number per run. Nothing where no sending is configured. */
export async function sendDueMails(deps: Deps, call: Call): Promise<void> {
  const { mailing } = deps;
  if (!mailing) return;
  const now = call.now();
  const beginUntil = now.getTime() + BEGIN_WITHIN_MS;
  const due = await deps.mails.find(
    { status: 'pending', dueAt: { $lte: now } },
    { sort: { dueAt: 1 }, limit: PER_RUN },
  );
  const oneOfAFew = pLimit(AT_ONCE);
  await Promise.all(
    due.map((mail) =>
      oneOfAFew(async () => {
        if (call.now().getTime() <= beginUntil) await sendMail(mail, mailing, deps, call);
      }).catch((error: unknown) => {
        // One mail that cannot be sent must not keep the others waiting; it is due again when its claim runs out.
        log('error', 'mail-turn-failed', { traceId: mail.traceId, mailId: mail._id, error });
      }),
    ),
  );
}

/**
 * Sends a mail once, unless somebody else is at it. It is claimed by a conditional write for as long as sending can take;
 * whoever dies between sending and noting leaves a claim that runs out, and the mail goes out twice.
 */
async function sendMail(mail: StoredMail, mailing: Mailing, deps: Deps, call: Call): Promise<void> {
  const claimed = await claim(mail, deps, call);
  if (!claimed) return;
  let written: Written;
  try {
    written = await write(claimed, mailing, deps);
    if (written.letter) await mailing.send({ ...written.letter, ...envelopeOf(claimed, written.letter, mailing) });
  } catch (error) {
    const again = nextAttemptAt(claimed.attempts, call.now());
    log('warn', 'mail-not-taken', { traceId: mail.traceId, mailId: mail._id, attempts: claimed.attempts, error });
    if (again) return noteLater(claimed, again, deps, call);
    // Parked first, noted last: whoever dies in between leaves it to be parked again, as the same letter.
    await deps.park({ subscriber: 'notifications', body: askedAnew(claimed), error: reasonOf(error) });
    return noteEnd(claimed, 'failed', {}, deps, call);
  }
  return noteEnd(claimed, written.letter ? 'sent' : 'cancelled', written, deps, call);
}

/** The mail as claimed, or null where somebody else is at it, or it was asked for anew just now. */
async function claim(mail: StoredMail, deps: Deps, call: Call): Promise<StoredMail | null> {
  const now = call.now();
  const claimed: StoredMail = {
    ...mail,
    dueAt: new Date(now.getTime() + TAKEN_WITHIN_MS + deps.settleAfterMs),
    attempts: mail.attempts + 1,
    replayAs: mail.replayAs ?? newId<MessageId>(now),
  };
  const { dueAt, attempts, replayAs } = claimed;
  const isMine = await deps.mails.update(
    { _id: oid(mail._id), status: 'pending', dueAt: mail.dueAt, ...asAsked(mail) },
    {
      $set: {
        dueAt,
        attempts,
        replayAs: replayAs && oid(replayAs),
        ...(mail.booking && { 'booking.isClaimed': true, 'booking.wasBegun': true }),
      },
    },
  );
  return isMine ? claimed : null;
}

/** What is to be sent, from what its owners say now. */
function write(mail: StoredMail, mailing: Mailing, deps: Deps): Promise<Written> {
  switch (mail.mail) {
    case 'booking':
      return bookingLetter(mail, readerOf(mail), mailing, deps);
    case 'invoice':
      return invoiceLetter(invoiceOf(mail), mailing, deps);
    default:
      return linkLetter(mail.mail, readerOf(mail), mailing, deps);
  }
}

function envelopeOf({ _id }: StoredMail, { edition }: Letter, { from }: Mailing) {
  const domain = from.slice(from.indexOf('@') + 1);
  return { from, messageId: edition === null ? `${_id}@${domain}` : `${_id}.${edition}@${domain}` };
}

/** The message that asks for the mail anew. Not the one that asked first: that one has taken its effect. */
const askedAnew = ({ replayAs, createdAt, traceId, ...mail }: StoredMail) => ({
  id: replayAs,
  type: 'mail.requested',
  version: 1,
  occurredAt: createdAt.toISOString(),
  traceId,
  data: {
    mail: mail.mail,
    ...(mail.userId !== null && { userId: mail.userId }),
    ...(mail.booking && { bookingId: mail.booking.bookingId }),
    ...(mail.invoiceId !== null && { invoiceId: mail.invoiceId }),
  },
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The mail was not taken: it is tried again. */
async function noteLater(claimed: StoredMail, dueAt: Date, deps: Deps, call: Call): Promise<void> {
  const isNoted = await noteIfMine(claimed, {}, { dueAt }, deps, call);
  logAttempt(claimed, 'pending', isNoted);
}

/**
 * Writes what came of the mail, unless the claim ran out meanwhile and somebody else took over. A mail about a booking to
 * which more has happened since the claim goes on waiting instead, with what its reader knows now.
 */
async function noteEnd(
  claimed: StoredMail,
  status: Exclude<StoredMail['status'], 'pending'>,
  { letter, told }: Partial<Written>,
  deps: Deps,
  call: Call,
): Promise<void> {
  const now = call.now();
  const { booking } = claimed;
  const knowledge = {
    ...(told && { 'booking.told': z.encode(StoredSeen, told) }),
    ...(letter === null && booking && { 'booking.wasBegun': booking.wasBegun }),
  };
  const lastUse = Math.max(now.getTime(), told?.end.getTime() ?? 0);
  const ended = { status, expiresAt: new Date(lastUse + KEPT_MS), ...knowledge };
  const isNoted = await noteIfMine(claimed, asAsked(claimed), ended, deps, call);
  logAttempt(claimed, status, isNoted);
  if (isNoted || !booking) return;

  const { dueAt, latestAt } = batchAfter(null, false, now);
  const goesOn = { dueAt, 'booking.latestAt': latestAt, attempts: 0, replayAs: null, ...knowledge };
  await noteIfMine(claimed, {}, goesOn, deps, call);
}

const noteIfMine = (claimed: StoredMail, expected: Query, result: Query, deps: Deps, call: Call): Promise<boolean> =>
  deps.mails.update(
    { _id: oid(claimed._id), status: 'pending', dueAt: claimed.dueAt, ...expected },
    {
      $set: { ...result, ...(claimed.booking && { 'booking.isClaimed': false }), updatedAt: call.now() },
      $inc: { version: 1 },
    },
  );

/** Matches a mail that nobody has asked for since it was read. */
const asAsked = (mail: StoredMail): Query => (mail.booking ? { 'booking.asks': mail.booking.asks } : {});

function logAttempt({ _id, traceId, mail, attempts }: StoredMail, status: StoredMail['status'], isNoted: boolean) {
  log('info', 'mail-attempted', { traceId, mailId: _id, mail, attempts, status, isNoted });
}
