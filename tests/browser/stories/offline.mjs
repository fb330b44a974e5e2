// A stairwell without a line.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { onCard, showNumber, start, tell, toBank } from '../desk.mjs';

export const name = 'an outcome tapped without a line is kept on the phone, and sent once when the line is back';
export const looks = ['phone-light', 'phone-dark'];

const KEPT = "Not sent yet. It's safe on this phone. You can go on.";

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  await enter(page, account(demo, 'caller', 'Lighthouse', 2));
  await toBank(page);
  const card = await start(page);
  await showNumber(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();

  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'No answer' }).click();
  await page.getByRole('status').getByText(KEPT).waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'kept');
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  assert.ok(kept.includes('no-answer'), 'nothing is kept');
  assert.ok(!kept.includes(called) && !/\d{3} ?\d{6}/.test(kept.replace(/"at\\*":\d+/, '')), 'the phone keeps who it was');

  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  await page.context().setOffline(false);
  await page.getByRole('status').getByText('Sent now. Thank you.').waitFor();
  assert.deepEqual(sent, [`${card}/outcome`], 'sent more than once, or somewhere else');
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'what was sent is still kept');
  await audit(page);
  await shot(page, 'sent');

  // It is saved: the desk is free, and no page sends it again.
  await page.goto(new URL('/', demo.url).href);
  await page.locator('a[href^="/desk/"]').first().click();
  await page.getByRole('button', { name: 'Start' }).click();
  assert.notEqual(await onCard(page), card, 'the card is still on the desk');
  assert.deepEqual(sent.filter((path) => path.endsWith('/outcome')), [`${card}/outcome`]);
  await showNumber(page);
  await tell(page, 'Busy');
}
