import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { endpoint, reply } from '#shared/endpoint';
import { enumInput, enumView, timeType, type TimeType } from '#shared/enums';
import { invalid, invalidField, notFound, type FieldProblem } from '#shared/errors';
import { text } from '#shared/fields';
import { CustomerId, EventId, UserId } from '#shared/ids';
import { Sek, sekOf, ore } from '#shared/money';
import { reaches } from '#shared/permissions';
import { ask } from '#shared/reply';
import { amountOf, chooseTariff, periodOf, vatOf } from '../domain/pricing.ts';
import type { Deps } from '../ports.ts';

const PricingQuery = z.object({
  crewId: UserId,
  timeType: enumInput(timeType),
  duration: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,4})?$/, 'must be a number with at most four decimals')
    .transform(Number)
    .refine((duration) => duration > 0, 'must be more than 0')
    .optional()
    .meta({ type: 'number', example: 4, description: 'Hours or days, after `timeType`; ignored for Event' }),
  customerId: CustomerId.optional(),
  eventId: EventId.optional(),
  category: text(1, 50).optional(),
  skill: text(1, 50).optional(),
});
type PricingQuery = z.infer<typeof PricingQuery>;

const PricingView = z
  .object({
    crewId: UserId,
    category: z.string(),
    skill: z.string(),
    timeType: enumView(timeType),
    rate: Sek,
    duration: z.number(),
    totalAmount: Sek,
    vat: Sek.meta({ description: '25 % of totalAmount' }),
    totalWithVat: Sek,
    currency: z.literal('SEK'),
  })
  .meta({ id: 'Pricing' });

/** The longest booking, 31 days. */
const MOST: Readonly<Record<TimeType, number>> = { Hour: 744, Day: 31, Event: Infinity };

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/bookings/pricing',
    access: 'bookings:price',
    summary: 'What booking a crew member would cost; writes nothing',
    query: PricingQuery,
    answers: { 200: { description: 'The price', body: PricingView } },
    refuses: ['NOT_FOUND'],
  },
  async ({ query, actor, deps }) => {
    const problems = problemsOf(query, actor);
    if (problems.length > 0) throw invalid(problems);

    const [crew, tariffs] = await Promise.all([
      ask('users', deps.crewMember(query.crewId)),
      tariffsFor(query, actor, deps),
    ]);
    if (!crew) throw notFound('The crew member');
    const choice = chooseTariff(crew.skills, tariffs, query);
    if ('problem' in choice) throw invalid([choice.problem]);

    const { tariff } = choice;
    const duration = tariff.timeType === 'Event' ? 1 : (query.duration ?? 1);
    const total = amountOf(tariff.timeType, tariff.amountOre, periodOf(tariff.timeType, duration));
    return reply(200, {
      crewId: crew._id,
      category: tariff.category,
      skill: tariff.skill,
      timeType: tariff.timeType,
      rate: sekOf(tariff.amountOre),
      duration,
      totalAmount: sekOf(total),
      vat: sekOf(vatOf(total)),
      totalWithVat: sekOf(ore(total + vatOf(total))),
      currency: 'SEK',
    });
  },
);

function problemsOf(query: PricingQuery, actor: SignedIn): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (query.duration === undefined && query.timeType !== 'Event') {
    problems.push({ field: 'duration', message: 'is required' });
  } else if (query.duration !== undefined && query.duration > MOST[query.timeType]) {
    problems.push({ field: 'duration', message: `must be at most ${MOST[query.timeType]}` });
  }
  if (query.customerId === undefined && query.eventId === undefined && actor.customerId === null) {
    problems.push({ field: 'customerId', message: 'is required, unless eventId is given' });
  }
  return problems;
}

/** The tariffs of the organizer who would pay: the event's, the one that is named, or else the caller's own. */
async function tariffsFor({ eventId, customerId }: PricingQuery, actor: SignedIn, deps: Deps) {
  const mayPrice = (company: CustomerId) => reaches(actor, 'bookings:price', { companies: [company] });
  if (customerId !== undefined && !mayPrice(customerId)) throw notFound('The customer');
  if (eventId !== undefined) {
    const event = await ask('events', deps.event(eventId));
    if (!event || !mayPrice(event.customerId)) throw notFound('The event');
    if (customerId !== undefined && customerId !== event.customerId) {
      throw invalidField('customerId', 'is not the organizer of the event');
    }
    return ask('customers', deps.tariffs(event.customerId));
  }
  const payer = customerId ?? actor.customerId;
  if (payer === null) throw invalidField('customerId', 'is required, unless eventId is given');
  const [customer, tariffs] = await Promise.all([
    ask('customers', deps.customer(payer)),
    ask('customers', deps.tariffs(payer)),
  ]);
  if (!customer) throw notFound('The customer');
  return tariffs;
}
