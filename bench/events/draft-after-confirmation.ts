/**
 * How long it takes from the 200 of a confirmation to the Draft invoice, which an event and a queue lie between:
 * `npx node bench/events/draft-after-confirmation.ts`. One confirmation at a time, so that no batch fills up and each waits
 * for the queue's batch timeout: the slow case.
 */
import { seedDemo } from '../../scripts/demo/seed.ts';
import { scheduledConcert, signIn } from '../../test/support/client.ts';
import { eventually } from '../../test/support/eventually.ts';
import { startSystem } from '../../test/support/system.ts';

const CONFIRMATIONS = 40;

const system = await startSystem();
try {
  await seedDemo(system.data, new Date());
  const organizer = await signIn(system, 'organizer');
  const drummer = await signIn(system, 'crew');
  const took: number[] = [];
  for (let round = 0; round < CONFIRMATIONS; round += 1) {
    const { id: eventId, at } = await scheduledConcert(organizer);
    const wish = { eventId, crewId: drummer.user.id, startTime: at(0), endTime: at(2) };
    const { id } = await organizer.must(201, 'POST', '/api/bookings', wish);
    await drummer.must(200, 'PUT', `/api/bookings/${id}/confirm`);
    const confirmedAt = performance.now();
    await eventually(async () => {
      const filter = { slot: { $eq: { $oid: id }, $type: 'objectId' } };
      const found = await system.data.run('findOne', { collection: 'invoices', filter });
      return found.ok && found.answer.document !== null;
    });
    took.push(performance.now() - confirmedAt);
  }
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number) => `${Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)} ms`;
  console.log(`${CONFIRMATIONS} confirmations: median ${at(0.5)}, 90 % within ${at(0.9)}, slowest ${at(1)}`);
} finally {
  await system.stop();
}
