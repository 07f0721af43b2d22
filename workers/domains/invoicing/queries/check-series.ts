import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { CustomerId } from '#shared/ids';
import { gapsIn } from '../domain/gaps.ts';
import { invoiceNumber } from '../domain/numbering.ts';
import type { StoredSeries } from '../invoice.documents.ts';
import type { Deps } from '../ports.ts';

const MOST_SERIES = 500;
const MOST_GAPS = 1_000;

const SeriesView = z
  .object({
    sellerId: CustomerId.nullable().meta({ description: 'The selling crew company; null is the platform itself' }),
    year: z.int().meta({ example: 2026 }),
    first: z.string().nullable().meta({ example: '2026-000001', description: 'null while no number is on an invoice' }),
    last: z.string().nullable().meta({ example: '2026-000042' }),
    count: z.int().meta({ description: 'Invoices and credit notes that carry a number' }),
    gaps: z.array(z.string()).meta({
      example: [],
      description: `Numbers that were given and are on no invoice, ${MOST_GAPS} at most; those on their way do not count`,
    }),
  })
  .meta({ id: 'InvoiceSeries' });
type SeriesView = z.infer<typeof SeriesView>;

/** Every series of numbers, held against the invoices that carry them: what an auditor asks for first. */
export async function checkSeries(deps: Pick<Deps, 'invoices' | 'series'>): Promise<SeriesView[]> {
  const all = await deps.series.find({ serial: { $gte: 0 } }, { sort: { serial: -1 }, limit: MOST_SERIES });
  const checked = await Promise.all(all.map((series) => checkOne(series, deps)));
  return checked.toSorted(
    (one, other) => other.year - one.year || String(one.sellerId ?? '').localeCompare(String(other.sellerId ?? '')),
  );
}

async function checkOne(
  { sellerId, year, next, pending }: StoredSeries,
  { invoices }: Pick<Deps, 'invoices'>,
): Promise<SeriesView> {
  // The series was read first: a number that was given later is beyond its end, and no gap.
  const rows = await invoices.aggregate(
    [
      {
        $match: {
          sellerId: sellerId && oid(sellerId),
          number: { $gte: `${year}-`, $lt: `${year + 1}-`, $type: 'string' },
        },
      },
      { $project: { _id: 0, number: 1 } },
    ],
    z.object({ number: z.string() }),
  );
  const last = next - 1;
  const used = rows.map(({ number }) => Number(number.slice(5))).toSorted((one, other) => one - other);
  const onTheirWay = pending.map(({ number }) => number);
  const [least, most] = [used[0], used.at(-1)];
  return {
    sellerId,
    year,
    first: least === undefined ? null : invoiceNumber(year, least),
    last: most === undefined ? null : invoiceNumber(year, most),
    count: used.length,
    gaps: gapsIn([...used, ...onTheirWay], last, MOST_GAPS).map((number) => invoiceNumber(year, number)),
  };
}

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/invoices/series',
    access: 'invoices:check-series',
    summary: 'Check the number series of every seller and year for gaps',
    answers: { 200: { description: 'Every series, the newest year first', body: z.array(SeriesView) } },
  },
  async ({ deps }) => reply(200, await checkSeries(deps)),
);
