// The whole walk with scripts off: an old phone, a careful person.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { inMinutes, numbers, onCard, showNumber, start, tell, toBank } from '../desk.mjs';

export const name = 'without script a caller gets a card, its number, and every kind of outcome saved';
export const looks = ['phone-light', 'desk-dark'];

export async function run({ demo, shot, visit }) {
  const page = await visit({ javaScriptEnabled: false });
  await enter(page, account(demo, 'caller', 'Lighthouse'));
  await toBank(page);
  await start(page);
  assert.deepEqual(await numbers(page), []);
  await showNumber(page);
  await page.getByRole('button', { name: "I'm still talking" }).waitFor();
  await shot(page, 'shown');

  // Lighthouse's bank allows notes; the sentence stands by the field.
  assert.match(await page.locator('main').innerText(), /The member can ask to read this\./);
  await page.getByRole('textbox', { name: 'A note' }).fill('Asked for the leaflet in large print.');
  await tell(page, 'We talked');
  await shot(page, 'saved');

  await page.getByRole('button', { name: 'Next member' }).click();
  await onCard(page);
  await showNumber(page);
  await page.getByLabel('When').fill(inMinutes(90));
  await tell(page, 'Call back then');

  await page.getByRole('button', { name: 'Next member' }).click();
  await onCard(page);
  await showNumber(page);
  await tell(page, 'No calls from this campaign');
  await page.getByText('They will not be called like that again').waitFor();
}
