import * as z from 'zod';
import { accountsFrom } from '../../workers/domains/invoicing/accounts.ts';
import { platformSellerFrom } from '../../workers/domains/invoicing/platform-seller.ts';
import type { Choices } from './settings.ts';

/** Where an installation for real people runs: on Cloudflare, or on one's own machine (`npm run serve`). */
export type Host = 'cloudflare' | 'workerd';

/** What stands where nothing was chosen, in an installation for real people: closed, and nothing for one's own machine. */
export const installedDefaults = {
  ENVIRONMENT: 'production',
  RATE_LIMITS: 'on',
  REGISTRATION: 'closed',
  COOKIE_SAMESITE: 'Strict',
  WEBHOOK_LOOPBACK: '',
} as const satisfies Choices;

const httpsOrigin = z.url({ protocol: /^https$/ }).refine((url) => new URL(url).origin === url, 'is no origin');
const present = z.string('is missing').min(1, 'is missing');
const positive = z.string().regex(/^[1-9]\d{0,2}$/, 'is no number from 1 to 999');

/** One setting: what it must be like, and what it is for. */
interface Setting {
  schema: z.ZodType;
  /** Told with what is wrong: what belongs there. */
  is: string;
}

/** Reads a setting by the very function that the Worker reads it by. */
const readBy = (read: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      read(text);
    } catch (error) {
      const message = error instanceof z.ZodError ? error.issues.map(sayIssue).join('; ') : 'is no JSON';
      context.addIssue({ code: 'custom', message });
    }
  });
const sayIssue = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.')} ${message}`.trim();

/** What must hold of each choice before real people are let in. */
const settings: { readonly [Name in keyof Choices]?: Setting } = {
  ENVIRONMENT: { schema: z.literal('production'), is: 'production' },
  RATE_LIMITS: { schema: z.literal('on'), is: 'on' },
  WEBHOOK_LOOPBACK: { schema: z.literal(''), is: 'empty' },
  FRONTEND_URL: {
    schema: present.pipe(z.url({ protocol: /^https$/ })),
    is: 'where the links in mails lead, such as https://app.thenorsound.se',
  },
  CORS_ORIGINS: {
    schema: present.transform((list) => list.split(',').map((one) => one.trim())).pipe(z.array(httpsOrigin)),
    is: 'the web sites whose pages may call the API, https origins with commas between',
  },
  MAIL_FROM: {
    schema: present.pipe(z.email()).refine((address) => !address.endsWith('.example'), 'is made up'),
    is: 'the address that mails come from',
  },
  MAIL_PROVIDER_URL: {
    schema: z.url({ protocol: /^https$/ }).optional(),
    is: 'where mails are posted to be sent, by https',
  },
  REGISTRATION: { schema: z.enum(['open', 'closed']), is: 'open (anyone may register) or closed (by invitation)' },
  COOKIE_SAMESITE: { schema: z.enum(['Strict', 'Lax', 'None']), is: 'Strict, Lax or None' },
  DNS_OVER_HTTPS: { schema: z.url({ protocol: /^https$/ }).optional(), is: 'a resolver that answers JSON by https' },
  PLATFORM_SELLER: {
    schema: readBy((text) => platformSellerFrom({ PLATFORM_SELLER: text })).optional(),
    is: 'the company that sells where a crew company cannot, as JSON',
  },
  ACCOUNTS: { schema: readBy((text) => accountsFrom({ ACCOUNTS: text })).optional(), is: 'accounts, as JSON' },
  MONGODB_URI: {
    schema: z
      .string()
      .regex(/^mongodb([+]srv)?:\/\//, 'is no connection string')
      .optional(),
    is: 'a MongoDB, mongodb+srv://…; without it the embedded engine is used',
  },
  MONGODB_POOL_SIZE: { schema: positive.optional(), is: 'how many connections share the work' },
  STORE_LOCATION: {
    schema: z.enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me']).optional(),
    is: 'where Cloudflare makes the Durable Objects of the store',
  },
  STORE_JURISDICTION: { schema: z.enum(['eu', 'us', 'fedramp']).optional(), is: 'where they must stay' },
};

/** The choices of an installation with what stands where none was made. */
export const installedChoices = (chosen: Choices): Choices => ({
  ...installedDefaults,
  ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined && value !== '')),
});

/** What keeps an installation from being opened to real people: a line for each setting that is missing or wrong. No secret is in it. */
export function troublesOf(choices: Choices, host: Host): string[] {
  const wrong = Object.entries(settings).flatMap(([name, { schema, is }]) => {
    const read = schema.safeParse(choices[name as keyof Choices]);
    if (read.success) return [];
    const [issue] = read.error.issues;
    const says = issue?.message.startsWith('is ') ? issue.message : 'is wrong';
    return [`${name} ${says}: ${is}${says === 'is wrong' && issue?.code === 'custom' ? ` (${issue.message})` : ''}`];
  });
  return [...wrong, ...troublesBetween(choices, host)];
}

function troublesBetween(choices: Choices, host: Host): string[] {
  const troubles: string[] = [];
  if (choices.MAIL_PROVIDER_URL && !choices.MAIL_PROVIDER_KEY) {
    troubles.push('MAIL_PROVIDER_KEY is missing: the key for MAIL_PROVIDER_URL');
  }
  if (host === 'workerd' && !choices.MAIL_PROVIDER_URL) {
    troubles.push(
      'MAIL_PROVIDER_URL is missing: outside Cloudflare nothing else sends mails, and people come by invitation',
    );
  }
  return troubles;
}
