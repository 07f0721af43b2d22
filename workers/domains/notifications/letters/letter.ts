import type { Seen } from '../domain/booking-news.ts';
import type { Deps } from '../ports.ts';
import type { Mail } from '../write-mail.ts';

/** How mails go out, where that is configured. */
export type Mailing = NonNullable<Deps['mailing']>;

/** A mail that is ready to be sent but for its sender. */
export type Letter = Omit<Mail, 'from' | 'messageId'> & {
  /** Tells what one mail document has said from what it says next; null where it says one thing only. */
  edition: string | null;
};

/** What is to be sent, if anything. */
export interface Written {
  /** Null where there is nobody to read it, or nothing to say. */
  letter: Letter | null;
  /** What its reader knows of the booking from then on. */
  told?: Seen;
}

export const nothing: Written = { letter: null };
