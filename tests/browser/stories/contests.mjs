// The returning officer makes a second contest and says who is on duty; the data protection officer reads the draft and
// signs everything that must be ready. Its calls begin by themselves then: no browser moves the clock.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';

export const name = 'a contest is made, made ready and signed by two people, and its calls wait for their second';

const SIGNED = 'Ready and signed.';

export async function run({ demo, look, shot, visit, audit, fits }) {
  const called = `Deputy ${look.name} ${Date.now()}`;
  const returning = await visit();
  const see = async (page, label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await enter(returning, account(demo, 'returning-officer'));
  await returning.goto(new URL('/contests', demo.url).href);
  await returning.getByRole('link', { name: 'Add a contest' }).click();
  await see(returning, 'new');
  await make(returning, called);
  const section = returning.locator('section').filter({ has: returning.getByRole('heading', { name: called }) });
  await section.waitFor();
  await see(returning, 'calendar');
  await section.getByRole('link', { name: 'Ready to open' }).click();
  await onDuty(returning);
  const ready = returning.url();
  assert.equal(await returning.locator('form[action*="/ready/"]').count(), 0, 'only the DPO signs');
  await see(returning, 'ready');

  const dpo = await visit();
  await enter(dpo, account(demo, 'dpo'));
  await dpo.goto(ready);
  await reads(dpo);
  await see(dpo, 'dpo');
  await signs(dpo);
  assert.equal(await dpo.getByText(SIGNED).count(), 6);
  await see(dpo, 'signed');

  // Nothing is open before its second, and the contest that rings already goes on.
  await returning.goto(new URL('/contests', demo.url).href);
  const row = section.getByRole('row', { name: /Campaigns can ring/ });
  assert.match(await row.innerText(), /Not yet/);
}

/** In the organisation's own time, which is the browser's here. */
function typed(days, hours = 0) {
  const at = new Date(Date.now() + days * 86_400_000 + hours * 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

async function make(page, called) {
  await page.locator('#name').fill(called);
  await page.locator('#campaigns').fill('Meadow\nQuarry');
  const dates = { announced: typed(1), nominations: typed(2), access: typed(3), ballot: typed(10), closed: typed(20), deleted: typed(50) };
  for (const [field, at] of Object.entries(dates)) await page.locator(`#${field}`).fill(at);
  await page.locator('main form button').click();
  await page.waitForURL(/\/contests(\?|$)/);
}

async function onDuty(page) {
  await page.locator('#duty').selectOption({ label: 'Returning officer' });
  await page.locator('#deputy').selectOption({ label: 'Data protection officer' });
  await page.getByRole('button', { name: 'Say who' }).click();
  await page.getByText('It is said who is on duty.').waitFor();
}

/** What a data protection officer looks for stands there in words, not in the names of columns. */
async function reads(page) {
  await page.getByRole('link', { name: 'Read the draft' }).click();
  const draft = page.locator('section').filter({ has: page.locator('#draft') });
  for (const words of [
    'What callers are shown',
    'Family name, Branch, Language for calls, Telephone',
    'Most members for one account in an evening',
    'Why members may be rung',
    'What campaigns wrote is deleted',
    'What could go wrong',
    'Returning officer',
    'Meadow',
  ]) {
    await draft.getByText(words).first().waitFor();
  }
  const text = await draft.innerText();
  assert.ok(!/[a-z]_[a-z]/.test(text), 'the draft names a column');
}

async function signs(page) {
  const reason = 'No list is loaded in this version; callers mark whoever asks.';
  for (let left = 6; left > 0; left -= 1) {
    const form = page.locator('form[action*="/ready/"]').first();
    const why = form.locator('input[name="reason"]');
    if (await why.count()) await why.fill(reason);
    const day = form.locator('input[type="date"]');
    if (await day.count()) await day.fill(typed(-3).slice(0, 10));
    await form.locator('button').click();
    await page.getByText('It is signed.').waitFor();
    assert.equal(await page.locator('form[action*="/ready/"]').count(), left - 1);
  }
}
