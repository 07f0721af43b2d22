import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answered } from '../client.ts';
import type { Cast, CrewMember, Organizer } from './cast.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
/** Room for one booking of up to two hours, with an hour between. */
const SLOT_MS = 3 * HOUR_MS;

export const steps = ['move', 'confirm', 'invoice', 'cancel'] as const;
export type Step = (typeof steps)[number];

export interface Times {
  startTime: string;
  endTime: string;
}

/** What becomes of one booking, decided by the seed before anything begins. */
export interface Plan {
  number: number;
  organizer: Organizer;
  crew: CrewMember;
  times: Times;
  /** Where it moves to, if it does. */
  movesTo: Times;
  /** After its creation, in this order. */
  steps: Step[];
  /** At this step (-1 is the creation) its client gives up when an answer is lost. */
  givesUpAt: number | null;
  /** Somebody else wants the same time of the same person: one of them is refused. */
  contested: boolean;
}

/** Plans for `count` bookings. The same seed and cast give the same plans. */
export function plans(count: number, cast: Cast, random: Random): Plan[] {
  const used = new Map<CrewMember, number>();
  const free = (crew: CrewMember): Times => {
    const slot = used.get(crew) ?? 0;
    used.set(crew, slot + 1);
    const start = cast.start.getTime() + slot * SLOT_MS;
    if (start + SLOT_MS > cast.end.getTime()) throw new Error('The season is too short for so many bookings');
    const hours = 1 + random.below(2);
    return { startTime: new Date(start).toISOString(), endTime: new Date(start + hours * HOUR_MS).toISOString() };
  };
  const made: Plan[] = [];
  for (let number = 0; number < count; number += 1) {
    const rival = number > 0 && random.chance(0.04) ? random.pick(made) : null;
    const crew = rival?.crew ?? random.pick(cast.crew);
    const chosen = someSteps(random);
    if (rival) rival.contested = true;
    made.push({
      number,
      organizer: random.pick(cast.organizers),
      crew,
      times: rival?.times ?? free(crew),
      movesTo: free(crew),
      steps: chosen,
      givesUpAt: random.chance(0.05) ? random.below(chosen.length + 1) - 1 : null,
      contested: rival !== null,
    });
  }
  return made;
}

/** A booking may move, be confirmed (after a move: anew), be invoiced, and be cancelled at any of these points. */
function someSteps(random: Random): Step[] {
  const chosen: Step[] = [];
  if (random.chance(0.1)) chosen.push('move');
  if (random.chance(0.85)) {
    chosen.push('confirm');
    if (!chosen.includes('move') && random.chance(0.1)) chosen.push('move', 'confirm');
    if (random.chance(0.45)) chosen.push('invoice');
  }
  if (random.chance(0.35)) chosen.push('cancel');
  return chosen;
}

/** How far a client got: `open` is a step after whose lost answer it gave up. */
export interface Told {
  plan: Plan;
  /** Null where the client does not know of a booking. */
  bookingId: string | null;
  /** The creation was refused for good: somebody else has the time. */
  refused: boolean;
  done: Step[];
  open: Step | 'create' | null;
  /** As the client was last answered. */
  times: Times;
  invoiceNumber: string | null;
}

/** Lets a client carry out its plan, step after step. `stepped` is called after each answer. */
export async function tell(plan: Plan, cast: Cast, stepped: () => void): Promise<Told> {
  const told: Told = {
    plan,
    bookingId: null,
    refused: false,
    done: [],
    open: null,
    times: plan.times,
    invoiceNumber: null,
  };
  const created = await create(plan, cast);
  stepped();
  if (created === null) return { ...told, open: 'create' };
  if (created === 'refused') return { ...told, refused: true };
  const bookingId = created.id;
  told.bookingId = bookingId;

  for (const [place, step] of plan.steps.entries()) {
    const answered = await take(step, bookingId, plan, cast, plan.givesUpAt === place);
    stepped();
    if (answered === null) return { ...told, open: step };
    const expected = step === 'invoice' ? 201 : 200;
    if (answered.status !== expected) {
      throw new Error(`Booking ${bookingId}: ${step} answered ${answered.status} ${JSON.stringify(answered.body)}`);
    }
    told.done.push(step);
    if (step === 'move') told.times = plan.movesTo;
    if (step === 'invoice') told.invoiceNumber = String(answered.body['invoiceNumber']);
  }
  return told;
}

/** The new booking; null where the client gave up. */
async function create(plan: Plan, cast: Cast): Promise<{ id: string } | 'refused' | null> {
  const wish = {
    eventId: plan.organizer.eventId,
    crewId: plan.crew.userId,
    ...plan.times,
    notes: storyName(plan),
  };
  for (;;) {
    const options = { key: randomUUID(), givesUp: plan.givesUpAt === -1 };
    const answered = await plan.organizer.client.insist('POST', '/api/bookings', wish, options);
    if (answered === null) return null;
    if (answered.status === 201) return answered.body;
    if (answered.status !== 409) {
      throw new Error(`Creating ${storyName(plan)} answered ${answered.status} ${JSON.stringify(answered.body)}`);
    }
    if (plan.contested) return 'refused';
    // What a run that died has held is in the way until the sweep gives it back: a new request comes through then.
    cast.ghosts += 1;
    await pause(500);
  }
}

/** By which the booking of a plan is known in the store, also where the client never learnt its id. */
export const storyName = ({ number }: Plan): string => `story ${number}`;

function take(step: Step, id: string, plan: Plan, cast: Cast, givesUp: boolean): Promise<Answered | null> {
  const { company } = plan.crew;
  const path = `/api/bookings/${id}`;
  switch (step) {
    case 'move':
      return plan.organizer.client.insist('PUT', path, plan.movesTo, { givesUp });
    case 'confirm':
      return company.client.insist('PUT', `${path}/confirm`, undefined, { givesUp });
    case 'invoice': {
      const issuer = company.sells ? company.client : cast.admin;
      return issuer.insist('POST', `${path}/invoice`, undefined, { key: randomUUID(), givesUp });
    }
    case 'cancel':
      return plan.organizer.client.insist('PUT', `${path}/cancel`, { cancellationReason: 'Rain' }, { givesUp });
  }
}
