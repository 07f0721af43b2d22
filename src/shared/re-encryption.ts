import { oid, type Collection, type Query } from './documents.ts';
import type { EncryptedField, FieldCipher } from './field-encryption.ts';
import type { AnyId } from './ids.ts';
import { log } from './log.ts';

/** An encrypted field of a collection's documents: where it stands, and what it is bound to. */
export interface SealedField<Document> {
  path: string;
  of: (document: Document) => EncryptedField | null | undefined;
  place: (document: Document) => string;
}

/** How far a re-encryption is: `done` by this call, `left` under other keys than the current one. */
export interface ReEncryption {
  done: number;
  left: number;
}

/** So many of each field and range in one call: far below what a call has time for. */
const AT_ONCE = 50;

/** Two ranges, as indexes like it. */
const underOtherKeys = (path: string, { currentKeyId }: FieldCipher): Query[] => [
  { [`${path}.keyId`]: { $lt: currentKeyId } },
  { [`${path}.keyId`]: { $gt: currentKeyId } },
];

/**
 * Encrypts a bounded number of fields anew with the current key. Each is one write on condition that the field is still what
 * was read, so a change made meanwhile is never written over, and raises the version, so that a change which read the old
 * ciphertext is not written over it either.
 */
export async function reEncrypt<Document extends { _id: AnyId }>(
  collection: Pick<Collection<Document>, 'find' | 'update' | 'count'>,
  fields: readonly SealedField<Document>[],
  cipher: FieldCipher,
): Promise<ReEncryption> {
  const progress = await Promise.all(fields.map((field) => reEncryptField(collection, field, cipher)));
  return {
    done: progress.reduce((sum, { done }) => sum + done, 0),
    left: progress.reduce((sum, { left }) => sum + left, 0),
  };
}

async function reEncryptField<Document extends { _id: AnyId }>(
  collection: Pick<Collection<Document>, 'find' | 'update' | 'count'>,
  { path, of, place }: SealedField<Document>,
  cipher: FieldCipher,
): Promise<ReEncryption> {
  let done = 0;
  for (const filter of underOtherKeys(path, cipher)) {
    for (const document of await collection.find(filter, { limit: AT_ONCE })) {
      const field = of(document);
      if (!field) continue;
      try {
        const fresh = await cipher.encrypt(await cipher.decrypt(field, place(document)), place(document));
        const same = { _id: oid(document._id), [`${path}.ciphertext`]: field.ciphertext };
        if (await collection.update(same, { $set: { [path]: fresh }, $inc: { version: 1 } })) done += 1;
      } catch (error) {
        // One that cannot be opened must not keep the others under the old key: it stays counted as left.
        log('error', 're-encryption-failed', { documentId: document._id, error });
      }
    }
  }
  const left = await Promise.all(underOtherKeys(path, cipher).map((filter) => collection.count(filter)));
  return { done, left: left.reduce((sum, count) => sum + count, 0) };
}
