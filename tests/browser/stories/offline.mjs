// A stairwell without a line. That the browser is told to be offline reaches its service workers too: Playwright tells each of them.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { numbers, onCard, putAway, showNumber, start, toBank } from '../desk.mjs';

export const name = 'an outcome tapped without a line, also after a reload, is kept on the phone, and sent once when the line is back';
export const looks = ['phone-light', 'phone-dark'];

const KEPT = "Not sent yet. It's safe on this phone. You can go on.";

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  await enter(page, account(demo, 'caller', 'Lighthouse', 2));
  await toBank(page);
  const card = await start(page);
  await showNumber(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();

  await page.waitForLoadState('networkidle');
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
  await page.locator('main[data-saved]').waitFor();
  assert.ok(!(await page.content()).includes(called), 'who it was still stands there');
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
  await reloaded(page, { shot, audit, fits });
}

/** A phone throws the page away, and loads it anew without a line. */
async function reloaded(page, { shot, audit, fits }) {
  const card = await onCard(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();
  const proof = await page.locator('input[name=csrf]').first().inputValue();
  const away = await putAway(page);
  // Nothing else ever lies there, and none of it is anybody's.
  const kinds = away.map((path) => path.replace(/-[0-9a-f]{16}\./, '.'));
  assert.deepEqual(kinds, ['/assets/app.css', '/assets/offline-page.js', '/assets/unsent.js', '/desk/offline']);
  const stored = await page.evaluate(async () => (await caches.match('/desk/offline', { ignoreVary: true })).text());
  for (const own of [called, proof, card.split('/').at(-1), 'tel:', 'Sign out']) {
    assert.ok(!stored.includes(own), `${own} lies on the phone`);
  }

  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'No line' }).waitFor();
  assert.equal(new URL(page.url()).pathname, card);
  assert.ok(!(await page.content()).includes(called), 'the page without a line names somebody');
  assert.deepEqual(await numbers(page), []);
  const outcomes = await page.locator('button[name=outcome]').evaluateAll((all) => all.map((one) => one.value));
  assert.equal(outcomes.length, 12, `not all that a card takes: ${outcomes}`);
  await audit(page);
  await fits(page);
  await shot(page, 'no-line');
  await page.locator('button[value=dont-call-this-campaign]').click();
  await page.getByRole('status').getByText(KEPT).waitFor();
  await page.getByRole('button', { name: 'Busy', exact: true }).click();
  const waits = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  assert.ok(waits.includes('dont-call-this-campaign') && !waits.includes('busy'), 'an objection was lost to a later tap');
  await page.reload();
  await page.getByRole('status').getByText(KEPT).waitFor();

  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  await page.context().setOffline(false);
  await page.locator('main[data-saved]').waitFor();
  assert.deepEqual(sent, [`${card}/outcome`], 'sent more than once, or somewhere else');
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'what was sent is still kept');
  assert.deepEqual(await putAway(page), away, 'something else was put away');
}
