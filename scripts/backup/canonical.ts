import { deserialize, EJSON, serialize, type Document as BsonDocument } from 'bson';
import type { EjsonDocument } from '../../src/shared/data-api.ts';
import { documentFromEjson, documentToEjson } from '../../workers/data-api/ejson.ts';

/** Numbers, and whatever else JavaScript would blur, stay the BSON types they are. */
export const EXACT = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

/** A BSON document, read with `EXACT`, as one line of canonical EJSON. */
export const lineOf = (document: BsonDocument): string => EJSON.stringify(document, { relaxed: false });

/** The BSON document of a line, each number of its own type. */
export const documentOf = (line: string): BsonDocument => EJSON.parse(line, { relaxed: false }) as BsonDocument;

/**
 * The line of a document as the Data API gives it, in relaxed EJSON, which does not say of a number what type it has: the one
 * with which our MongoDB engine would store it. So both engines export what the product wrote in the same words.
 */
export function lineOfRelaxed(document: EjsonDocument): string {
  return lineOf(deserialize(serialize(documentFromEjson(document), { ignoreUndefined: true }), EXACT));
}

/** A line as the embedded engine keeps it. Throws BadRequest for what it cannot hold. */
export function relaxedOf(line: string): EjsonDocument {
  const { _id, ...fields } = documentToEjson(documentFromEjson(JSON.parse(line) as EjsonDocument));
  return { _id: _id ?? null, ...fields };
}
