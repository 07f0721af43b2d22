/** What became of one document of the source. */
export type Fate = 'imported' | 'unchanged' | 'kept' | 'merged' | 'refused';

export interface Remark {
  _id: string;
  reason: string;
}

/** The count of one collection of the source: `read` is the sum of its fates. */
export interface CollectionReport {
  read: number;
  /** Written, or, in a dry run, what would be. */
  imported: number;
  /** Is there already, as it would be written. */
  unchanged: number;
  /** Has been changed here since it was imported: what is here stands. */
  kept: number;
  /** Stands for a company that another document says too, and became one with it. */
  merged: number;
  refused: number;
  /** Documents that were taken, with something to look at. */
  warned: number;
  warnings: Remark[];
  refusals: Remark[];
}

/** Of a reason that meets thousands, the report lists so many documents and counts the rest. */
const LISTED_PER_REASON = 200;

/** Counts what becomes of every document, and says why of those that were refused or need a look. */
export class Report {
  readonly #collections = new Map<string, CollectionReport>();
  readonly #listed = new Map<string, number>();
  readonly #warned = new Map<string, string>();

  of(collection: string): CollectionReport {
    const known = this.#collections.get(collection);
    if (known) return known;
    const fresh: CollectionReport = {
      read: 0,
      imported: 0,
      unchanged: 0,
      kept: 0,
      merged: 0,
      refused: 0,
      warned: 0,
      warnings: [],
      refusals: [],
    };
    this.#collections.set(collection, fresh);
    return fresh;
  }

  count(collection: string, fate: Fate, documents = 1): void {
    this.of(collection)[fate] += documents;
  }

  refuse(collection: string, _id: string, reason: string): void {
    const report = this.of(collection);
    report.refused += 1;
    this.#list(report.refusals, collection, 'refused', { _id, reason });
  }

  /** Several warnings of one document count it once, when they come one after another. */
  warn(collection: string, _id: string, reason: string): void {
    const report = this.of(collection);
    if (this.#warned.get(collection) !== _id) report.warned += 1;
    this.#warned.set(collection, _id);
    this.#list(report.warnings, collection, 'warned', { _id, reason });
  }

  /** Whether every document that was read has a fate. */
  get accountsForAll(): boolean {
    return [...this.#collections.values()].every(
      ({ read, imported, unchanged, kept, merged, refused }) => read === imported + unchanged + kept + merged + refused,
    );
  }

  toJSON(): Record<string, CollectionReport & { furtherRemarks: Record<string, number> }> {
    return Object.fromEntries(
      [...this.#collections].map(([name, report]) => {
        const prefix = `${name}\n`;
        const further = [...this.#listed]
          .filter(([key, count]) => key.startsWith(prefix) && count > LISTED_PER_REASON)
          .map(([key, count]) => [key.slice(prefix.length).replace('\n', ': '), count - LISTED_PER_REASON]);
        const byId = (one: Remark, other: Remark) =>
          one._id.localeCompare(other._id) || one.reason.localeCompare(other.reason);
        // Batches end in any order; the report does not.
        const remarks = { warnings: report.warnings.toSorted(byId), refusals: report.refusals.toSorted(byId) };
        return [name, { ...report, ...remarks, furtherRemarks: Object.fromEntries(further) as Record<string, number> }];
      }),
    );
  }

  toTable(): string {
    const columns = ['read', 'imported', 'unchanged', 'kept', 'merged', 'refused', 'warned'] as const;
    const rows = [...this.#collections].map(([name, report]) => [
      name,
      ...columns.map((column) => String(report[column])),
    ]);
    const table = [['', ...columns], ...rows];
    return table
      .map(([name = '', ...cells]) => `${name.padEnd(22)}${cells.map((cell) => cell.padStart(11)).join('')}`)
      .join('\n');
  }

  #list(remarks: Remark[], collection: string, kind: string, remark: Remark): void {
    // What is in quotes differs from document to document; the reason is the rest.
    const key = `${collection}\n${kind}\n${remark.reason.replaceAll(/"[^"]*"/g, '"…"')}`;
    const count = (this.#listed.get(key) ?? 0) + 1;
    this.#listed.set(key, count);
    if (count <= LISTED_PER_REASON) remarks.push(remark);
  }
}
