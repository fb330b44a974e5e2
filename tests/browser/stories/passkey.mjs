// A passkey from the first to the last: added, signed in with, removed. The authenticator is Chromium's own virtual one.
import assert from 'node:assert/strict';
import { account } from '../people.mjs';
import { signIn } from '../demo.mjs';

export const name = 'an organiser adds a passkey, signs in with it, removes it, and then cannot';
export const looks = ['phone-light', 'desk-dark'];

const AUTHENTICATOR = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

const at = (path) => (url) => url.pathname === path;

async function signOut(page) {
  const menu = page.getByRole('navigation').locator('summary');
  if (await menu.isVisible()) await menu.click();
  await page.locator('form[action="/sign-out"]').getByRole('button').click();
  await page.waitForURL(at('/signed-out'));
}

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
  const kept = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

  // With the code, to the page of passkeys, by the page of sessions.
  await signIn(page, account(demo, 'organiser', undefined, 2));
  await page.waitForURL(at('/'));
  await page.goto(new URL('/sessions', page.url()).href);
  await page.getByRole('main').getByRole('link', { name: 'Your passkeys' }).click();
  await page.waitForURL(at('/passkeys'));
  assert.equal(await page.locator('[data-without]').isVisible(), false);
  await page.getByRole('textbox').fill('Key on my ring');
  await audit(page);
  await fits(page);
  await shot(page, 'none');
  await page.locator('form[data-passkey]').getByRole('button').click();
  await page.waitForURL((url) => url.search === '?said=added');
  await page.getByText('Key on my ring').waitFor();
  const [credential] = await kept();
  assert.equal(credential.rpId, 'localhost');
  assert.equal(credential.isResidentCredential, true);
  await audit(page);
  await fits(page);
  await shot(page, 'added');

  // The same device makes no second one, and the page says why.
  await page.locator('form[data-passkey]').getByRole('button').click();
  await page.getByText('has a passkey of yours already').waitFor();
  assert.equal((await kept()).length, 1);

  // Signed out, and in again with nothing but the device: three requests after pressing the button.
  await signOut(page);
  await page.goto(new URL('/sign-in', page.url()).href);
  await audit(page);
  await fits(page);
  await shot(page, 'sign-in');
  const asked = [];
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/assets/')) asked.push(request.url());
  });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(at('/'));
  const requests = asked.filter((url) => url.startsWith('http'));
  assert.equal(requests.length, 3, requests.join('\n'));

  // Removed, and over.
  await page.goto(new URL('/passkeys', page.url()).href);
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.waitForURL((url) => url.search === '?said=removed');
  await page.getByText('You have none yet.').waitFor();
  await signOut(page);
  await page.goto(new URL('/sign-in', page.url()).href);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('The passkey may have been removed').waitFor();
  assert.equal(new URL(page.url()).pathname, '/sign-in/passkey');
  await audit(page);
  await fits(page);
  await shot(page, 'refused');
}
