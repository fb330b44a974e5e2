// A member rings with a new mobile; the officer opens the record, corrects it, keeps a note, and protects the member.
import assert from 'node:assert/strict';
import { account, enter, go } from '../people.mjs';

export const name = 'an officer opens one record with a purpose, corrects a mobile, keeps a note and protects the member';

/** Each screen has its own member, so that what one protects the next doesn't find covered. */
const PEOPLE = { 'phone-light': 'Ostlewick', 'phone-dark': 'Pellinore', 'desk-light': 'Garrowby', 'desk-dark': 'Fennelmoor' };

export async function run({ demo, look, shot, visit, audit, fits }) {
  const family = PEOPLE[look.name];
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await enter(page, account(demo, 'membership-officer'));
  await go(page, 'Find a member');
  await page.getByRole('link', { name: 'Add a member' }).click();
  await see('new');
  await page.getByLabel('First name').fill('Amina');
  await page.getByLabel('Family name').fill(family);
  await page.getByLabel('Membership number').fill(`K-${look.name}`);
  await page.getByLabel('Number 1', { exact: true }).fill('07700 900711');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await reasonIfAsked(page, see);
  await page.getByRole('heading', { name: `Amina ${family}` }).waitFor();
  await see('added');

  await page.getByRole('link', { name: 'Find another member' }).click();
  await page.getByLabel('Look by').selectOption({ label: 'Membership number' });
  await page.getByLabel('What to look for').fill(`K-${look.name}`);
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByText('Choose what for').waitFor();
  await see('found');
  await page.getByLabel('What do you open a record for?').selectOption({ label: 'Something else, said below' });
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('alert').getByText('This says too little').waitFor();
  await see('purpose');
  await page.getByLabel('What do you open a record for?').selectOption({ label: 'The member is on the telephone, or here' });
  await page.getByLabel('In your words').fill('');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await reasonIfAsked(page, see);
  const address = new URL(page.url()).pathname;
  assert.match(address, /^\/members\/[0-9a-z]{26}$/, 'the address tells more than it should');
  await page.getByRole('heading', { name: `Amina ${family}` }).waitFor();

  await page.getByRole('link', { name: 'Correct this record' }).click();
  await page.getByLabel('Number 1', { exact: true }).fill('ask Ann');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText("We can't read this number").waitFor();
  assert.equal(await page.getByLabel('Number 1', { exact: true }).inputValue(), 'ask Ann', 'what was typed is lost');
  await see('wrong');
  await page.getByLabel('Number 1', { exact: true }).fill('07700 900712');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The record is corrected.').waitFor();
  await page.getByText('07700 900712').waitFor();
  await see('corrected');

  await page.getByLabel('A new note').fill('Writes to us in large print.');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await page.getByText('Writes to us in large print.').waitFor();

  await page.getByText('Protect this member').click();
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Protect', exact: true }) });
  await form.getByLabel('Why').fill('The police asked us to.');
  await see('protecting');
  await form.getByRole('button', { name: 'Protect', exact: true }).click();
  await page.getByText('The member is protected, and off every desk.').waitFor();
  assert.ok(!(await page.content()).includes(family), 'a protected record is shown at once');
  await see('protected');
  await page.getByRole('button', { name: 'Show all of it' }).click();
  await page.getByRole('heading', { name: `Amina ${family}` }).waitFor();

  await go(page, 'Reasons to read');
  await see('reasons');
  await page.goto(new URL('/members/colleagues', demo.url).href);
  await see('colleagues');
}

/** About one look in ten is asked for a fuller reason first. */
async function reasonIfAsked(page, see) {
  await page.waitForURL((url) => /^\/members\/[0-9a-z]{26}$/.test(url.pathname));
  if (!(await page.getByRole('heading', { name: 'Say more before you look' }).count())) return;
  await see('asked');
  await page.getByLabel('Why do you need this record?').fill('She is on the telephone with a new number.');
  await page.getByRole('button', { name: 'Send and open the record' }).click();
  await page.getByRole('heading', { name: 'One member' }).waitFor();
}
