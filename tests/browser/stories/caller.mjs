// A volunteer with a phone, from the code to the next member.
import assert from 'node:assert/strict';
import { account, forget, remember } from '../people.mjs';
import { signIn } from '../demo.mjs';
import { inMinutes, numbers, onCard, showNumber, tell, toBank } from '../desk.mjs';

export const name = 'a caller signs in, rings a member whose number was hidden until asked for, and goes on to the next';

export async function run({ demo, look, shot, visit, audit, fits }) {
  const who = account(demo, 'caller', 'Harbour');
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await arrive(page, who, look);
  await see('home');
  await toBank(page);
  await page.getByText('Members will see your own number.').waitFor();
  await see('first');

  await page.getByRole('button', { name: 'Start' }).click();
  const card = await onCard(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();
  assert.deepEqual(await numbers(page), [], 'a number stands on the page before it was asked for');
  assert.equal(await page.getByRole('button', { name: 'No answer' }).count(), 0, 'an outcome before a call');
  await see('dealt');
  await page.reload();
  assert.equal(new URL(page.url()).pathname, card);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), called);

  await showNumber(page);
  const link = page.locator('a[href^="tel:"]').first();
  assert.match(await link.getAttribute('href'), /^tel:\+\d{8,15}(;ext=\d+)?$/);
  assert.match(await link.innerText(), /\d{3,}/);
  const target = await link.boundingBox();
  assert.ok(target.height >= 44, `the number is ${target.height} px high: too small for a thumb`);
  assert.ok(target.y + target.height <= look.height, 'the number is below the fold');
  assert.match(await page.locator('#held').innerText(), new RegExp(`You have ${called} until \\d\\d:\\d\\d`));
  await see('shown');
  await page.reload();
  assert.equal(await onCard(page), card, 'reload gives another card');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), called);
  assert.ok((await numbers(page)).length > 0, 'the number is gone after a reload');

  await tell(page, 'We talked');
  await page.getByText('Thank you. It is saved.').waitFor();
  assert.ok(!(await page.content()).includes(called), 'the member is still on the page');
  assert.deepEqual(await numbers(page), []);
  await see('saved');
  await page.goBack();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.ok(!(await page.content()).includes(called), 'going back shows a member who is off the desk');

  await page.goto(new URL(`${card}/saved`, demo.url).href);
  await page.getByRole('button', { name: 'Next member' }).click();
  assert.notEqual(await onCard(page), card);
  await showNumber(page);
  await callBack(page);
  await see('call-back');
  await somethingElse(page, see);

  await page.getByRole('button', { name: 'Next member' }).click();
  await onCard(page);
  await showNumber(page);
  await tell(page, 'No calls from anyone here');
  await page.getByText('They will not be called like that again').waitFor();
  await see('objection');
  await page.getByRole('link', { name: 'Stop for now' }).click();
  await page.getByRole('heading', { name: 'Start page' }).waitFor();
}

/** Typed on a phone once, from a forwarded code in small letters without its hyphens. */
async function arrive(page, who, look) {
  const typed = look.name === 'phone-light' ? who.sign_in_code.toLowerCase().replaceAll('-', ' ') : who.sign_in_code;
  forget(who);
  await signIn(page, { ...who, sign_in_code: typed });
  await page.waitForURL((url) => url.pathname === '/');
  await remember(page, who);
}

/** A time in the past is refused with a sentence and the card stays; a time to come is taken. */
async function callBack(page) {
  const when = page.getByLabel('When');
  const button = page.getByRole('button', { name: 'Call back then' });
  await when.fill(inMinutes(-60));
  // The browser refuses it by itself; the server must too.
  await when.evaluate((input) => input.removeAttribute('min'));
  await button.click();
  await page.getByRole('alert').getByText('Choose a time to call back that is still to come').waitFor();
  await page.getByLabel('When').fill(inMinutes(60));
  await page.getByRole('button', { name: 'Call back then' }).click();
  await page.locator('main[data-saved]').waitFor();
}

/** A thumb slipped: within the minute another outcome takes the place of the one before. */
async function somethingElse(page, see) {
  await page.getByRole('link', { name: 'Something else happened' }).click();
  await page.getByRole('heading', { name: 'Something else happened' }).waitFor();
  await see('change');
  await tell(page, 'No answer');
  await page.getByText('Thank you. It is saved.').waitFor();
  await page.getByRole('link', { name: 'Something else happened' }).click();
  await page.getByText('Saved so far: No answer').waitFor();
  await page.getByRole('link', { name: 'Leave it as it is' }).click();
  await page.getByText('Thank you. It is saved.').waitFor();
}
