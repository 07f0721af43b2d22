import { setTimeout as pause } from 'node:timers/promises';
import { inParallel } from '#shared/in-parallel';
import { workersInDeployOrder } from '../../../scripts/lib/workers.ts';
import { openReceiver, type Receiver } from '../receiver.ts';
import { startSystem, type System } from '../system.ts';
import { gatherCast } from './cast.ts';
import { examine, unsettled, type Verdict } from './examine.ts';
import type { Tally } from './persistent-client.ts';
import { randomFrom, type Random } from './random.ts';
import { plans, tell, type Told } from './story.ts';

export interface StormOptions {
  bookings: number;
  /** How often the whole process is killed while the bookings are under way. */
  kills: number;
  seed: number;
  /** MongoDB instead of the embedded engine. */
  mongodbUri?: string;
  /** The age in ms from which unfinished work is taken for abandoned; a minute in production. */
  settleAfterMs: number;
  say: (line: string) => void;
}

export interface Report extends Verdict {
  seconds: number;
  lines: string[];
}

const AT_ONCE = 12;
const TICK_EVERY_MS = 500;
const SETTLED_WITHIN_MS = 300_000;

/**
 * The proof that nothing is lost: bookings are created, moved, confirmed, invoiced and cancelled by clients who ask until
 * they are answered, while the whole process is killed with SIGKILL at random moments and started again on the same files.
 * Afterwards the store is compared with what the clients were told.
 *
 * The seed decides what is wanted of each booking and after how many answers the process dies. What exactly is under way
 * at that moment is up to the machine.
 */
