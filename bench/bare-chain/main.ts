/** The bare chain in a process of its own; the parent sends the documents' number and is told the address. */
import { crewIdOf, sizesOf, productData } from '../lib/dataset.ts';
import { startBareChain } from './bare-chain.ts';

const sizes = sizesOf(Number(process.argv[2]));
const users = productData(sizes, new Date(), '').find(({ collection }) => collection === 'users');
function* documents(): Generator<readonly [string, string]> {
  const managers = sizes.organizers + 1;
  for (let n = 0; n < sizes.crew; n += 1) {
    yield [crewIdOf(n), JSON.stringify(users?.documentOf(managers + n))];
  }
}
const { url, stop } = await startBareChain(documents());
process.send?.(url.href);
process.on('disconnect', () => void stop().finally(() => process.exit(0)));
