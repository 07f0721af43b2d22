import { fieldCipher } from '#shared/field-encryption';
import type { Secrets } from '../../scripts/lib/settings.ts';
import { fingerprintOf } from '../../scripts/migration/fingerprint.ts';
import { importLegacy, type ImportOptions } from '../../scripts/migration/import-legacy.ts';
import { Report } from '../../scripts/migration/report.ts';
import { legacyCollections, openSource } from '../../scripts/migration/source.ts';

/** Imports everything of a database or folder, with fingerprints that are the same in each test; answers the report. */
export async function importFrom(
  address: string,
  { secrets, ...options }: Pick<ImportOptions, 'data' | 'now'> & { secrets: Secrets } & Partial<ImportOptions>,
): Promise<Report> {
  const report = new Report();
  const source = await openSource(address);
  try {
    await importLegacy({
      source,
      cipher: fieldCipher(secrets.FIELD_KEYS),
      fingerprint: fingerprintOf(new TextEncoder().encode('the same key each time')),
      report,
      dryRun: false,
      mergeDuplicates: false,
      only: legacyCollections,
      progress: () => {},
      ...options,
    });
  } finally {
    await source.close();
  }
  return report;
}
