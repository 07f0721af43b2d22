import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { BookingId, CustomerId } from '#shared/ids';
import { admin, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { generateInvoice } from './commands/generate-invoice.ts';
import { settleInvoices } from './commands/settle-invoices.ts';
import { ask, aSeller, booksOf, confirmed, depsWith, sequenceOf } from './testing/billing.ts';
import { dice, lost, storeThat } from './testing/store-that.ts';

let organizer: { customerId: CustomerId; manager: SignedIn };

beforeAll(async () => {
  organizer = await anOrganizer();
});

const pathOf = (bookingId: BookingId) => `/api/bookings/${bookingId}/invoice`;
const generate = (bookingId: BookingId, deps = depsWith()) =>
  generateInvoice({ bookingId, extraLines: [], requestId: null, actor: admin }, deps, deps.call);

const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1);

const isClaim = (request: { collection: string; update?: object }) =>
  request.collection === 'invoice_series' && JSON.stringify(request.update ?? {}).includes('"next":1');

/** A request that freezes an invoice and gets no further. */
async function dieClaiming(bookingId: BookingId, now = () => new Date()): Promise<void> {
  const data = storeThat((_action, request, carryOut) => (isClaim(request) ? Promise.resolve(lost) : carryOut()));
  await expect(generate(bookingId, depsWith({ data, now }))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
}

// Many requests each, on machines that are busy with other tests.
describe('invoice numbers', { timeout: 60_000 }, () => {
  it('are 1..n without gap or double, over 30 generations at once for two sellers', async () => {
    const sellers = await Promise.all([aSeller(), aSeller()]);
    const bookings = await Promise.all(
      sellers.map(({ customerId }) => confirmed(organizer.customerId, customerId, 15)),
    );
    const answers = await Promise.all(bookings.flat().map((id) => ask(admin, 'POST', pathOf(id))));
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(201));
    for (const { customerId } of sellers) {
      const { issued, series } = await booksOf(customerId);
      expect(issued.map(sequenceOf)).toEqual(upTo(15));
      expect(series).toMatchObject([{ next: 16 }]);
    }
    const references = answers.map(({ body }) => String(body['ocr']));
    expect(new Set(references).size).toBe(30);
  });

  it('are given once to one invoice, however many ask for it at the same time', async () => {
    const { customerId } = await aSeller();
    const [bookingId] = await confirmed(organizer.customerId, customerId);
    if (!bookingId) throw new Error('there is no booking');
    const answers = await Promise.all(upTo(6).map(() => ask(admin, 'POST', pathOf(bookingId))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    const { issued, series } = await booksOf(customerId);
    expect(issued.map(sequenceOf)).toEqual([1]);
    expect(series).toMatchObject([{ next: 2 }]);
  });

  it('cost three sequential round trips to issue, a fourth after the answer, beyond reading the booking and its parties', async () => {
    const { customerId } = await aSeller();
    const [first, second] = await confirmed(organizer.customerId, customerId, 2);
    if (!first || !second) throw new Error('there are no bookings');
    await generate(first);
    const seen: string[] = [];
    const watched = storeThat((action, { collection }, carryOut) => {
      seen.push(`${action} ${collection}`);
      return carryOut();
    });
    await generate(second, depsWith({ data: watched }));
    expect(seen).toEqual([
      // At once with the booking, and with its parties.
      'findOne invoices',
      'find invoice_series',
      expect.stringMatching(/^(updateOne|insertOne) invoices$/),
      'updateOne invoice_series',
      'updateOne invoices',
      'updateOne invoice_series',
    ]);
  });

  it.each(['before', 'after'])('leave no gap when a claim lands late, %s somebody else goes on', async (when) => {
    const { customerId } = await aSeller();
    const [begun, first, second] = await confirmed(organizer.customerId, customerId, 3);
    if (!begun || !first || !second) throw new Error('there are no bookings');
    await generate(begun);
    let landLate: (() => Promise<unknown>) | undefined;
    const unlucky = storeThat((_action, request, carryOut) => {
      if (!isClaim(request)) return carryOut();
      landLate = carryOut;
      return Promise.resolve(lost);
    });
    await expect(generate(first, depsWith({ data: unlucky }))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(landLate).toBeDefined();

    if (when === 'before') await landLate?.();
    // It is on its way, so another request finishes it, and is told that it is not the one who asked for it.
    await expect(generate(first)).rejects.toMatchObject({ code: 'CONFLICT' });
    if (when === 'after') await landLate?.();
    await generate(second);

    const { issued, series } = await booksOf(customerId);
    expect(issued.map(sequenceOf)).toEqual([1, 2, 3]);
    expect(series).toMatchObject([{ next: 4 }]);
  });

  it.each(['a Draft', 'on its way'])(
    'stay gapless at whatever step a request sleeps while another issues the same invoice (%s)',
    async (when) => {
      const { customerId } = await aSeller();
      const steps = 6;
      const bookings = await confirmed(organizer.customerId, customerId, 2 * steps);
      for (const [place, id] of bookings.entries()) {
        if (when === 'on its way') await dieClaiming(id);
        const sleepsBefore = place % 2 === 0;
        const nap = Math.floor(place / 2) + 1;
        let step = 0;
        const meanwhile = async () => {
          await generate(id).catch(() => undefined);
          await eventually(async () => (await booksOf(customerId)).series.every(({ pending }) => pending.length === 0));
        };
        const sleepy = storeThat(async (_action, _request, carryOut) => {
          step += 1;
          const sleeps = step === nap;
          if (sleeps && sleepsBefore) await meanwhile();
          const answer = await carryOut();
          if (sleeps && !sleepsBefore) await meanwhile();
          return answer;
        });
        // Whichever of the two was first to freeze it has it; the other is told so.
        await generate(id, depsWith({ data: sleepy })).catch(() => undefined);
      }
      const { issued, series } = await booksOf(customerId);
      expect(issued.map(sequenceOf)).toEqual(upTo(2 * steps));
      expect(series).toMatchObject([{ next: 2 * steps + 1 }]);
    },
  );

  it.each(upTo(4))('stay gapless whatever is lost, carried out late or answered wrongly (run %i)', async (seed) => {
    const { customerId } = await aSeller();
    const bookings = await confirmed(organizer.customerId, customerId, 5);
    const chance = dice(seed);
    const late: (() => Promise<unknown>)[] = [];
    const faulty = storeThat(async (action, request, carryOut) => {
      if (action.startsWith('find') || request.collection.startsWith('inbox')) return carryOut();
      const fate = chance();
      if (fate < 0.5) return carryOut();
      if (fate < 0.6) return lost;
      if (fate < 0.8) {
        late.push(carryOut);
        return lost;
      }
      await carryOut();
      return lost;
    });
    const landOne = async () => late.splice(Math.floor(chance() * late.length), 1)[0]?.();

    for (let round = 0; round < 4; round += 1) {
      // Two requests for each invoice, any of which may fail half-way, and the sweep, all at the same time.
      await Promise.all([
        ...[...bookings, ...bookings].map((id) => generate(id, depsWith({ data: faulty })).catch(() => undefined)),
        settleInvoices(depsWith({ data: faulty, env: { SETTLE_AFTER_MS: '0' } })).catch(() => undefined),
        landOne(),
        landOne(),
      ]);
    }
    while (late.length > 0) await landOne();
    await Promise.all(bookings.map((id) => generate(id).catch(() => undefined)));
    // A sweep settles a bounded number, and other tests leave theirs.
    await eventually(async () => {
      await settleInvoices(depsWith({ env: { SETTLE_AFTER_MS: '0' } }));
      return (await booksOf(customerId)).series[0]?.pending.length === 0;
    });

    const { issued, series } = await booksOf(customerId);
    expect(issued.map(sequenceOf)).toEqual(upTo(5));
    expect(new Set(issued.map(({ slot }) => slot)).size).toBe(5);
    expect(series).toMatchObject([{ next: 6, pending: [] }]);
  });

  it('begin anew with the year of issue in Stockholm', async () => {
    const { customerId } = await aSeller();
    const [last, first, next] = await confirmed(organizer.customerId, customerId, 3);
    if (!last || !first || !next) throw new Error('there are no bookings');
    const at = (instant: string) => depsWith({ now: () => new Date(instant) });
    const old = await generate(last, at('2026-12-31T22:59:59.999Z'));
    expect(old).toMatchObject({ number: '2026-000001', issuedDate: '2026-12-31', dueDate: '2027-01-30' });
    const fresh = await generate(first, at('2026-12-31T23:00:00Z'));
    expect(fresh).toMatchObject({ number: '2027-000001', issuedDate: '2027-01-01' });
    expect(await generate(next, at('2027-01-01T12:00:00Z'))).toMatchObject({ number: '2027-000002' });
    const { series } = await booksOf(customerId);
    expect(new Set(series.map(({ serial }) => serial)).size).toBe(1);
  });

  it('are of the year that was frozen, also when the year is over before the number comes', async () => {
    const { customerId } = await aSeller();
    const [bookingId] = await confirmed(organizer.customerId, customerId);
    if (!bookingId) throw new Error('there is no booking');
    await dieClaiming(bookingId, () => new Date('2026-12-31T22:59:59Z'));
    await settleInvoices(depsWith({ now: () => new Date('2027-01-01T00:05:00Z'), env: { SETTLE_AFTER_MS: '1000' } }));
    const { issued } = await booksOf(customerId);
    expect(issued).toMatchObject([{ number: '2026-000001', issuedDate: '2026-12-31', state: 'Issued' }]);
  });
});

describe('the serial of a seller', () => {
  it('is not shared, not even by two that begin at the same moment', async () => {
    const sellers = await Promise.all(upTo(4).map(() => aSeller()));
    const bookings = await Promise.all(sellers.map(({ customerId }) => confirmed(organizer.customerId, customerId)));
    await Promise.all(bookings.flat().map((id) => generate(id)));
    const books = await Promise.all(sellers.map(({ customerId }) => booksOf(customerId)));
    const serials = books.flatMap(({ series }) => series.map(({ serial }) => serial));
    expect(new Set(serials).size).toBe(4);
    expect(Math.min(...serials)).toBeGreaterThan(0);
  });
});
