import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { PAGE, storedDocumentsPage } from './stored-documents.ts';
import { root } from './workers.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

it('the page of stored documents says what the code declares (node scripts/stored-documents.ts writes it)', async () => {
  expect(read(PAGE)).toBe(await storedDocumentsPage());
});

it('every decision is in the index under its own title and status, and the index names no other', () => {
  const decisions = globSync('docs/decisions/0*.md', { cwd: root }).map((file) => {
    const text = read(file);
    const title = /^# \d+\. (.+)$/m.exec(text)?.[1];
    const status = /^- Status: (.+)$/m.exec(text)?.[1];
    return `${basename(file).slice(0, 4)} | [${title}](${basename(file)}) | ${status}`;
  });
  const listed = [...read('docs/decisions/README.md').matchAll(/^\| (\d{4})\s*\| (\[.*\)) *\| (\w+)/gm)].map(
    ([, number, link, status]) => `${number} | ${link} | ${status}`,
  );
  expect(listed).toEqual(decisions.toSorted((one, other) => one.localeCompare(other)));
});
