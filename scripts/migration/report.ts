export interface Remark {
  _id: string;
  reason: string;
}

/** The count of one collection: `read` is the sum of its fates. */
type CollectionReport<F extends string> = Record<F | 'read' | 'refused', number> & {
  /** Documents that were taken, with something to look at. */
  warned: number;
  warnings: Remark[];
  refusals: Remark[];
};

/** Counts what becomes of every document, and says why of those that were refused or need a look. */
export class FateReport<F extends string> {
  readonly #fates: readonly (F | 'refused')[];
  readonly #listedPerReason: number;
  readonly #collections = new Map<string, CollectionReport<F>>();
  readonly #listed = new Map<string, number>();
  readonly #warned = new Map<string, string>();

  /** @param listedPerReason of a reason that meets more documents than this, the rest is counted and not listed */
  constructor(fates: readonly F[], listedPerReason: number) {
    this.#fates = [...fates, 'refused'];
    this.#listedPerReason = listedPerReason;
  }

  of(collection: string): CollectionReport<F> {
    const known = this.#collections.get(collection);
    if (known) return known;
    const counts = Object.fromEntries(['read', ...this.#fates, 'warned'].map((count) => [count, 0]));
    const fresh = { ...counts, warnings: [], refusals: [] } as unknown as CollectionReport<F>;
    this.#collections.set(collection, fresh);
    return fresh;
  }

  count(collection: string, fate: F | 'read', documents = 1): void {
    const counts: Record<F | 'read', number> = this.of(collection);
    counts[fate] += documents;
  }

  refuse(collection: string, _id: string, reason: string): void {
    const report = this.of(collection);
    const counts: Record<'refused', number> = report;
    counts.refused += 1;
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
    return [...this.#collections.values()].every((report) => {
      const counts: Record<string, unknown> = report;
      return report.read === this.#fates.reduce((sum, fate) => sum + Number(counts[fate]), 0);
    });
  }

  toJSON(): Record<string, CollectionReport<F> & { furtherRemarks: Record<string, number> }> {
    return Object.fromEntries(
      [...this.#collections].map(([name, report]) => {
        const prefix = `${name}\n`;
        const further = [...this.#listed]
          .filter(([key, count]) => key.startsWith(prefix) && count > this.#listedPerReason)
          .map(([key, count]) => [key.slice(prefix.length).replace('\n', ': '), count - this.#listedPerReason]);
        const byId = (one: Remark, other: Remark) =>
          one._id.localeCompare(other._id) || one.reason.localeCompare(other.reason);
        // Batches end in any order; the report does not.
        const remarks = { warnings: report.warnings.toSorted(byId), refusals: report.refusals.toSorted(byId) };
        return [name, { ...report, ...remarks, furtherRemarks: Object.fromEntries(further) as Record<string, number> }];
      }),
    );
  }

  toTable(): string {
    const columns = ['read', ...this.#fates, 'warned'];
    const rows = [...this.#collections].map(([name, report]) => {
      const counts: Record<string, unknown> = report;
      return [name, ...columns.map((column) => String(counts[column]))];
    });
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
    if (count <= this.#listedPerReason) remarks.push(remark);
  }
}

/**
 * What became of one document of the old system: `imported` written, or, in a dry run, what would be; `unchanged` there
 * already, as it would be written; `kept` changed here since it was imported: what is here stands; `merged` a company that
 * another document says too, and became one with it; `refused` not taken.
 */
const importFates = ['imported', 'unchanged', 'kept', 'merged'] as const;
export type Fate = (typeof importFates)[number] | 'refused';

/** Of a reason that meets thousands, the report of an import lists so many documents and counts the rest. */
const LISTED_PER_REASON = 200;

export class Report extends FateReport<(typeof importFates)[number]> {
  constructor() {
    super(importFates, LISTED_PER_REASON);
  }
}

/**
 * What became of one document of this system on the way back: `created` and `updated` in the old database, or, in a dry run,
 * what would be; `unchanged` there as it is here, or not changed here since the import; `erased` there too; `left` nothing of
 * it belongs there. `refused` not given back, with the reason.
 */
const wayBackFates = ['created', 'updated', 'unchanged', 'erased', 'left'] as const;
export type WayBackFate = (typeof wayBackFates)[number];

/** Lists every document that something is to be entered for by hand. */
export class WayBackReport extends FateReport<WayBackFate> {
  constructor() {
    super(wayBackFates, Number.POSITIVE_INFINITY);
  }
}
