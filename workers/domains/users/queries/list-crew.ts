import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { oid, oids, type Query } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { USER_TYPE } from '#shared/enums';
import { invalid } from '#shared/errors';
import { text } from '#shared/fields';
import { UserId } from '#shared/ids';
import { InstantOrDay, type Period } from '#shared/instant';
import { pageOf, pageQuery, skipOf, toPage, type Page } from '#shared/paging';
import { scopeOf } from '#shared/permissions';
import { storedId } from '#shared/stored';
import type { Deps } from '../ports.ts';
import { unseal } from '../sensitive-fields.ts';
import type { StoredUser } from '../user.documents.ts';
import { CrewProfileView, toCrewProfileView, toView, UserView } from '../user.view.ts';

/** How many crew are looked up in the calendars for one question; more must be narrowed down first. */
const MOST_CANDIDATES = 5_000;
const CALENDARS_AT_A_TIME = 1_000;

const ListCrew = z
  .object({
    ...pageQuery,
    category: text(1, 50).optional(),
    skill: text(1, 50).optional(),
    availableFrom: InstantOrDay.optional().meta({
      description: 'With availableTo: only active crew who can be booked for all of this period',
    }),
    availableTo: InstantOrDay.optional(),
  })
  .superRefine(
    ({ availableFrom, availableTo }, context) => {
      const problem = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
      if (availableFrom === undefined && availableTo !== undefined) {
        problem('availableFrom', 'is required with availableTo');
      }
      if (availableTo === undefined && availableFrom !== undefined) {
        problem('availableTo', 'is required with availableFrom');
      }
      if (availableFrom && availableTo && availableTo <= availableFrom) {
        problem('availableTo', 'must be after availableFrom');
      }
    },
    { when: ({ issues }) => issues.length === 0 },
  );

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/users/crew',
    access: 'users:list-crew',
    summary: 'Search crew by skill and by when they can be booked; organizers see profiles',
    query: ListCrew,
    answers: { 200: { description: 'A page of crew, by name', body: pageOf(z.union([UserView, CrewProfileView])) } },
  },
  async ({ query, actor, deps }) => {
    const filter = crewFilter(query, actor);
    const { availableFrom: start, availableTo: end } = query;
    const { crew, totalCount } =
      start && end
        ? await pageOfAvailable({ ...filter, isActive: true }, { start, end }, query, deps)
        : await pageOfAll(filter, query, deps);
    const seesAll = actor.role !== 'organizer';
    const views = await Promise.all(
      crew.map(async (user) => (seesAll ? toView(user, await unseal(user, deps.cipher)) : toCrewProfileView(user))),
    );
    return reply(200, toPage(views, totalCount, query));
  },
);

/** Category and skill are of one and the same skill. An index finds the crew in order; skills are compared as they pass. */
export function crewFilter({ category, skill }: z.infer<typeof ListCrew>, actor: SignedIn): Query {
  const scope = scopeOf(actor, 'users:list-crew');
  return {
    live: true,
    ...(scope !== 'any' && { customerId: oid(scope) }),
    userType: USER_TYPE.crew,
    ...((category ?? skill) !== undefined && {
      'crew.skills': {
        $elemMatch: {
          ...(category !== undefined && { category: ignoringCase(category) }),
          ...(skill !== undefined && { skill: ignoringCase(skill) }),
        },
      },
    }),
  };
}

const ignoringCase = (text: string) => ({
  $regex: `^${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`,
  $options: 'i',
});

async function pageOfAll(filter: Query, page: Page, { users }: Deps) {
  const [crew, totalCount] = await Promise.all([
    users.find(filter, { sort: { nameKey: 1, _id: 1 }, skip: skipOf(page), limit: page.pageSize }),
    users.count(filter),
  ]);
  return { crew, totalCount };
}

/**
 * Who is free is known from the calendars alone. So that totals and pages are true, everybody who fits is looked up there
 * before the page is cut out, by their ids alone. Crew without a calendar are free: nothing is said of them.
 */
async function pageOfAvailable(filter: Query, period: Period, page: Page, deps: Deps) {
  const Row = z.object({ _id: storedId(UserId) });
  const candidates = await deps.users.aggregate(
    [{ $match: filter }, { $sort: { nameKey: 1, _id: 1 } }, { $limit: MOST_CANDIDATES + 1 }, { $project: { _id: 1 } }],
    Row,
  );
  if (candidates.length > MOST_CANDIDATES) throw tooMany();
  const ids = candidates.map(({ _id }) => _id);

  const chunks = Array.from({ length: Math.ceil(ids.length / CALENDARS_AT_A_TIME) }, (_, n) =>
    ids.slice(n * CALENDARS_AT_A_TIME, (n + 1) * CALENDARS_AT_A_TIME),
  );
  const taken = await Promise.all(
    chunks.map((some) => deps.calendars.aggregate([{ $match: takenIn(some, period) }, { $project: { _id: 1 } }], Row)),
  );
  const notFree = new Set(taken.flat().map(({ _id }) => _id));
  const free = ids.filter((id) => !notFree.has(id));

  const onPage = free.slice(skipOf(page), skipOf(page) + page.pageSize);
  const found = onPage.length === 0 ? [] : await deps.users.find({ _id: { $in: oids(onPage) }, live: true });
  const byId = new Map<UserId, StoredUser>(found.map((user) => [user._id, user]));
  return { crew: onPage.flatMap((id) => byId.get(id) ?? []), totalCount: free.length };
}

/** The calendars of these people in which something of the period is held or blocked, or that are closed. */
function takenIn(ids: readonly UserId[], { start, end }: Period): Query {
  const overlapping = { $elemMatch: { start: { $lt: end }, end: { $gt: start } } };
  return {
    _id: { $in: oids(ids) },
    $or: [{ open: false }, { holds: overlapping }, { unavailable: overlapping }],
  };
}

const tooMany = () =>
  invalid(
    ['category', 'skill'].map((field) => ({
      field,
      message: `is needed to narrow the search down: more than ${MOST_CANDIDATES} crew fit`,
    })),
    'Too many crew fit to look up when each is available',
  );
