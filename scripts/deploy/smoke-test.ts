import { demoSignIns, DEMO_PASSWORD } from '../demo/seed.ts';
import { becomesReady } from '../lib/running.ts';

/**
 * Sees whether a deployed system is ready and open to nobody by mistake: every Worker and the store answer, keys are
 * published, nothing is shown without a token, and no demo sign-in works. Throws with the first that is not so.
 */
export async function smokeTest(url: URL, readyWithinMs: number): Promise<void> {
  if (!(await becomesReady(url, readyWithinMs))) {
    throw new Error(
      `${new URL('/ready', url).href} does not answer 200: it names who does not answer, and the logs say why`,
    );
  }
  const keys = (await (await fetch(new URL('/.well-known/jwks.json', url))).json()) as { keys?: unknown[] };
  if (!keys.keys?.length) throw new Error('No signing key is published: nobody could sign in');
  await requireStatus(401, 'A list of people is shown without a token', fetch(new URL('/api/users', url)));
  const [admin] = demoSignIns;
  await requireStatus(
    401,
    `${admin.email} of the demo data can sign in, whose password everybody knows`,
    fetch(new URL('/api/auth/login', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: admin.email, password: DEMO_PASSWORD }),
    }),
  );
}

async function requireStatus(wanted: number, otherwise: string, asked: Promise<Response>): Promise<void> {
  const answer = await asked;
  await answer.body?.cancel();
  // Only a 2xx proves it; anything else is another fault.
  if (answer.status !== wanted)
    throw new Error(answer.ok ? otherwise : `${answer.url} answered ${answer.status}, not ${wanted}`);
}
