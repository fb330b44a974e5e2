// A key of the telephone and a PIN, from the first to the last: added with the code, signed in with, and of no use elsewhere.
import assert from 'node:assert/strict';
import { account } from '../people.mjs';
import { signIn } from '../demo.mjs';

export const name = 'a caller adds the key of their telephone, signs in with a PIN, and nobody does in another browser';
export const looks = ['phone-light', 'phone-dark', 'desk-dark'];

const PIN = '482917';
const at = (path) => (url) => url.pathname === path;

async function signOut(page) {
  const menu = page.getByRole('navigation').locator('summary');
  if (await menu.isVisible()) await menu.click();
  await page.locator('form[action="/sign-out"]').getByRole('button').click();
  await page.waitForURL(at('/signed-out'));
}

/** What the browser keeps: whether its private half can be read, and whether it is laid aside still. */
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('switchboard-device', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction('keys').objectStore('keys');
          const [key, next] = [keys.get('key'), keys.get('next')];
          keys.transaction.oncomplete = async () => {
            if (!key.result) return resolve({ next: true });
          const own = key.result.pair.privateKey;
            const formats = ['pkcs8', 'jwk', 'raw'];
            const tries = formats.map((format) => crypto.subtle.exportKey(format, own).then(() => format, () => 'no'));
            const found = { extractable: own.extractable, usages: own.usages, exported: await Promise.all(tries) };
            resolve({ ...found, next: next.result !== undefined });
          };
        };
      }),
  );

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  await signIn(page, account(demo, 'caller'));
  await page.waitForURL(at('/'));
  await page.goto(new URL('/joined', page.url()).href);
  await audit(page);
  await fits(page);
  await page.getByRole('link', { name: 'Use this telephone and a PIN' }).click();
  await page.waitForURL(at('/device'));
  await audit(page);
  await fits(page);
  await shot(page, 'begin');

  // The code, which a demo shows instead of mailing it.
  await page.getByRole('button', { name: /^Send (me the|another) code$/ }).click();
  const code = await page.locator('main code').innerText();
  assert.match(code, /^\d{4}-\d{4}$/);
  // The script looks first for a key that is there already.
  await page.locator('form[data-device]').waitFor();
  assert.equal(await page.locator('[data-without]').isVisible(), false);
  await audit(page);
  await fits(page);
  await shot(page, 'code');
  await page.getByLabel('The code from the mail').fill(code);
  await page.getByLabel('Your PIN', { exact: true }).fill(PIN);
  await page.getByLabel('Your PIN once more').fill(PIN);
  await page.getByRole('button', { name: 'Use this telephone from now on' }).click();
  await page.waitForURL((url) => url.search === '?said=added');
  await audit(page);
  await fits(page);
  await shot(page, 'added');

  // The private half can't be read, also not by a script of the page's own origin.
  await page.reload();
  let found = await kept(page);
  for (let tries = 0; found.next && tries < 50; tries += 1) {
    await page.waitForTimeout(100);
    found = await kept(page);
  }
  assert.deepEqual(found, { extractable: false, usages: ['sign'], exported: ['no', 'no', 'no'], next: false });

  // Signed out; the page for signing in asks for the PIN here, and not in another browser.
  await signOut(page);
  await page.goto(new URL('/sign-in', page.url()).href);
  const form = page.locator('form[data-device]');
  await form.waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'sign-in');
  const elsewhere = await visit();
  await elsewhere.goto(page.url());
  // Longer than the script takes to look for a key.
  await elsewhere.locator('form[data-passkey]').waitFor();
  await elsewhere.waitForTimeout(500);
  assert.equal(await elsewhere.locator('#device').isVisible(), false);

  await form.getByLabel('Your PIN').fill('482918');
  await form.getByRole('button').click();
  await page.waitForURL(at('/sign-in/device'));
  await page.getByText('Check your PIN').waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'wrong');

  // Three requests after pressing the button.
  await page.goto(new URL('/sign-in', page.url()).href);
  const asked = [];
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/assets/')) asked.push(request.url());
  });
  await form.getByLabel('Your PIN').fill(PIN);
  await form.getByRole('button').click();
  await page.waitForURL(at('/'));
  assert.equal(asked.length, 3, asked.join('\n'));

  // Removed, and over.
  await page.goto(new URL('/sessions', page.url()).href);
  await audit(page);
  await fits(page);
  await shot(page, 'sessions');
  await page.locator('form[action^="/sessions/devices/"]').getByRole('button').first().click();
  await page.waitForURL((url) => url.search === '?said=key-removed');
  await signOut(page);
  await page.goto(new URL('/sign-in', page.url()).href);
  await form.getByLabel('Your PIN').fill(PIN);
  await form.getByRole('button').click();
  await page.getByText('Check your PIN').waitFor();
}
