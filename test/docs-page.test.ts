import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD, seedDemo } from '../scripts/demo/seed.ts';
import { chromiumOrSkip } from './support/chromium.ts';
import { startSystem, type System } from './support/system.ts';

const browser = await chromiumOrSkip();
afterAll(() => browser?.close());

describe.skipIf(!browser)('the reference', () => {
  let system: System;
  let page: Page;

  beforeAll(async () => {
    system = await startSystem();
    await seedDemo(system.data, new Date());
    if (!browser) return;
    page = await browser.newPage();
    await page.goto(new URL('/docs', system.url).href, { waitUntil: 'networkidle' });
  });
  afterAll(() => system.stop());

  it('shows every operation of the document', async () => {
    const document = (await (await system.fetch('/openapi.json')).json()) as { paths: Record<string, object> };
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    // Everything has arrived before everything is drawn.
    await expect.poll(() => page.locator('.opblock-summary').count(), { timeout: 30_000 }).toBe(operations.length);
    const shown = await page.locator('.opblock-summary').evaluateAll((rows) =>
      (rows as unknown as { querySelector: (selector: string) => { textContent: string } }[]).map((row) => {
        const method = row.querySelector('.opblock-summary-method').textContent;
        // Long paths carry invisible places to break.
        const path = row.querySelector('.opblock-summary-path').textContent.replaceAll('\u200B', '');
        return `${method} ${path}`;
      }),
    );
    expect(shown.toSorted()).toEqual(operations.toSorted());
  });

  it('says why a sign-in failed', async () => {
    await page.getByRole('textbox', { name: 'Email' }).fill('organizer@thenorsound.example');
    await page.locator('#sign-in').getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect.poll(() => page.locator('#message').textContent(), { timeout: 15_000 }).toMatch(/password/);
  });

  it('signs a person in, tries a call as that person, and signs out', async () => {
    await page.getByRole('textbox', { name: 'Email' }).fill('organizer@thenorsound.example');
    await page.locator('#sign-in').getByLabel('Password').fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Signed in as Olle Öberg').waitFor();

    const claims = page.locator('.opblock', { hasText: '/api/auth/claims' });
    await claims.locator('.opblock-summary-control').click();
    const tried = async (): Promise<string> => {
      await claims.getByRole('button', { name: 'Execute' }).click();
      const answer = claims.locator('.live-responses-table tbody .response-col_status');
      await answer.waitFor();
      return (await answer.textContent()) ?? '';
    };
    expect(await tried()).toContain('200');
    expect(await claims.locator('.live-responses-table').textContent()).toContain('organizer@thenorsound.example');

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.locator('#message', { hasText: 'Signed out' }).waitFor();
    await claims.getByRole('button', { name: 'Clear' }).click();
    expect(await tried()).toContain('401');
  });
});
