import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, DuplicateKey, oid, untold } from '#shared/documents';
import { endpoint, etagOf, reply } from '#shared/endpoint';
import { conflict } from '#shared/errors';
import { text } from '#shared/fields';
import { CalendarFeedId, newId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import type { StoredCalendarFeed } from '../calendar-feed.documents.ts';
import { CalendarFeedWithUrlView, toCalendarFeedView } from '../calendar-feed.view.ts';
import { hashOfSecret, newSecret, urlOf } from '../calendar-secret.ts';
import type { Deps } from '../ports.ts';

/** One for each of somebody's devices and calendars. Two at once may make it one more. */
const MOST = 10;

const CreateCalendarFeed = z.strictObject({
  name: text(1, 100)
    .nullable()
    .default(null)
    .meta({ example: 'My phone', description: 'To tell it from the person’s other ones' }),
});

/** Makes an address under which the caller's calendar is read without signing in. */
export async function createCalendarFeed(
  { name }: z.infer<typeof CreateCalendarFeed>,
  id: CalendarFeedId,
  actor: SignedIn,
  deps: Pick<Deps, 'feeds' | 'publish'>,
  call: Call,
): Promise<{ feed: StoredCalendarFeed; secret: string }> {
  const count = await deps.feeds.count({ userId: oid(actor.userId), live: true });
  if (count >= MOST) throw conflict(`There are ${MOST} calendar feeds already: delete one first`);

  const now = call.now();
  const secret = newSecret();
  const events = [audited(actor, 'calendar-feeds:manage', 'calendar-feed', id, call)];
  const feed: StoredCalendarFeed = {
    _id: id,
    ...firstVersion(now),
    ...untold(now, events),
    userId: actor.userId,
    name,
    secretHash: await hashOfSecret(secret),
    lastReadOn: null,
    live: true,
  };
  try {
    await deps.feeds.insert(feed);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    return { feed: await withSecret(id, secret, deps, now), secret };
  }
  deps.publish(events);
  return { feed, secret };
}

/** The same creation again, after its answer was lost: nobody has seen the secret, and nobody can, so it gets this one. */
async function withSecret(
  id: CalendarFeedId,
  secret: string,
  { feeds }: Pick<Deps, 'feeds'>,
  now: Date,
): Promise<StoredCalendarFeed> {
  await feeds.update({ _id: oid(id), live: true }, change(now, { set: { secretHash: await hashOfSecret(secret) } }));
  const standing = await feeds.findOne({ _id: oid(id), live: true });
  if (!standing) throw conflict('This calendar feed was made and revoked again');
  return standing;
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/calendar-feeds',
    access: 'calendar-feeds:manage',
    summary: 'Make a secret address under which calendars read the caller’s bookings without signing in',
    body: CreateCalendarFeed,
    bodyOptional: true,
    answers: {
      201: { description: 'The new feed, with the address to subscribe to', body: CalendarFeedWithUrlView, etag: true },
    },
    refuses: ['CONFLICT'],
  },
  async ({ body, actor, deps, call, origin, newId: givenId }) => {
    const id = CalendarFeedId.parse(givenId ?? newId<CalendarFeedId>());
    const { feed, secret } = await createCalendarFeed(body, id, actor, deps, call);
    return reply(
      201,
      { ...toCalendarFeedView(feed), url: urlOf(secret, origin) },
      { etag: etagOf(feed.version), headers: { location: `/api/calendar-feeds/${id}` } },
    );
  },
);
