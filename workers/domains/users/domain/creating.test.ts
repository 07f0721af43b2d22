import { expect, it } from 'vitest';
import { mayCreate } from './creating.ts';

it('an administrator creates any user, an organizer customers’ users, a crew company those and crew, others nobody', () => {
  const created = (role: Parameters<typeof mayCreate>[0]) =>
    ([1, 2, 3] as const).filter((type) => mayCreate(role, type));
  expect(created('admin')).toEqual([1, 2, 3]);
  expect(created('organizer')).toEqual([2]);
  expect(created('crewCompany')).toEqual([2, 3]);
  expect(created('crew')).toEqual([]);
  expect(created('unlinked')).toEqual([]);
});
