import type * as z from 'zod';

/** An old document as new ones, or why it cannot be taken. */
export type Taken<T> = { taken: T; warnings: string[] } | { refused: string };

/** What is wrong with a document, by field; never its values, which may be personal. */
export const problemsOf = (error: z.ZodError | undefined): string =>
  (error?.issues ?? []).map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; ');
