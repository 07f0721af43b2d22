/**
 * `npm run rotate-signing-keys -- --env local|staging|production`: the next step of changing the key that signs access tokens, in three
 * runs with 20 minutes between: publish a new one, sign with it, remove the old one. Nobody is signed out. It sees what
 * the running system publishes (`--url` says where) and refuses what would come too early; broken off, it is run again.
 * `--compromised` replaces the key at once. See docs/keys.md, ADR 0050.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { cloudflareByWrangler, type Cloudflare } from './deploy/cloudflare.ts';
import { nameIn } from './deploy/environment.ts';
import { keysFile } from './deploy/keys.ts';
import { installationReached, keyAtHand, type Reached } from './lib/reach-installation.ts';
import { main, PlainError } from './lib/running.ts';
import { keyInstead, nextStep, publishedUnder, standingFrom, type RotationStep } from './lib/signing-key-rotation.ts';

/** The gateway renews what it publishes behind an answer. */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 1_000;

const DONE: Readonly<Record<RotationStep, string>> = {
  publish: 'A new key is published and does not sign yet. In 20 minutes run this again: then it signs.',
  sign: 'The new key signs. In 20 minutes run this again: then the old one is removed.',
  remove: 'The old key is removed: the rotation is done.',
};

await main(async () => {
  const { values } = parseArgs({
    options: { env: { type: 'string' }, url: { type: 'string' }, compromised: { type: 'boolean', default: false } },
  });
  const reached = await installationReached(values.env, values.url);
  const { installation, variables, keys } = reached;
  const signingKeys = keyAtHand(reached, 'SIGNING_KEYS');
  if (installation !== 'local' && variables['SIGNING_KEYS']) {
    throw new PlainError(
      `SIGNING_KEYS comes from a variable, which cannot be changed here: put it into ${keysFile(installation)}`,
    );
  }
  const cloudflare = installation === 'local' ? undefined : cloudflareByWrangler();
  await cloudflare?.requireAccount();
  const handOver = (value: string) => giveToAuth(value, reached, cloudflare);
  const restart = installation === 'local' ? ' Start the system again now: it reads its keys at the start.' : '';

  if (values.compromised) {
    const instead = await keyInstead(new Date());
    await keys.keep('SIGNING_KEYS', instead);
    await handOver(instead);
    console.log(`Another key signs, and the old one is removed. What else to do: docs/keys.md.${restart}`);
    return;
  }

  const running = await published(reached.url, publishedUnder(signingKeys));
  if (!isDeepStrictEqual(running, publishedUnder(signingKeys))) {
    await catchUp(reached, signingKeys, running, handOver);
    return;
  }
  const next = await nextStep(signingKeys, new Date());
  if ('notBefore' in next) {
    throw new PlainError(
      `The last step has to stand for 20 minutes: run this again after ${next.notBefore.toISOString()}`,
    );
  }
  // A new key is kept before anybody has it; an old one until nobody has it.
  if (next.step !== 'remove') await keys.keep('SIGNING_KEYS', next.signingKeys);
  await handOver(next.signingKeys);
  if (next.step === 'remove') await keys.keep('SIGNING_KEYS', next.signingKeys);
  console.log(`${DONE[next.step]}${restart}`);
});

/** What is kept here is not what the system runs with: a run before this one ended half-way, or it was not started again. */
async function catchUp(
  { installation, keys }: Reached,
  signingKeys: string,
  running: readonly string[],
  handOver: (signingKeys: string) => Promise<void>,
): Promise<void> {
  if (installation === 'local') {
    throw new PlainError('The running system does not have the last step yet: start it again, then run this again');
  }
  if (running.some((kid) => !publishedUnder(signingKeys).includes(kid))) {
    throw new PlainError(
      `${installation} has a signing key that ${keysFile(installation)} does not know: take the newer copy of that file`,
    );
  }
  const again = standingFrom(signingKeys, new Date());
  await keys.keep('SIGNING_KEYS', again);
  await handOver(again);
  console.log(`${installation} did not have the last step yet and was given it again. In 20 minutes run this again.`);
}

/** The names of the keys that are published, in their order; looks again for a while where they are not the expected ones. */
async function published(url: URL, expected: readonly string[]): Promise<string[]> {
  for (let look = 1; ; look += 1) {
    const kids = await publishedNow(url);
    if (look === LOOKS || isDeepStrictEqual(kids, expected)) return kids;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
}

async function publishedNow(url: URL): Promise<string[]> {
  const address = new URL('/.well-known/jwks.json', url);
  const answer = await fetch(address, { cache: 'no-store' }).catch((cause: unknown) => {
    throw new PlainError(`Nobody answers at ${url.origin}: is the system running?`, { cause });
  });
  if (!answer.ok) throw new PlainError(`${address.href} answered ${answer.status}`);
  const { keys } = (await answer.json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
}

/** Sets the secret of the deployed auth Worker; the system on this machine reads the file when it is started. */
async function giveToAuth(
  signingKeys: string,
  { installation }: Reached,
  cloudflare: Cloudflare | undefined,
): Promise<void> {
  if (installation === 'local') return;
  await cloudflare?.putSecret(nameIn(installation, 'thenorsound-auth'), 'SIGNING_KEYS', signingKeys);
}
