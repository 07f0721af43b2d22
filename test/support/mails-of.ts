import { join } from 'node:path';

/** Where a system with these files keeps the mails that no provider sends, under `email/`. */
export const mailsOf = (persist: string): string => join(persist, 'mails');
