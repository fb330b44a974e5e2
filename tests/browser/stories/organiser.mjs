// An organiser watches the evening while a caller works in another browser.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { onCard, showNumber, start, tell, toBank } from '../desk.mjs';

export const name = "an organiser sees the bank change by itself while a caller works, and pauses it";
export const looks = ['phone-light', 'desk-dark'];

/** Nothing is said below ten, and a number is moved by five at most, so this many calls show in any case. */
const CALLS = 15;

export async function run({ demo, look, shot, visit, audit, fits }) {
  const page = await visit();
  await enter(page, account(demo, 'organiser', 'Harbour'));
  await page.locator('a[href^="/banks/"]').first().click();
  await page.getByRole('heading', { name: 'Evening calls' }).waitFor();
  const loads = [];
  page.on('framenavigated', (frame) => loads.push(frame.url()));

  const caller = await visit();
  const who = account(demo, 'caller', 'Harbour', look.touch ? 2 : 3);
  await enter(caller, who);
  await toBank(caller);
  await start(caller);
  const on = page.locator('#live').getByRole('row', { name: who.name });
  await on.waitFor();
  const cards = async () => Number(await on.getByRole('cell').last().innerText());
  const before = await cards();
  for (let call = 0; call < CALLS; call += 1) {
    await showNumber(caller);
    await tell(caller, 'Answering machine');
    await caller.getByRole('button', { name: 'Next member' }).click();
    await onCard(caller);
  }
  const machines = page.locator('#live table').getByRole('row', { name: /^Answering machine/ });
  await machines.getByText(/^\d+$/).waitFor();
  assert.equal(Number(await machines.getByRole('cell').innerText()) % 5, 0, 'a count that is not rounded');
  await assertSoon(async () => assert.equal(await cards(), before + CALLS));
  assert.equal(await page.locator('main').getAttribute('data-live'), new URL(page.url()).pathname + '/live');
  assert.ok(!(await page.content()).includes(await caller.getByRole('heading', { level: 1 }).innerText()), 'a member is named');
  await audit(page);
  await fits(page);
  await shot(page, 'live');
  assert.deepEqual(loads, [], 'the page was loaded anew');

  await showNumber(caller);
  await page.getByRole('button', { name: 'Pause this phone bank' }).click();
  await page.locator('[data-state="paused"]').waitFor();
  await audit(page);
  await shot(page, 'paused');
  // Whoever is on the telephone finishes; there is no next one.
  await tell(caller, 'No answer');
  await caller.getByRole('button', { name: 'Next member' }).click();
  await caller.getByText('The organiser has paused this phone bank.').waitFor();
  await audit(caller);
  await fits(caller);
  await shot(caller, 'caller-paused');

  await page.getByRole('button', { name: 'Open this phone bank' }).click();
  await page.locator('[data-state="open"]').waitFor();
  await caller.goto(new URL('/', demo.url).href);
  await toBank(caller);
  await start(caller);
  await showNumber(caller);
  await tell(caller, 'No answer');
  await withoutScript(demo, visit, shot);
}

/** Without script the page asks the browser to load it anew. */
async function withoutScript(demo, visit, shot) {
  const page = await visit({ javaScriptEnabled: false });
  await enter(page, account(demo, 'organiser', 'Harbour'));
  await page.locator('a[href^="/banks/"]').first().click();
  await page.getByRole('heading', { name: 'Evening calls' }).waitFor();
  assert.match(await page.content(), /<noscript><meta http-equiv="refresh" content="15"><\/noscript>|<noscript>.*refresh.*15/s);
  await shot(page, 'no-script');
}

/** Asks again until it holds, at most 5 s. */
async function assertSoon(check) {
  const end = Date.now() + 5_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
