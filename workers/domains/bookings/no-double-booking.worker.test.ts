import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, aDay, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';

const ask = asking(env.BOOKINGS_HTTP);
const PARALLEL = 100;

it(`of ${PARALLEL} parallel bookings of one person at overlapping times, for two organizers, exactly one is made`, async () => {
  const [ours, theirs, company] = await Promise.all([anOrganizer(), anOrganizer(), aCrewCompany()]);
  const { crewId, person } = await aCrewMember(company.customerId);
  const at = aDay();
  const events = await Promise.all([anEvent(ours.customerId, at), anEvent(theirs.customerId, at)]);

  const answers = await Promise.all(
    Array.from({ length: PARALLEL }, (_, place) => {
      const [organizer, event] = place % 2 === 0 ? [ours, events[0]] : [theirs, events[1]];
      // Every wish covers the third hour.
      const wish = { startTime: at((place % 5) * 0.5), endTime: at(3 + (place % 7) * 0.25) };
      return ask(organizer.manager, 'POST', '/api/bookings', { eventId: event.eventId, crewId, ...wish });
    }),
  );

  const won = answers.filter(({ status }) => status === 201);
  const lost = answers.filter(({ status }) => status === 409);
  expect([won.length, lost.length]).toEqual([1, PARALLEL - 1]);
  const [winner] = won;
  for (const { body } of lost) {
    expect(body.error).toMatchObject({
      code: 'CONFLICT',
      conflicts: [{ kind: 'booking', startTime: winner?.body['startTime'], endTime: winner?.body['endTime'] }],
    });
  }
  const { body: listed } = await ask(person, 'GET', `/api/bookings/crew/${crewId}`);
  expect(listed).toHaveLength(1);
});
