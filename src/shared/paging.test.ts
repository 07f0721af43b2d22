import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { pageOf, pageQuery, skipOf, toPage } from './paging.ts';

const Query = z.strictObject(pageQuery);

describe('a page', () => {
  it('is the first of twenty where the client does not say', () => {
    expect(Query.parse({})).toEqual({ pageNumber: 1, pageSize: 20 });
  });

  it.each([
    { pageNumber: '0' },
    { pageSize: '0' },
    { pageSize: '101' },
    { pageNumber: '-1' },
    { pageNumber: '1.5' },
    { pageNumber: '1e3' },
    { pageNumber: '' },
    { pageNumber: 'one' },
    { pageNumber: '99999999999999999999' },
  ])('is refused as %j', (query) => {
    expect(Query.safeParse(query).error?.issues.map(({ path }) => path)).toEqual([Object.keys(query)]);
  });

  it('skips the pages before it', () => {
    expect([skipOf({ pageNumber: 1, pageSize: 20 }), skipOf(Query.parse({ pageNumber: '3', pageSize: '50' }))]).toEqual(
      [0, 100],
    );
  });

  it('says how many pages there are, none for nothing', () => {
    const page = { pageNumber: 1, pageSize: 20 };
    expect([0, 1, 20, 21].map((count) => toPage([], count, page).totalPages)).toEqual([0, 1, 1, 2]);
  });

  it('past the end has no items and the right totals', () => {
    const page = toPage([], 41, { pageNumber: 9, pageSize: 20 });
    expect(page).toEqual({ items: [], pageNumber: 9, pageSize: 20, totalCount: 41, totalPages: 3 });
    expect(pageOf(z.string()).safeParse(page).success).toBe(true);
  });
});
