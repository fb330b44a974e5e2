// An organiser's banks: a table of two fields, a copy, all of them side by side, and the copy's end.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';

export const name = 'an organiser copies a phone bank, sees banks side by side as they change, and closes the copy';
export const looks = ['phone-light', 'desk-dark'];

export async function run({ demo, look, shot, visit, audit, fits }) {
  const page = await visit();
  await enter(page, account(demo, 'organiser', 'Harbour'));
  await page.locator('a[href^="/banks/"]').first().click();
  const title = page.getByRole('heading', { name: 'Evening calls' });
  await title.waitFor();
  const bank = new URL(page.url()).pathname;
  await page.getByText('Once 100 members were talked to').waitFor();

  const copy = `Round of ${look.name}`;
  await page.getByRole('link', { name: 'Make a copy' }).click();
  await page.getByText('It rings everybody.').waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'copy');
  await page.getByLabel('Name of the phone bank').fill(copy);
  await page.getByLabel('The same members in the same order').check();
  await page.getByRole('button', { name: 'Make the copy' }).click();
  await page.getByRole('heading', { name: copy }).waitFor();
  const second = new URL(page.url()).pathname;
  assert.notEqual(second, bank);

  await page.getByRole('link', { name: 'Side by side' }).click();
  const line = page.locator('#live section').filter({ hasText: copy });
  await line.getByText('Paused').waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'beside');
  const campaign = new URL(page.url()).pathname.replace(/\/banks$/, '');
  const loads = [];
  page.on('framenavigated', (frame) => loads.push(frame.url()));

  const other = await visit();
  await enter(other, account(demo, 'organiser', 'Harbour'));
  await other.goto(new URL(second, demo.url).href);
  await other.getByRole('link', { name: 'Close for good' }).click();
  await other.getByText('It can\'t be opened again.').waitFor();
  await audit(other);
  await fits(other);
  await shot(other, 'close');
  await other.getByRole('button', { name: 'Close it for good' }).click();
  await other.getByText('Closed for good.').waitFor();
  assert.equal(await other.getByRole('button', { name: 'Open this phone bank' }).isVisible(), false);
  await audit(other);
  await shot(other, 'closed');

  await line.getByText('Closed for good').waitFor();
  assert.deepEqual(loads, [], 'the page was loaded anew');

  await page.goto(new URL(`${campaign}/table`, demo.url).href);
  await page.getByRole('heading', { name: 'Two fields side by side' }).waitFor();
  await page.getByLabel('Columns').selectOption('joined');
  await page.getByRole('button', { name: 'Show the table' }).click();
  await page.getByText('Branch and Joined, members, about').waitFor();
  const town = page.locator('main tbody tr').filter({ hasText: 'Abercwm' });
  assert.match(await town.innerText(), /\d/, 'no number of a branch is told');
  const edge = await page.locator('.wide').evaluate((one) => getComputedStyle(one).backgroundImage);
  assert.match(edge, /gradient/, 'nothing says that more stands behind the edge');
  await audit(page);
  await fits(page);
  await shot(page, 'table');
}
