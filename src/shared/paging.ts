import * as z from 'zod';

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .default(fallback)
    .meta({ type: 'integer', minimum: min, maximum: max, default: fallback });

/** The query parameters of every paged list. */
export const pageQuery = { pageNumber: whole(1, 1_000_000, 1), pageSize: whole(1, 100, 20) };

export interface Page {
  pageNumber: number;
  pageSize: number;
}

export const skipOf = (page: Page): number => (page.pageNumber - 1) * page.pageSize;

/** The schema of a page of views. */
export const pageOf = <V extends z.ZodType>(view: V) =>
  z.object({
    items: z.array(view),
    pageNumber: z.int(),
    pageSize: z.int(),
    totalCount: z.int(),
    totalPages: z.int(),
  });

/** A page as the contract shapes it. A page past the end has no items and the right totals. */
export const toPage = <V>(items: V[], totalCount: number, { pageNumber, pageSize }: Page) => ({
  items,
  pageNumber,
  pageSize,
  totalCount,
  totalPages: Math.ceil(totalCount / pageSize),
});
