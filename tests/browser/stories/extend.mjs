// "I'm still talking": two minutes before the end, not sooner.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { showNumber, start, tell, toBank } from '../desk.mjs';

export const name = '"I\'m still talking" is offered two minutes before the end and not sooner';
export const looks = ['phone-light', 'desk-dark'];

const MINUTE_MS = 60_000;

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  await page.clock.install();
  await enter(page, account(demo, 'caller', 'Harbour', 2));
  await toBank(page);
  await start(page);
  await showNumber(page);

  const held = page.locator('#held');
  const leftMs = Number(await held.getAttribute('data-until')) - Number(await page.locator('main').getAttribute('data-now'));
  assert.ok(Math.abs(leftMs - 20 * MINUTE_MS) < 10_000, `the card is held ${leftMs} ms`);
  const more = page.getByRole('button', { name: "I'm still talking" });
  assert.equal(await more.isVisible(), false, 'offered at once');
  await page.clock.fastForward(17 * MINUTE_MS);
  assert.equal(await more.isVisible(), false, 'offered three minutes before the end');
  await page.clock.fastForward(MINUTE_MS + 10_000);
  await more.waitFor();
  await page.locator('#countdown').getByText('About 2 minutes left.').waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'offered');
  // However far down the script somebody reads, or chooses what happened.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const { top, bottom } = await more.evaluate((button) => button.getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && bottom <= page.viewportSize().height, `offered out of sight, at ${top}`);
  await shot(page, 'offered-below');

  // The server's clock has not moved: to it the tap comes early, and the time is never made shorter by one.
  const until = Number(await held.getAttribute('data-until'));
  const [answer] = await Promise.all([page.waitForResponse((one) => one.url().includes('/desk/cards/')), more.click()]);
  await answer.finished();
  await more.waitFor({ state: 'hidden' });
  assert.ok(Number(await held.getAttribute('data-until')) >= until, 'a tap took time away');
  assert.equal(await more.isVisible(), false, 'offered again at once');

  await page.clock.fastForward(21 * MINUTE_MS);
  await page.locator('#countdown').getByText('The time is up.').waitFor();
  assert.equal(await more.isVisible(), false, 'offered when it would be refused');
  await audit(page);
  await fits(page);
  await shot(page, 'over');
  await tell(page, 'No answer');
}