export async function storm(options: StormOptions): Promise<Report> {
  const { seed, say } = options;
  const startedAt = performance.now();
  const random = randomFrom(seed);
  const SETTLE_AFTER_MS = String(options.settleAfterMs);
  const provider = await openReceiver();
  const system = await startSystem({
    ...(options.mongodbUri !== undefined && { mongodbUri: options.mongodbUri }),
    vars: Object.fromEntries(
      workersInDeployOrder().map(({ name }) => [
        name,
        {
          SETTLE_AFTER_MS,
          // It does not die with the system: the simulated binding loses mails that it has just taken.
          ...(name === 'thenorsound-notifications' && { MAIL_PROVIDER_URL: provider.url('/mail') }),
        },
      ]),
    ),
  });
  const clock = startClock(system);
  try {
    const tally: Tally = { requests: 0, lost: 0, later: 0 };
    const cast = await gatherCast(system, Math.max(6, Math.ceil(options.bookings / 40)), tally);
    const wanted = plans(options.bookings, cast, random);
    const stepsWanted = wanted.reduce((sum, { steps }) => sum + 1 + steps.length, 0);
    say(`seed ${seed}: ${wanted.length} bookings in ${stepsWanted} steps, ${options.kills} kills`);

    const stormBegan = performance.now();
    const deaths = killer(system, clock, options.kills, stepsWanted, random, say);
    const stories: Told[] = [];
    await inParallel(wanted, AT_ONCE, async (plan) => {
      let stepped = 0;
      const told = await tell(plan, cast, () => {
        stepped += 1;
        deaths.stepped(1);
      });
      // What the client did not come to counts too, so that the last deaths do come.
      deaths.stepped(1 + plan.steps.length - stepped);
      stories.push(told);
    });
    await deaths.over;
    const stormSeconds = (performance.now() - stormBegan) / 1000;

    const settlingBegan = performance.now();
    await untilSettled(system);
    await untilMailed(system);
    const settlingSeconds = (performance.now() - settlingBegan) / 1000;
    const verdict = await examine(stories, system.data, subjectsOf(provider), options.kills);

    const lines = [
      `${options.kills} kills, ${tally.requests} requests, ${tally.lost} without an answer, ${tally.later} told to ask again, ${cast.ghosts} times refused for time that a dead run held`,
      `${stories.filter(({ bookingId }) => bookingId !== null).length} bookings answered, ${stories.filter(({ refused }) => refused).length} refused for taken time, ${stories.filter(({ open }) => open !== null).length} clients gave up`,
      `the storm took ${stormSeconds.toFixed(1)} s, settling what it left ${settlingSeconds.toFixed(1)} s`,
      ...Object.entries(verdict.counted).map(([what, count]) => `${what}: ${count}`),
      ...logged(system.logs),
    ];
    return { ...verdict, lines, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    await clock.stop();
    await system.stop();
    await provider.close();
  }
}

const subjectsOf = (provider: Receiver): string[] =>
  provider.received('/mail').map(({ body }) => (JSON.parse(body) as { subject: string }).subject);

/** Lets the sweeps run, as a cron trigger would, except while the system is dead. */
function startClock(system: System) {
  const state = { isAlive: true, isOver: false };
  const ticking = (async () => {
    while (!state.isOver) {
      // A tick that the process does not survive is one that never was.
      if (state.isAlive) await system.tick().catch(() => undefined);
      await pause(TICK_EVERY_MS);
    }
  })();
  return {
    alive: (is: boolean) => void (state.isAlive = is),
    stop: async () => {
      state.isOver = true;
      await ticking;
    },
  };
}

/** Kills the process after some of the answers, a random moment later, and starts it again. */
function killer(
  system: System,
  clock: { alive: (is: boolean) => void },
  kills: number,
  stepsWanted: number,
  random: Random,
  say: (line: string) => void,
) {
  const moments = Array.from({ length: kills }, () => Math.ceil(stepsWanted * (0.02 + 0.95 * random.next()))).toSorted(
    (one, other) => one - other,
  );
  let stepsDone = 0;
  const reached = moments.map(() => Promise.withResolvers<void>());
  const over = (async () => {
    for (const [place, { promise }] of reached.entries()) {
      await promise;
      await pause(random.below(150));
      clock.alive(false);
      await system.kill();
      await pause(random.below(500));
      await system.restart();
      clock.alive(true);
      say(`kill ${place + 1} of ${kills}, after ${stepsDone} of ${stepsWanted} steps`);
    }
  })();
  return {
    over,
    stepped: (count: number) => {
      stepsDone += count;
      for (const [place, moment] of moments.entries()) if (stepsDone >= moment) reached[place]?.resolve();
    },
  };
}

async function untilSettled(system: System): Promise<void> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const left = await unsettled(system.data);
    if (Object.keys(left).length === 0) return;
    // The examination says what is left, and everything else that it finds.
    if (Date.now() > deadline) return;
    await pause(TICK_EVERY_MS);
  }
}

/** Lets the mails go out that still wait for more to happen to their bookings. */
async function untilMailed(system: System): Promise<void> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    await atOnce(system);
    const left = await system.data.run('find', {
      collection: 'mails',
      filter: { status: 'pending' },
      projection: { _id: 1 },
      limit: 1,
    });
    if (!left.ok) throw new Error(left.failure.message);
    // The examination says which are left.
    if (left.answer.documents.length === 0 || Date.now() > deadline) return;
    await pause(TICK_EVERY_MS);
  }
}

/** Whoever is being sent just now is left alone: a claim that is taken away is a mail that goes out twice. */
async function atOnce(system: System): Promise<void> {
  const reply = await system.data.run('updateMany', {
    collection: 'mails',
    filter: { status: 'pending', 'booking.isClaimed': false },
    update: { $set: { dueAt: { $date: new Date(0).toISOString() } } },
  });
  if (!reply.ok) throw new Error(reply.failure.message);
}

/** How often each kind of warning and error was logged: a restart leaves some, a bug leaves its own. */
function logged(logs: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of logs) {
    const { level, what } = entryOf(line);
    if (level === 'warn' || level === 'error')
      counts.set(`${level} ${what}`, (counts.get(`${level} ${what}`) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `logged ${what}: ${count}`);
}

function entryOf(line: string): { level: string; what: string } {
  try {
    return JSON.parse(line) as { level: string; what: string };
  } catch {
    // Not one of ours: the runtime's own words.
    return { level: 'warn', what: line.slice(0, 120) };
  }
}
