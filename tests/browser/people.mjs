// The demo's people: each signs in once by typing the code, and is known in later stories by the session's cookie, as
// on a phone that stays signed in.
import assert from 'node:assert/strict';
import { signIn } from './demo.mjs';

const sessions = new Map();

/** The n-th account of a role, counted from 1; a campaign's where `campaign` is named. */
export function account(demo, role, campaign, n = 1) {
  const found = demo.accounts.filter((one) => one.role === role && (!campaign || one.campaign === campaign));
  assert.ok(found.length >= n, `the demo has ${found.length} of ${role} ${campaign ?? ''}, not ${n}`);
  return found[n - 1];
}

/** Opens the start page as this person; signs in if need be. */
export async function enter(page, who) {
  const known = sessions.get(who.sign_in_code);
  if (known) {
    await page.context().addCookies(known);
    await page.goto(new URL('/', who.sign_in_url).href);
    if (new URL(page.url()).pathname === '/') return;
  }
  await signIn(page, who);
  await page.waitForURL((url) => url.pathname === '/');
  await remember(page, who);
}

/** Keeps the session, so that a later story goes on with it. */
export async function remember(page, who) {
  const cookies = await page.context().cookies();
  sessions.set(who.sign_in_code, cookies.filter((cookie) => cookie.name === 'switchboard'));
}

/** Forgets a session that was ended. */
export function forget(who) {
  sessions.delete(who.sign_in_code);
}

/** Goes to a room by the menu, which a small screen folds where it is long. */
export async function go(page, name) {
  const menu = page.getByRole('navigation').locator('summary');
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}
