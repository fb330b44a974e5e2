// A caller reports a wrong number; the membership officer sees it masked and settles it.
import assert from 'node:assert/strict';
import { account, enter, go } from '../people.mjs';
import { numbers, showNumber, start, tell, toBank } from '../desk.mjs';

export const name = 'an officer settles a report from a call, sees the member only masked, and is told when it was settled before';

export async function run({ demo, shot, visit, audit, fits }) {
  const caller = await visit();
  await enter(caller, account(demo, 'caller', 'Harbour', 2));
  await toBank(caller);
  const card = (await start(caller)).split('/').pop();
  const called = await caller.getByRole('heading', { level: 1 }).innerText();
  await showNumber(caller);
  await tell(caller, 'Wrong number');

  const page = await visit();
  await enter(page, account(demo, 'membership-officer'));
  await go(page, 'Reports from calls');
  const form = page.locator(`form[action$="/roll/reports/${card}"]`);
  while (!(await form.count())) await page.getByRole('link', { name: 'Show the next ones' }).click();
  const surname = called.split(' ').pop();
  const names = await page.locator('.hits li > strong').allInnerTexts();
  assert.ok(names.length > 0 && names.every((one) => one.includes('•') && !one.includes(surname)), `uncovered: ${names}`);
  assert.deepEqual(await numbers(page), []);
  await audit(page);
  await fits(page);
  await shot(page, 'waiting');

  const second = await visit();
  await enter(second, account(demo, 'membership-officer'));
  await second.goto(page.url());
  await form.getByRole('button', { name: 'It was a mistake' }).click();
  await page.getByText('Written down: it was a mistake.').waitFor();
  assert.equal(await form.count(), 0, 'what is settled still waits');
  await audit(page);
  await shot(page, 'settled');
  await second.locator(`form[action$="/roll/reports/${card}"]`).getByRole('button', { name: 'It is right' }).click();
  await second.getByText('This report was settled before.').waitFor();
}
