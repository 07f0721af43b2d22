import { describe, expect, it } from 'vitest';
import { newId, UserId } from './ids.ts';

describe('an id', () => {
  it('is 24 lower-case hex digits', () => {
    expect(UserId.safeParse('665f1c2ab8d4e3f6a7b8c9d0').success).toBe(true);
  });

  it.each(['665F1C2AB8D4E3F6A7B8C9D0', '665f1c2ab8d4e3f6a7b8c9d', '665f1c2ab8d4e3f6a7b8c9d0 ', '', 7, { $gt: '' }])(
    'is refused as %j',
    (given) => {
      expect(UserId.safeParse(given).success).toBe(false);
    },
  );

  it('that is new begins with its second, as an ObjectId does', () => {
    const id = newId<UserId>(new Date('2026-11-23T10:00:00.999Z'));
    expect(UserId.safeParse(id).success).toBe(true);
    expect(Number.parseInt(id.slice(0, 8), 16)).toBe(Date.parse('2026-11-23T10:00:00Z') / 1000);
  });

  it('is not made twice', () => {
    const now = new Date();
    expect(new Set(Array.from({ length: 1_000 }, () => newId<UserId>(now))).size).toBe(1_000);
  });
});
