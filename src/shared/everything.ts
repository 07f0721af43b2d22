import type { Collection, Query } from './documents.ts';

const AT_ONCE = 1_000;

/**
 * Every document that a filter finds, read in bounded steps. For what one person can have, not for lists of everybody's.
 *
 * @param sort unique, so that no step misses or repeats a document
 */
export async function everything<Document>(
  collection: Pick<Collection<Document>, 'find'>,
  filter: Query,
  sort: Query,
): Promise<Document[]> {
  const found: Document[] = [];
  for (;;) {
    const next = await collection.find(filter, { sort, skip: found.length, limit: AT_ONCE });
    found.push(...next);
    if (next.length < AT_ONCE) return found;
  }
}
