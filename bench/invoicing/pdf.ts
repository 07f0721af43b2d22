/**
 * What drawing an invoice costs: CPU time of one with one line and of one with 40, after warming up and the first one.
 *
 *     npx node bench/invoicing/pdf.ts [rounds]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawInvoice } from '../../workers/domains/invoicing/pdf/draw-invoice.ts';
import { aPaper } from '../../workers/domains/invoicing/testing/papers.ts';

const rounds = Number(process.argv[2] ?? 30);
const folder = join(import.meta.dirname, '../../workers/domains/invoicing/pdf/fonts');
const fonts = {
  regular: readFileSync(join(folder, 'NotoSans-Regular.ttf')),
  bold: readFileSync(join(folder, 'NotoSans-Bold.ttf')),
};
const papers = {
  'one line': aPaper(),
  '40 lines': aPaper({
    lines: Array.from({ length: 40 }, (_, n) => ({
      quantity: n + 1,
      description: `Ljud (Technician), Sommarscenen ${n + 1}`,
    })),
  }),
};
for (const [name, paper] of Object.entries(papers)) {
  const took: number[] = [];
  let bytes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const before = process.cpuUsage();
    ({ length: bytes } = await drawInvoice(paper, fonts));
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1_000);
  }
  const [first = Number.NaN, ...others] = took;
  const sorted = others.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
  console.log(
    `${name}: first ${first.toFixed(0)} ms, then ${at(0)} / ${at(0.5)} / ${at(1)} ms of CPU, ${(bytes / 1024).toFixed(0)} KiB`,
  );
}
