import type { Collection, Query } from './documents.ts';

const AT_ONCE = 1_000;

/**
 * Every document that a filter finds, read in bounded steps. For what one person can have, not for lists of everybody's.
 *
 * @param sort unique, so that no step misses or repeats a document
 * @param most where it ends although there are more
 */
export async function everything<Document>(
  collection: Pick<Collection<Document>, 'find'>,
  filter: Query,
  sort: Query,
  most = Infinity,
): Promise<Document[]> {
  const found: Document[] = [];
  for (;;) {
    const limit = Math.min(AT_ONCE, most - found.length);
    const next = await collection.find(filter, { sort, skip: found.length, limit });
    found.push(...next);
    if (next.length < limit || found.length === most) return found;
  }
}
