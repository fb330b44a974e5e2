// The same walk in the other language, whose words are longer.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { account, forget, remember } from '../people.mjs';
import { onCard } from '../desk.mjs';

export const name = 'a caller reads Welsh from signing in to the next member, and takes English by the link in the foot';

const MESSAGES = new URL('../../../crates/switchboard/messages/cy/', import.meta.url);
const LINES = readdirSync(MESSAGES).flatMap((file) => readFileSync(new URL(file, MESSAGES), 'utf8').split('\n'));

/** What a sentence without gaps says. */
function said(key) {
  const line = LINES.find((one) => one.startsWith(`${key} = `));
  if (!line) throw new Error(`there is no ${key} in Welsh`);
  return line.slice(key.length + 3);
}

export async function run({ demo, shot, visit, audit, fits }) {
  const who = account(demo, 'caller', 'Harbour');
  const page = await visit({ locale: 'cy-GB' });
  const see = async (label) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'cy');
    await page.getByText(said('language-unreviewed')).waitFor();
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  const press = (key) => page.getByRole('button', { name: said(key), exact: true }).click();

  forget(who);
  await page.goto(who.sign_in_url);
  await see('sign-in');
  await page.getByRole('textbox').fill('nid-cod');
  await press('sign-in-button');
  await page.getByText(said('sign-in-error-not-accepted')).waitFor();
  await see('refused');
  await page.getByRole('textbox').fill(who.sign_in_code);
  await press('sign-in-button');
  await page.waitForURL((url) => url.pathname === '/');
  await remember(page, who);
  await see('home');

  await page.locator('a[href^="/desk/"]').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (await page.locator('main[data-card]').count()) {
    // A card left from another story.
    await onCard(page);
  } else {
    await see('first');
    await press('bank-first-start');
    await onCard(page);
  }
  if ((await page.locator('main').getAttribute('data-stage')) === 'dealt') {
    await see('dealt');
    await press('card-show-number');
  }
  await page.locator('main[data-stage="shown"]').waitFor();
  await see('shown');
  await press('outcome-no-answer');
  await page.locator('main[data-saved]').waitFor();
  await page.getByText(said('saved-outcome')).waitFor();
  await see('saved');
  await page.getByRole('link', { name: said('desk-stop') }).click();
  await page.waitForURL((url) => url.pathname === '/');

  await page.goto(new URL('/language', demo.url).href);
  await see('language');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Languages' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/language', 'the link leads elsewhere');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
}
