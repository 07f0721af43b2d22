import type { AnyId } from '#shared/ids';

/** The id of a demo record: always the same, so that seeding that was broken off can simply be done again. */
export const demoId = <Id extends AnyId>(number: number): Id =>
  `66d0000000000000${number.toString(16).padStart(8, '0')}` as Id;
