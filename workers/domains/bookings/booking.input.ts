import * as z from 'zod';
import { timeProblems } from './domain/booking.ts';

const TwoTimes = z.object({ startTime: z.date(), endTime: z.date() });

/** Holds the two times of a request against each other, as soon as both are there, along with whatever else is wrong. */
export const withTimesInOrder = <S extends z.ZodType>(schema: S): S =>
  schema.refine(
    (value) => {
      const { startTime: start, endTime: end } = TwoTimes.parse(value);
      return timeProblems({ start, end }).length === 0;
    },
    {
      path: ['endTime'],
      error: 'must be after startTime, and at most 31 days after it',
      when: ({ value }) => TwoTimes.safeParse(value).success,
    },
  );
