// What the data protection officer sees to beside members: a program that is told what happens, and the lists of numbers that aren't rung.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';

export const name = 'an office has a program told of what it chooses, tests that, and reads how old the lists of unwanted calls are';
export const looks = ['phone-light', 'desk-dark'];

/** Nobody listens there. */
const ADDRESS = 'https://127.0.0.1:8443/in';
const PLAIN = 'http://hooks.example.org/in';

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await enter(page, account(demo, 'dpo'));
  await page.goto(new URL('/hooks', demo.url).href);
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
  // What is a campaign's alone isn't offered to the organisation.
  assert.equal(await page.getByLabel('A shift was planned').count(), 0);
  await see('hooks');
  const chosen = ['A contest went on to its next phase', 'Something is wrong with the installation'];
  for (const label of chosen) await page.getByLabel(label).check();
  const address = page.getByLabel('Its address');
  await address.fill(PLAIN);
  await page.getByRole('button', { name: 'Tell this address' }).click();
  await page.getByRole('alert').getByText('The address must begin with https://.').waitFor();
  assert.equal(await address.inputValue(), PLAIN, 'what was typed is lost');
  for (const label of chosen) assert.ok(await page.getByLabel(label).isChecked(), `${label} is lost`);
  await see('wrong');
  await address.fill(ADDRESS);
  await page.getByRole('button', { name: 'Tell this address' }).click();
  await page.getByRole('heading', { level: 1, name: 'Its secret' }).waitFor();
  assert.match(await page.locator('main p.code code').innerText(), /^whsec_/);
  await see('secret');
  await page.getByRole('link', { name: 'I have copied it' }).click();

  await page.getByRole('heading', { level: 1, name: '127.0.0.1' }).waitFor();
  await page.getByText('It is told:').waitFor();
  for (const label of chosen) await page.getByRole('listitem').filter({ hasText: label }).waitFor();
  await page.getByText('Nothing yet.').waitFor();
  assert.ok(!(await page.content()).includes(ADDRESS), 'the address is shown again');
  await see('hook');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('A test is on its way.').waitFor();
  await page.locator('main ul.hits li').filter({ hasText: 'hook.test' }).waitFor();
  await see('told');
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('The webhook is removed.').waitFor();

  await page.goto(new URL('/installation', demo.url).href);
  await page.getByRole('link', { name: 'Lists of numbers that do not want calls' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lists of numbers that do not want calls' }).waitFor();
  await page.getByText('A list is kept as hashes, so nobody can read its numbers here.').waitFor();
  const lists = await page.locator('main section').count();
  const none = await page.getByText('No list is here, and the rules of this region demand none.').count();
  assert.equal(lists === 0, none === 1, `${lists} lists are shown`);
  await see('screening');
}
