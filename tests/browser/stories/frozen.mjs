// Ringing covers the page: phones freeze a tab behind the dialler, stop its timers and its lines.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { numbers, onCard, showNumber, start, tell, toBank } from '../desk.mjs';

export const name = 'a tab frozen 15 minutes behind the dialler comes back with the same card, and its outcome is taken';
export const looks = ['phone-light', 'phone-dark'];

const MINUTE_MS = 60_000;
/** Real time in which a page that isn't frozen would have sent a heartbeat on its moved clock. */
const LISTEN_MS = 1_000;

export async function run({ demo, shot, visit, audit }) {
  const page = await visit();
  await page.addInitScript(sight);
  await page.clock.install();
  await enter(page, account(demo, 'caller', 'Harbour', 2));
  await toBank(page);
  const card = await start(page);
  await showNumber(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();
  const until = await page.locator('#held').getAttribute('data-until');

  // What the card puts away for a place without a line is put away.
  await page.waitForLoadState('networkidle');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => globalThis.inSight(false));
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, LISTEN_MS));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  // What the phone's clock says when the caller comes back; no timer ran meanwhile.
  await page.clock.setSystemTime(Date.now() + 15 * MINUTE_MS);
  assert.deepEqual(asked, [], 'a frozen tab asked for something');

  const answer = page.waitForResponse((one) => new URL(one.url()).pathname === card);
  await page.evaluate(() => globalThis.inSight(true));
  assert.equal((await answer).status(), 200, 'back in sight, the page asks how things stand');
  assert.equal(await onCard(page), card);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), called);
  assert.ok((await numbers(page)).length > 0, 'the number is gone');
  assert.equal(await page.locator('#held').getAttribute('data-until'), until, 'the card has another time');
  await audit(page);
  await shot(page, 'back');
  await tell(page, 'We talked');
}

/** A browser without a screen is always in sight: whether this page is, the story says. */
function sight() {
  let is = true;
  Object.defineProperty(document, 'visibilityState', { get: () => (is ? 'visible' : 'hidden') });
  Object.defineProperty(document, 'hidden', { get: () => !is });
  globalThis.inSight = (now) => {
    is = now;
    document.dispatchEvent(new Event('visibilitychange'));
  };
}
