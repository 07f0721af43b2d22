import { expect, test } from 'vitest';
import { installedChoices, troublesOf } from './installation.ts';

const enough = {
  FRONTEND_URL: 'https://app.thenorsound.se',
  CORS_ORIGINS: 'https://app.thenorsound.se, https://admin.thenorsound.se',
  MAIL_FROM: 'no-reply@thenorsound.se',
};
const troubles = (choices: Parameters<typeof installedChoices>[0], host: 'cloudflare' | 'workerd' = 'cloudflare') =>
  troublesOf(installedChoices(choices), host).map((line) => line.split(':')[0]);

test('an installation needs a front end, its origins and a sender of mails, and names all that are missing', () => {
  expect(troubles({})).toEqual(['FRONTEND_URL is missing', 'CORS_ORIGINS is missing', 'MAIL_FROM is missing']);
  expect(troubles({ FRONTEND_URL: '', CORS_ORIGINS: '', MAIL_FROM: '' })).toHaveLength(3);
  expect(troubles(enough)).toEqual([]);
});

test('what is for one’s own machine is refused', () => {
  const own = {
    ...enough,
    ENVIRONMENT: 'development',
    RATE_LIMITS: 'off',
    WEBHOOK_LOOPBACK: 'allowed',
    FRONTEND_URL: 'http://localhost:3000',
    CORS_ORIGINS: 'https://app.thenorsound.se,http://localhost:5173',
    MAIL_FROM: 'no-reply@thenorsound.example',
    MAIL_PROVIDER_URL: 'http://localhost:1080',
  };
  expect(troubles(own).map((line) => line?.split(' ')[0])).toEqual([
    'ENVIRONMENT',
    'RATE_LIMITS',
    'WEBHOOK_LOOPBACK',
    'FRONTEND_URL',
    'CORS_ORIGINS',
    'MAIL_FROM',
    'MAIL_PROVIDER_URL',
    'MAIL_PROVIDER_KEY',
  ]);
});

test('where nothing is chosen, registration is closed', () => {
  expect(installedChoices({}).REGISTRATION).toBe('closed');
  expect(installedChoices({ REGISTRATION: 'open' }).REGISTRATION).toBe('open');
  expect(troubles({ ...enough, REGISTRATION: 'perhaps' })).toEqual(['REGISTRATION is wrong']);
});

test('the seller is read as the invoicing Worker reads it, and what is wrong in it is named', () => {
  const [line] = troublesOf(installedChoices({ ...enough, PLATFORM_SELLER: '{"name":"A"}' }), 'cloudflare');
  expect(line).toContain('orgNumber');
  expect(troubles({ ...enough, PLATFORM_SELLER: 'A AB' })).toEqual(['PLATFORM_SELLER is no JSON']);
});

test('a secret that is wrong is named, not shown', () => {
  const shown = troublesOf(installedChoices({ ...enough, MONGODB_URI: 'postgres://u:pass@h' }), 'cloudflare').join();
  expect(shown).toContain('MONGODB_URI');
  expect(shown).not.toContain('pass');
});

test('outside Cloudflare mails need a provider', () => {
  expect(troubles(enough, 'workerd')).toEqual(['MAIL_PROVIDER_URL is missing']);
  const provider = { MAIL_PROVIDER_URL: 'https://mail.thenorsound.se', MAIL_PROVIDER_KEY: 'k' };
  expect(troubles({ ...enough, ...provider }, 'workerd')).toEqual([]);
});
