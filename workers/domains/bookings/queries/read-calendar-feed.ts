import * as z from 'zod';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { toICalendar } from '#shared/icalendar';
import { dayOf } from '#shared/instant';
import { ask } from '#shared/reply';
import { shortHash } from '#shared/short-hash';
import { hashOfSecret, secretIn } from '../calendar-secret.ts';
import type { StoredCalendarFeed } from '../calendar-feed.documents.ts';
import { entriesOf } from '../entries-of-calendar.ts';
import type { CalendarOwner, Deps } from '../ports.ts';

const ICALENDAR = 'text/calendar';
/** Calendars that heed it ask once an hour; the others as often as they like. */
const REFRESH_SECONDS = 60 * 60;

/** The calendar of whoever was given this secret, as RFC 5545 writes it. Throws 404 where there is none. */
async function calendarUnder(file: string, deps: Deps, call: Call): Promise<string> {
  const { feed, owner } = await findOwner(file, deps);
  const entries = await entriesOf(owner, deps, call.now());
  // A calendar of an error would have told the person that nothing is booked.
  if (entries === null) throw notFound('The calendar');
  noteRead(feed, deps, call);
  return toICalendar(entries, { name: 'ThenorSound', refreshSeconds: REFRESH_SECONDS });
}

async function findOwner(file: string, deps: Deps): Promise<{ feed: StoredCalendarFeed; owner: CalendarOwner }> {
  const secret = secretIn(file);
  const feed = secret && (await deps.feeds.findOne({ secretHash: await hashOfSecret(secret), live: true }));
  const owner = feed && (await ask('users', deps.calendarOwner(feed.userId)));
  if (!feed || !owner) throw notFound('The calendar');
  return { feed, owner };
}

/** At most one write a day and feed, behind the answer: what it is for is to see which feeds nobody reads any more. */
function noteRead(feed: StoredCalendarFeed, { feeds }: Pick<Deps, 'feeds'>, call: Call): void {
  const lastReadOn = dayOf(call.now());
  if (feed.lastReadOn === lastReadOn) return;
  call.afterAnswer(feeds.update({ _id: oid(feed._id), live: true }, { $set: { lastReadOn } }));
}

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/calendar/{file}',
    access: 'anyone',
    summary: 'Read a calendar under its secret address, without signing in: for calendars that subscribe to it',
    params: z.object({
      file: z.string().meta({
        example: 'sQv0Yq3mP1x8dJk2Lr7TzNwB5cHfG4aEuV9iO6ntKXo.ics',
        description: 'The secret, and `.ics`',
      }),
    }),
    answers: {
      200: {
        description: 'The calendar: RFC 5545, from 90 days ago until 400 days ahead',
        body: z.string(),
        etag: true,
        files: [ICALENDAR],
        onlyFiles: true,
      },
    },
    refuses: ['NOT_FOUND', 'SERVICE_UNAVAILABLE'],
  },
  async ({ params, deps, call }) => {
    const calendar = await calendarUnder(params.file, deps, call);
    return reply(200, calendar, {
      etag: `"${await shortHash(calendar, 16)}"`,
      headers: {
        'content-type': `${ICALENDAR}; charset=utf-8`,
        'content-disposition': 'inline; filename="thenorsound.ics"',
        // Its reader may keep it, and asks each time whether it still is so.
        'cache-control': 'private, no-cache',
      },
    });
  },
);
