import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { scheduledConcert, signIn, type Client, type Json } from './support/client.ts';
import { bothEngines } from './support/engines.ts';
import { startSystem, type System } from './support/system.ts';

const { mongod, engines } = await bothEngines();
afterAll(() => mongod?.stop());

const PARALLEL = 100;

describe.each(engines)('nobody is double-booked on $engine', ({ options }) => {
  let system: System;
  let organizer: Client;
  let rival: Client;
  let drummer: Json;

  beforeAll(async () => {
    system = await startSystem(options);
    await seedDemo(system.data, new Date());
    const admin = await signIn(system, 'admin');
    organizer = await signIn(system, 'organizer');
    drummer = (await signIn(system, 'crew')).user;
    rival = await rivalOrganizer(system, admin);
  });
  afterAll(() => system.stop());

  it(`lets one of ${PARALLEL} parallel bookings of overlapping times through, and names the conflict to the others`, async () => {
    const { id: eventId, at } = await scheduledConcert(organizer);
    const answers = await Promise.all(
      Array.from({ length: PARALLEL }, (_, place) =>
        organizer.ask<{ error: { code: string; conflicts: Json[] } }>('POST', '/api/bookings', {
          eventId,
          crewId: drummer.id,
          // Every wish covers the third hour.
          startTime: at((place % 5) * 0.5),
          endTime: at(3 + (place % 7) * 0.25),
        }),
      ),
    );
    expectOneWinner(answers);
  });

  it('also when two organizers’ events compete for the same person', async () => {
    const [ours, theirs] = await Promise.all([scheduledConcert(organizer), scheduledConcert(rival)]);
    const answers = await Promise.all(
      Array.from({ length: PARALLEL }, (_, place) => {
        const [who, { id: eventId }] = place % 2 === 0 ? [organizer, ours] : [rival, theirs];
        return who.ask<{ error: { code: string; conflicts: Json[] } }>('POST', '/api/bookings', {
          eventId,
          crewId: drummer.id,
          startTime: ours.at(10),
          endTime: ours.at(14),
        });
      }),
    );
    expectOneWinner(answers);
  });

  it('takes back-to-back bookings, and the freed time after a cancellation', async () => {
    const { id: eventId, at } = await scheduledConcert(organizer);
    const wish = (from: number, to: number) => ({ eventId, crewId: drummer.id, startTime: at(from), endTime: at(to) });
    const [first] = await Promise.all([
      organizer.must(201, 'POST', '/api/bookings', wish(0, 2)),
      organizer.must(201, 'POST', '/api/bookings', wish(2, 4)),
    ]);
    await organizer.must(409, 'POST', '/api/bookings', wish(1, 3));
    await organizer.must(200, 'PUT', `/api/bookings/${first.id}/cancel`, { cancellationReason: 'The set is shorter' });
    await organizer.must(201, 'POST', '/api/bookings', wish(0, 2));
  });
});

function expectOneWinner(answers: { status: number; body: { error?: { code: string; conflicts: Json[] } } }[]): void {
  const won = answers.filter(({ status }) => status === 201);
  const lost = answers.filter(({ status }) => status === 409);
  expect([won.length, lost.length]).toEqual([1, PARALLEL - 1]);
  for (const { body } of lost) {
    expect(body.error?.code).toBe('CONFLICT');
    expect(body.error?.conflicts[0]).toMatchObject({ kind: 'booking', startTime: expect.stringContaining('Z') });
  }
}

/** Another organizer's manager, whose company pays for drums too. */
async function rivalOrganizer(system: System, admin: Client): Promise<Client> {
  const { id: customerId } = await admin.must(201, 'POST', '/api/customers', {
    name: 'Rivalen Event AB',
    orgNumber: '556036-0793',
    customerType: 1,
    tariffs: [{ category: 'Musician', skill: 'Drums', timeType: 'Hour', amount: 550 }],
  });
  const email = 'rival@thenorsound.example';
  const password = 'Rival-2026-sound';
  await admin.must(201, 'POST', '/api/users', {
    email,
    firstName: 'Rita',
    lastName: 'Rival',
    userType: 2,
    customerId,
    password,
  });
  return signIn(system, email, password);
}
