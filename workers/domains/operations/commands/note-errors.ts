import { DuplicateKey, oid } from '#shared/documents';
import type { ErrorReport } from '#shared/error-reports';
import { ErrorId } from '#shared/ids';
import { shortHash } from '#shared/short-hash';
import type { Deps } from '../ports.ts';

/** Keeps errors that Workers have logged, one document for each kind: a storm of the same one is a number that grows. */
export async function noteErrors(reports: readonly ErrorReport[], { errors }: Pick<Deps, 'errors'>): Promise<void> {
  const kinds = new Map<ErrorId, ErrorReport[]>();
  for (const report of reports) {
    const kind = await kindOf(report);
    kinds.set(kind, [...(kinds.get(kind) ?? []), report]);
  }
  await Promise.all([...kinds].map(([kind, ofIt]) => noteKind(kind, ofIt, errors)));
}

async function noteKind(kind: ErrorId, reports: readonly ErrorReport[], errors: Deps['errors']): Promise<void> {
  const [first] = reports;
  const last = reports.at(-1);
  if (!first || !last) return;
  const { worker, what, route, message, stack, traceId: lastTraceId, at: lastAt } = last;
  const again = {
    $set: { message, stack, lastTraceId, lastAt },
    $inc: { count: reports.length },
  };
  if (await errors.update({ _id: oid(kind) }, again)) return;
  const fresh = { _id: kind, worker, what, route, message, stack, lastTraceId, lastAt };
  try {
    await errors.insert({ ...fresh, count: reports.length, firstAt: first.at });
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    // Somebody met the first of this kind at the same moment.
    await errors.update({ _id: oid(kind) }, again);
  }
}

/** The id of a kind: of what stays the same from one to the next. */
async function kindOf({ worker, what, route, message }: ErrorReport): Promise<ErrorId> {
  const same = message.replaceAll(/[0-9a-f]{16,}|\d+/g, '#');
  return ErrorId.parse(await shortHash(JSON.stringify([worker, what, route, same]), 12));
}
