/** A store as backups see it: documents as lines of canonical EJSON, whatever engine holds them. */
export interface BackupStore {
  engine: 'embedded' | 'mongodb';
  /** Every document of a collection in the order of `_id`, a bounded number of them in memory. */
  lines: (collection: string) => AsyncIterable<string>;
  /** Collections with documents that are not the product's, and so are in no backup. */
  foreign: () => Promise<string[]>;
  isEmpty: (collection: string) => Promise<boolean>;
  /** Writes documents that may be there already, from a restore that was broken off. Throws PlainError where another is. */
  write: (collection: string, lines: readonly string[]) => Promise<void>;
  /** Which backup is being restored here (`identityOf`), if one is. */
  restoring: () => Promise<string | undefined>;
  beginRestore: (backup: string) => Promise<void>;
  endRestore: () => Promise<void>;
  close: () => Promise<void>;
}

/** Where a restore keeps what it needs to know of itself. No collection of the product. */
export const RESTORE_NOTES = 'restore_notes';
/** The note that a restore is under way. */
export const UNDER_WAY = 'under way';
