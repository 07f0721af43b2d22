import { createConnection } from 'node:net';
import { join } from 'node:path';
import { demoSignIns, DEMO_PASSWORD } from '../demo/seed.ts';
import { root } from './workers.ts';

/** The port of `npm start` and `npm run serve`: PORT, or 5000. */
export function chosenPort(): number {
  const port = Number(process.env['PORT'] ?? 5000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PlainError(`PORT=${process.env['PORT']} is not a port number.`);
  }
  return port;
}

/** What the person at the terminal is told in one line, without a stack. */
export class PlainError extends Error {}

/** Runs a script's main function; a PlainError ends the process with its line alone. */
export async function main(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (failure) {
    console.error(failure instanceof PlainError ? failure.message : failure);
    process.exitCode = 1;
  }
}

/** Throws, naming the way out, when something answers on the port already. */
export async function requireFreePort(port: number, script: string): Promise<void> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => answersOn(host, port)));
  if (answers.includes(true)) {
    throw new PlainError(`Port ${port} is taken by another program. Choose another: PORT=${port + 1} ${script}`);
  }
}

const answersOn = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port });
    const end = (answers: boolean) => () => {
      socket.destroy();
      resolve(answers);
    };
    // Refused, or no such address on this machine: nobody answers there.
    socket.once('connect', end(true)).once('error', end(false));
  });

/** Waits for `/ready` to answer 200; false when `giveUp` says so or the time (ms) is over. */
export async function becomesReady(url: URL, withinMs: number, giveUp: () => boolean = () => false): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline && !giveUp()) {
    const status = await fetch(new URL('/ready', url)).then(
      async (response) => {
        await response.text();
        return response.status;
      },
      // Not listening yet.
      () => undefined,
    );
    if (status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/**
 * Cron triggers do not fire by themselves outside Cloudflare, so whoever runs the system is its clock: calls `tick`
 * every ten seconds, never twice at once, until the returned function is called.
 */
export function everyTenSeconds(tick: () => Promise<unknown>): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void tick()
      .catch((failure: unknown) => console.error('The sweep could not be started:', failure))
      .finally(() => (busy = false));
  }, 10_000);
  return () => clearInterval(timer);
}

/** Calls `stop` once, at the first Ctrl-C, kill or closed terminal. */
export function onEnd(stop: () => Promise<void> | void): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void Promise.resolve(stop()).then(
        () => process.exit(0),
        (failure: unknown) => {
          console.error(failure);
          process.exit(1);
        },
      );
    });
  }
}

/** Where mails are kept that nobody sends, in `email/`: wrangler's own folder, which `npm run serve` shares. */
export const MAILS_UNDER = join(root, '.wrangler/tmp');

/**
 * What is read when everything is up: by a newcomer, or by the operator of a system for real people.
 * @param seconds how long it took to start
 */
export function banner(
  url: URL,
  store: string,
  seconds: string,
  mailProvider: string | undefined,
  forRealPeople = false,
): string {
  const mails = mailProvider
    ? `  Mails are posted to ${new URL(mailProvider).host}`
    : '  Mails are not sent: each is a file .eml under .wrangler/tmp/email, until this ends';
  return [
    '',
    `  ThenorSound is up at ${url.origin} (${store}, ${seconds} s). Ctrl-C ends it.`,
    '',
    ...(forRealPeople ? [...forOperators(url), mails] : forNewcomers(url, mails)),
    '',
  ].join('\n');
}

const forOperators = ({ origin, port }: URL): string[] => [
  '  Its first administrator, where there is none yet, is made by',
  `    ${port === '5000' ? '' : `PORT=${port} `}npm run create-admin -- --env local --email …`,
  `  See what is stuck and mend it, as an administrator: ${origin}/ops`,
];

function forNewcomers({ origin, port }: URL, mails: string): string[] {
  const [, organizer] = demoSignIns;
  return [
    `  Sign in with password ${DEMO_PASSWORD} as`,
    ...demoSignIns.map(({ email, is }) => `    ${email.padEnd(34)} ${is}`),
    '',
    `  Browse the API, sign in there and try it: ${origin}/docs`,
    `  See what is stuck and mend it, as the administrator: ${origin}/ops`,
    mails,
    '',
    '  Or try',
    `    npm run journey${port === '5000' ? '' : ` -- ${origin}`}`,
    '      books a drummer onto a concert, step by step',
    `    curl -s ${origin}/api/auth/login -H 'content-type: application/json' \\`,
    `      -d '{"email":"${organizer.email}","password":"${DEMO_PASSWORD}"}'`,
  ];
}
