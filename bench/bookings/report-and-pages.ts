/**
 * What a customer with 10,000 bookings waits for, on the embedded engine, through the gateway of the system as
 * `npm run serve` composes it: the report over a year, and page 1 and page 500 of the list, each with its total. Fails where
 * the report's median is 300 ms or more, or page 500 costs more than twice page 1.
 *
 *     npx node bench/bookings/report-and-pages.ts [bookings]
 */
import type { EjsonDocument } from '#shared/data-api';
import { seedDemo } from '../../scripts/demo/seed.ts';
import { signIn } from '../../test/support/client.ts';
import { startSystem } from '../../test/support/system.ts';

const count = Number(process.argv[2] ?? 10_000);
const batch = 500;
const people = 40;
const rounds = 20;
const reportWithinMs = 300;
const allowedRatio = 2;
const pageSize = 20;
const lastPage = Math.ceil(count / pageSize);
/** The year begins in Sweden an hour before it does in UTC. */
const yearStart = Date.parse('2024-12-31T23:00:00Z');
const hourMs = 3_600_000;

const system = await startSystem();
try {
  await seedDemo(system.data, new Date());
  const organizer = await signIn(system, 'organizer');
  const customerId = String(organizer.user['customerId']);
  for (let from = 0; from < count; from += batch) {
    const documents = Array.from({ length: Math.min(batch, count - from) }, (_, at) => booking(from + at, customerId));
    const inserted = await system.data.run('insertMany', { collection: 'bookings', documents });
    if (!inserted.ok) throw new Error(inserted.failure.message);
  }
  const list = `/api/customers/${customerId}/bookings?pageSize=${pageSize}&pageNumber=`;
  const asked = {
    report: '/api/reports/bookings?startDate=2025-01-01&endDate=2026-01-01',
    'page 1': `${list}1`,
    [`page ${lastPage}`]: `${list}${lastPage}`,
  };
  const costs = new Map<string, number[]>(Object.keys(asked).map((name) => [name, []]));
  // One after the other in each round, so that what else the machine does meets all alike; the first rounds warm up.
  for (let round = -3; round < rounds; round += 1) {
    for (const [name, path] of Object.entries(asked)) {
      const started = performance.now();
      const body = await organizer.must<Record<string, unknown>>(200, 'GET', path);
      const took = performance.now() - started;
      const found = name === 'report' ? (body['bookings'] as { total: number }).total : Number(body['totalCount']);
      if (found < count) throw new Error(`${name}: ${found} bookings of ${count}`);
      if (round >= 0) costs.get(name)?.push(took);
    }
  }
  console.log(`${count} bookings of one customer, ${rounds} rounds: least / median / most ms`);
  for (const [name, took] of costs) {
    console.log(`  ${name}: ${[0, 0.5, 1].map((share) => at(took, share).toFixed(1)).join(' / ')}`);
  }
  const report = at(costs.get('report') ?? [], 0.5);
  const ratio = at(costs.get(`page ${lastPage}`) ?? [], 0.5) / at(costs.get('page 1') ?? [], 0.5);
  console.log(`  page ${lastPage} over page 1: ${ratio.toFixed(2)} (at most ${allowedRatio})`);
  if (report >= reportWithinMs || ratio > allowedRatio) process.exitCode = 1;
} finally {
  await system.stop();
}

/** A booking of two to nine hours, spread over a year, a crew of 40 people and all statuses. */
function booking(n: number, customerId: string): EjsonDocument {
  const start = yearStart + Math.floor((n * 365 * 24) / count) * hourMs;
  const dateOf = (time: number): EjsonDocument => ({ $date: new Date(time).toISOString() });
  return {
    _id: { $oid: idOf('b', n) },
    kind: 'booking',
    version: 1,
    outbox: [],
    eventId: { $oid: idOf('e', n % 400) },
    crewId: { $oid: idOf('c', n % people) },
    crewCompanyId: { $oid: idOf('d', 1) },
    customerId: { $oid: customerId },
    holdId: { $oid: idOf('f', n) },
    holdsToRelease: [],
    startTime: dateOf(start),
    endTime: dateOf(start + (2 + (n % 8)) * hourMs),
    status: 1 + (n % 4),
    category: 'Sound',
    skill: 'FOH',
    timeType: 1,
    rateOre: 45_000,
    totalOre: 45_000 * (2 + (n % 8)),
    notes: 'Load-in through the back; ask for the production office.',
    cancellationReason: null,
    requestedBy: { $oid: idOf('a', 1) },
    confirmedAt: null,
    completedAt: null,
    cancelledAt: null,
    createdAt: dateOf(start),
    updatedAt: dateOf(start),
  };
}

function idOf(kind: string, n: number): string {
  return kind + n.toString(16).padStart(23, '0');
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}
