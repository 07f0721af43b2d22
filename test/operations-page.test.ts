import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId, type BookingId } from '#shared/ids';
import { DEMO_PASSWORD, seedDemo } from '../scripts/demo/seed.ts';
import { root } from '../scripts/lib/workers.ts';
import { chromiumOrSkip } from './support/chromium.ts';
import { signIn as signInDirectly } from './support/client.ts';
import { aDeadLetter } from './support/dead-letter.ts';
import { eventually } from './support/eventually.ts';
import { startSystem, type System } from './support/system.ts';

const browser = await chromiumOrSkip();
afterAll(() => browser?.close());

/** Where pictures of the page go, for people to look at. */
const PICTURES = join(root, 'dist/pictures');

describe.skipIf(!browser)('the operations page', () => {
  let system: System;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    system = await startSystem({
      vars: Object.fromEntries(
        ['operations', 'analytics'].map((name) => [`thenorsound-${name}`, { SETTLE_AFTER_MS: '500' }]),
      ),
    });
    await seedDemo(system.data, new Date());
    await mkdir(PICTURES, { recursive: true });
  });
  afterAll(() => system.stop());

  beforeEach(async () => {
    if (!browser) return;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    page = await context.newPage();
    complaints.splice(0);
    page.on('console', (message) => {
      // The browser reports each answer that is no success; which ones are, the tests say.
      if (message.type() === 'error' && !message.text().includes('Failed to load resource')) {
        complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const answer = await page.goto(new URL('/ops', system.url).href);
    expect(answer?.headers()['content-security-policy']).not.toContain('unsafe');
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  const signIn = async (who = 'admin') => {
    await page.getByLabel('Email').fill(`${who}@thenorsound.example`);
    await page.getByLabel('Password').fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
  };
  const letters = () => page.locator('#letters > li');
  const picture = (name: string) => page.screenshot({ path: join(PICTURES, `ops-${name}.png`), fullPage: true });

  it('shows anybody which services answer, and nothing more', async () => {
    await page.getByRole('heading', { name: 'Everything is running' }).waitFor();
    expect(await page.locator('#services li').count()).toBe(12);
    expect(await page.getByRole('heading', { name: 'Dead letters' }).isVisible()).toBe(false);
    await picture('door');
  });

  it('says what is wrong with a sign-in, and lets only administrators in', async () => {
    await page.getByLabel('Email').fill('admin@thenorsound.example');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /email|password/i })
      .waitFor();
    await signIn('organizer');
    await page.getByRole('alert').filter({ hasText: 'for administrators' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Dead letters' }).isVisible()).toBe(false);
  });

  it('shows a dead letter and its error; replayed, by keyboard alone, it reaches its subscriber and is gone', async () => {
    await anError(system);
    const id = await aDeadLetter(system);
    await signIn();
    await letters().filter({ hasText: 'It was not in the mood' }).waitFor();
    await page.getByRole('heading', { name: 'Something needs attention' }).waitFor();
    await page.getByText('1 message could not be handled').waitFor();
    await page.locator('#errors').getByText('a stored document of bookings').waitFor({ timeout: 20_000 });
    await letters().getByText('The message').click();
    await letters().getByText('"booking.completed"').waitFor();

    await picture('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('dark');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture('narrow-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await picture('narrow');
    await page.setViewportSize({ width: 1280, height: 900 });

    const replay = page.getByRole('button', { name: 'Replay' });
    await replay.focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'Replay this message?' });
    await question.waitFor();
    await page.screenshot({ path: join(PICTURES, 'ops-question.png') });
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect(await letterOf(system, id)).toMatchObject({ replayedAt: null });

    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'booking.completed was sent to analytics again' }).waitFor();
    await eventually(async () => {
      await system.tick();
      return (await letterOf(system, id)) === null;
    }, 60_000);
    await page.getByText('None. Every message was handled.').waitFor({ timeout: 20_000 });
  });

  it('goes on with a new token when the old one has ended, and asks to sign in when the session has', async () => {
    await signIn();
    await page.getByRole('heading', { name: 'Queues' }).waitFor();
    const refused = { status: 401, contentType: 'application/json', body: '{"error":{"message":"Sign in first"}}' };
    let isFirst = true;
    await page.route('**/api/ops/status', async (route) => {
      if (isFirst) await route.fulfill(refused);
      else await route.fallback();
      isFirst = false;
    });
    const renewed = page.waitForResponse((response) => response.url().endsWith('/api/auth/refresh'));
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    expect((await renewed).status()).toBe(200);
    await page.getByRole('heading', { name: 'Queues' }).waitFor();

    await page.route('**/api/**', (route) => route.fulfill(refused));
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert').filter({ hasText: 'Your session has ended' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Queues' }).isVisible()).toBe(false);
  });

  it('names what is down', async () => {
    await page.getByRole('heading', { name: 'Everything is running' }).waitFor();
    const details = [{ field: 'bookings', message: 'does not answer' }];
    await page.route('**/ready', (route) =>
      route.fulfill({ status: 503, contentType: 'application/json', body: JSON.stringify({ error: { details } }) }),
    );
    await signIn();
    await page.getByText('Not answering: bookings').waitFor();
    await page.locator('#services li', { hasText: 'bookings' }).getByText('does not answer').waitFor();
  });

  it('keeps no token anywhere, and ends the session on the server when somebody signs out', async () => {
    await signIn();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    expect(await page.evaluate('document.cookie')).toBe('');
    const ended = page.waitForResponse((response) => response.url().endsWith('/api/auth/logout'));
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect((await ended).status()).toBe(200);
    await page.getByText('You are signed out.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});

async function letterOf({ data }: System, id: string) {
  const found = await data.run('findOne', { collection: 'dead_letters', filter: { _id: { $oid: id } } });
  if (!found.ok) throw new Error(found.failure.message);
  return found.answer.document;
}

/** Something that no Worker expects, so that one fails in earnest and reports it to the operations Worker. */
async function anError(system: System): Promise<void> {
  const id = newId<BookingId>();
  await system.data.run('insertOne', { collection: 'bookings', document: { _id: { $oid: id }, kind: 'booking' } });
  const admin = await signInDirectly(system, 'admin');
  for (let times = 0; times < 3; times += 1) {
    expect((await admin.ask('GET', `/api/bookings/${id}`)).status).toBe(500);
  }
}
