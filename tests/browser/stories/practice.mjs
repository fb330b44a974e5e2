// A caller's first ten minutes: before they ring anybody they practise, read how one calls, and take the practice home.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { inMinutes, numbers, onCard, showNumber, tell, toBank } from '../desk.mjs';

export const name = 'a newcomer practises five cards in another world, comes back with it recorded, and rings the first member';
export const looks = ['phone-light', 'desk-dark'];

/** Practice is made when somebody first wants it; a slow machine takes some seconds. */
const MADE_MS = 60_000;

export async function run({ demo, look, shot, visit, audit, fits }) {
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
    assert.ok(!(await page.content()).includes('⟦'), 'a sentence is missing');
  };
  await enter(page, account(demo, 'caller', 'Harbour', look.touch ? 1 : 2));
  await page.getByRole('link', { name: 'Practise first' }).click();
  await page.getByRole('heading', { level: 1, name: 'Practise' }).waitFor();
  await see('before');
  await goIn(page);
  await page.getByText('Practice. Nobody here is real.').waitFor();
  assert.match(new URL(page.url()).pathname, /^\/practice\//);
  await see('inside');

  await page.getByRole('button', { name: 'Start' }).click();
  await card(page, look, see, 'We talked');
  await next(page);
  await card(page, look, see, 'No answer');
  await next(page);
  await card(page, look, see, 'No calls from anyone here');
  await next(page);
  await onCard(page);
  await showNumber(page);
  await page.getByLabel('When').fill(inMinutes(60));
  await page.getByRole('button', { name: 'Call back then' }).click();
  await page.locator('main[data-saved]').waitFor();
  await next(page);
  await card(page, look, see, 'Busy');
  await page.getByText('5 of 5 cards. You have said what happened to all of them. One thing is left:').waitFor();
  assert.equal(await page.locator('main').getByRole('link', { name: 'Read "Before you ring anybody"' }).count(), 1, 'no way on');
  await see('five');

  await page.getByRole('link', { name: 'How far am I?' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Your practice' }).waitFor();
  await see('far');
  await page.getByRole('button', { name: 'I have read this' }).click();
  await page.getByText('You have done everything.').waitFor();
  await see('finished');
  await page.getByRole('button', { name: 'Finish and record it' }).click();
  await page.getByText('Well done. It is recorded that you have practised.').waitFor();
  assert.ok(!new URL(page.url()).pathname.startsWith('/practice'), 'still in practice');
  await page.getByText('you can ring now').waitFor();
  await see('recorded');

  // And now somebody real.
  await page.goto(new URL('/', demo.url).href);
  await toBank(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await onCard(page);
  await showNumber(page);
  assert.equal(await page.locator('a[href^="tel:"]').count() > 0, true, 'no number to ring');
  await tell(page, 'No answer');
}

/** Presses until practice is there. */
async function goIn(page) {
  const end = Date.now() + MADE_MS;
  for (;;) {
    await page.getByRole('button', { name: 'Practise' }).click();
    await page.waitForLoadState();
    if (new URL(page.url()).pathname.startsWith('/practice/')) return;
    assert.ok(Date.now() < end, 'practice was not made');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** One card of practice: a number that nobody can tap, and what happened. */
async function card(page, look, see, outcome) {
  await onCard(page);
  await showNumber(page);
  assert.equal(await page.locator('a[href^="tel:"]').count(), 0, 'practice would ring somebody');
  assert.ok((await numbers(page)).length > 0, 'no number is shown to practise with');
  if (outcome === 'We talked') await see('card');
  await tell(page, outcome);
}

async function next(page) {
  await page.getByRole('button', { name: 'Next member' }).click();
}
