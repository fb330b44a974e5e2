// What a caller chooses at the desk: near which branches they ring, in which languages, and when they take a break.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { onCard, showNumber, start, tell, toBank } from '../desk.mjs';

export const name = 'a caller names a branch and languages once an evening, takes a break, and goes on';
export const looks = ['phone-light', 'desk-dark'];

/** Each may choose once an evening, so each screen has a caller of its own. */
const CALLERS = { 'phone-light': 2, 'desk-dark': 3 };

export async function run({ demo, look, shot, visit, audit, fits }) {
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await enter(page, account(demo, 'caller', 'Lighthouse', CALLERS[look.name]));
  await toBank(page);
  const bank = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Where I would like to ring, and in which languages' }).click();
  await page.getByRole('heading', { level: 1, name: 'Where I would like to ring' }).waitFor();
  await see('choices');
  await page.getByLabel('Branches').fill(['A', 'B', 'C', 'D', 'E', 'F'].join('\n'));
  await keeps(page, 'branches');
  await page.getByRole('alert').getByText('Name five branches at most').waitFor();
  assert.equal((await page.getByLabel('Branches').inputValue()).split('\n').length, 6, 'what was typed is lost');
  await page.getByLabel('Branches').fill('Abercwm');
  await keeps(page, 'branches');
  await page.getByText('Kept: those that are in your organisation’s list').waitFor();

  await languages(page, see);
  await takesABreak(page, demo, bank, see);
}

/** Presses the button of one of the two forms. */
async function keeps(page, which) {
  await page.locator(`form[action="/desk/${which}"]`).getByRole('button', { name: 'Keep' }).click();
}

async function languages(page, see) {
  const six = ['Welsh', 'Polish', 'Irish', 'Arabic', 'Bengali', 'French'];
  for (const language of six) await page.getByLabel(language, { exact: true }).check();
  await keeps(page, 'languages');
  await page.getByRole('alert').getByText('Choose five languages at most.').waitFor();
  await see('languages');
  for (const language of six.slice(2)) await page.getByLabel(language, { exact: true }).uncheck();
  await keeps(page, 'languages');
  await page.getByText('Kept. It holds from your next card on.').waitFor();
  for (const language of six.slice(0, 2)) assert.ok(await page.getByLabel(language, { exact: true }).isChecked());
  await page.getByLabel('Irish', { exact: true }).check();
  await keeps(page, 'languages');
  await page.getByRole('alert').getByText('You added languages this evening already.').waitFor();
  assert.equal(await page.getByLabel('Irish', { exact: true }).isChecked(), false);
  // They can be taken back at any time; and later stories of this caller are told in English.
  for (const language of six.slice(0, 2)) await page.getByLabel(language, { exact: true }).uncheck();
  await keeps(page, 'languages');
  await page.getByText('Kept. It holds from your next card on.').waitFor();
}

async function takesABreak(page, demo, bank, see) {
  await page.goto(new URL(bank, demo.url).href);
  await start(page);
  await showNumber(page);
  await tell(page, 'No answer');
  await page.getByRole('button', { name: 'Take a break' }).click();
  await page.getByRole('heading', { level: 1, name: 'You are on a break' }).waitFor();
  assert.equal(new URL(page.url()).pathname, bank);
  await page.getByText('It ends when you go on, and by itself after an hour.').waitFor();
  await see('break');
  // It lasts, wherever they go meanwhile.
  await page.goto(new URL('/', demo.url).href);
  await page.locator('a[href^="/desk/"]').first().click();
  await page.getByRole('heading', { level: 1, name: 'You are on a break' }).waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await onCard(page);
  await showNumber(page);
  await tell(page, 'No answer');
  await page.getByRole('link', { name: 'Stop for now' }).click();
}
