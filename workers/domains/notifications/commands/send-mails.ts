import pLimit from 'p-limit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { newId, type MessageId } from '#shared/ids';
import { log } from '#shared/log';
import { nextAttemptAt } from '../domain/mail-attempt.ts';
import type { StoredMail } from '../mail.documents.ts';
import { TAKEN_WITHIN_MS } from '../mail-transport.ts';
import type { Deps } from '../ports.ts';
import { linkTo, writeLinkMail } from '../write-mail.ts';

const AT_ONCE = 4;
const PER_RUN = 40;
/** What goes on after an answer may take 30 s (Workers: limits): the last attempt begins so that it, too, can end. */
const BEGIN_WITHIN_MS = 12_000;

/** Sends the mails that are due, oldest first and a bounded number per run. Nothing where no sending is configured. */
export async function sendDueMails(deps: Deps, call: Call): Promise<void> {
  if (!deps.mailing) return;
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
        if (call.now().getTime() <= beginUntil) await sendMail(mail, deps, call);
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
async function sendMail(mail: StoredMail, deps: Deps, call: Call): Promise<void> {
  const now = call.now();
  const claimed: StoredMail = {
    ...mail,
    dueAt: new Date(now.getTime() + TAKEN_WITHIN_MS + deps.settleAfterMs),
    attempts: mail.attempts + 1,
    replayAs: mail.replayAs ?? newId<MessageId>(now),
  };
  const { dueAt, attempts, replayAs } = claimed;
  const isMine = await deps.mails.update(
    { _id: oid(mail._id), status: 'pending', dueAt: mail.dueAt },
    { $set: { dueAt, attempts, replayAs: replayAs && oid(replayAs) } },
  );
  if (!isMine) return;

  try {
    const written = await write(claimed, deps);
    if (!written) return await note(claimed, { status: 'cancelled', endedAt: call.now() }, deps, call);
    await written();
  } catch (error) {
    const again = nextAttemptAt(attempts, call.now());
    log('warn', 'mail-not-taken', { traceId: mail.traceId, mailId: mail._id, attempts, error });
    if (again) return note(claimed, { dueAt: again }, deps, call);
    // Parked first, noted last: whoever dies in between leaves it to be parked again, as the same letter.
    await deps.park({ subscriber: 'notifications', body: askedAnew(claimed), error: reasonOf(error) });
    return note(claimed, { status: 'failed', endedAt: call.now() }, deps, call);
  }
  return note(claimed, { status: 'sent', endedAt: call.now() }, deps, call);
}

/** What sends the mail, with a token made just now; null where its reader is gone. */
async function write({ _id, userId, mail, attempts }: StoredMail, deps: Deps): Promise<(() => Promise<void>) | null> {
  const { mailing } = deps;
  const reader = mailing && (await deps.addressee(userId));
  if (!reader) return null;
  const token = await deps.mintLinkToken(userId, mail);
  if (!token) return null;
  const words = writeLinkMail(mail, reader, linkTo(mailing.frontEnd, mail, token));
  const domain = mailing.from.slice(mailing.from.indexOf('@') + 1);
  return () =>
    mailing.send({ ...words, messageId: `${_id}@${domain}`, attempt: attempts, from: mailing.from, to: reader.email });
}

/** The message that asks for the mail anew. Not the one that asked first: that one has taken its effect. */
const askedAnew = ({ replayAs, userId, mail, createdAt, traceId }: StoredMail) => ({
  id: replayAs,
  type: 'mail.requested',
  version: 1,
  occurredAt: createdAt.toISOString(),
  traceId,
  data: { userId, mail },
});

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Writes what came of an attempt, unless the claim ran out meanwhile and somebody else took over. */
async function note(
  claimed: StoredMail,
  result: Partial<Pick<StoredMail, 'status' | 'dueAt' | 'endedAt'>>,
  deps: Deps,
  call: Call,
): Promise<void> {
  const { _id, traceId, mail, attempts, dueAt } = claimed;
  const isNoted = await deps.mails.update(
    { _id: oid(_id), status: 'pending', dueAt },
    change(call.now(), { set: result }),
  );
  log('info', 'mail-attempted', { traceId, mailId: _id, mail, attempts, status: result.status ?? 'pending', isNoted });
}
