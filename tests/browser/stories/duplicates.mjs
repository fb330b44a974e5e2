// Somebody joined twice: the officer has the roll looked through, compares the two, merges them, and takes it back.
import assert from 'node:assert/strict';
import { account, enter, go } from '../people.mjs';

export const name = 'an officer finds somebody who stands on the roll twice, compares, merges and undoes';

/** Each screen has its own person, with numbers and a birth date of their own: surname, the number before the last, born. */
const PEOPLE = {
  'phone-light': ['Quillinan', 721, '1961-03-24'],
  'phone-dark': ['Tresillian', 731, '1975-11-02'],
  'desk-light': ['Wolstenby', 741, '1948-06-17'],
  'desk-dark': ['Yarrowdale', 751, '1989-09-30'],
};

export async function run({ demo, look, shot, visit, audit, fits }) {
  const [family, number, born] = PEOPLE[look.name];
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await enter(page, account(demo, 'membership-officer'));
  await join(page, demo, { given: 'Morwenna', family, membership: `D-${look.name}-1`, mobile: `07700 900${number}`, born });
  await join(page, demo, { given: 'Morwena', family, membership: `D-${look.name}-2`, mobile: `07700 900${number + 1}`, born });

  await go(page, 'Duplicates');
  await page.getByRole('button', { name: 'Look through the roll now' }).click();
  await page.getByRole('status').first().waitFor();
  const pair = page.locator('li', { has: page.getByText(`M••••••• ${family[0]}`) }).first();
  await until(async () => {
    await page.goto(new URL('/duplicates', demo.url).href);
    return !(await page.getByText('The roll is being looked through.').count()) && (await pair.count()) > 0;
  });
  await see('pairs');
  await pair.getByRole('button', { name: 'Compare' }).click();
  await reasonIfAsked(page, see);
  await page.getByRole('heading', { name: 'One person or two?' }).waitFor();
  const address = new URL(page.url()).pathname;
  assert.match(address, /^\/duplicates\/compare\/[0-9a-z]{26}\/[0-9a-z]{26}$/, 'the address tells more than it should');
  await see('compare');
  await page.getByLabel('Telephone numbers').selectOption({ label: 'All of both' });
  await page.getByLabel('Why they are one person').fill('She joined at a stall and again online.');
  await page.getByRole('button', { name: 'Merge them' }).click();
  await page.getByText('The two are one record now.').waitFor();
  await page.getByText(`07700 900${number}`).waitFor();
  await page.getByText(`07700 900${number + 1}`).waitFor();
  await see('merged');

  await go(page, 'Duplicates');
  await page.getByRole('link', { name: 'Merges made' }).click();
  await see('merges');
  const merge = page.locator('li', { has: page.getByText(`${family[0]}••`) }).first();
  await merge.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('It is undone. Both stand on the roll again.').waitFor();
  await see('undone');
  await page.goto(new URL('/duplicates/identical', demo.url).href);
  await page.getByRole('heading', { name: 'Merge all identical records' }).waitFor();
  await see('identical');
}

/** Adds a member by hand; the birth date is the same both times. */
async function join(page, demo, { given, family, membership, mobile, born }) {
  await page.goto(new URL('/members/new', demo.url).href);
  await page.getByLabel('First name').fill(given);
  await page.getByLabel('Family name').fill(family);
  await page.getByLabel('Membership number').fill(membership);
  await page.getByLabel('Number 1', { exact: true }).fill(mobile);
  await page.getByLabel('Date of birth').fill(born);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForURL((url) => /^\/members\/[0-9a-z]{26}$/.test(url.pathname));
}

/** About one look in ten is asked for a fuller reason first. */
async function reasonIfAsked(page, see) {
  await page.waitForURL((url) => /^\/duplicates\/compare\//.test(url.pathname));
  if (!(await page.getByLabel('Why do you need this record?').count())) return;
  await see('asked');
  await page.getByLabel('Why do you need this record?').fill('She may have joined twice, at a stall and online.');
  await page.getByRole('button', { name: 'Send and compare' }).click();
}

async function until(done) {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await done()) return;
    await new Promise((later) => setTimeout(later, 500));
  }
  throw new Error('the pair was not found within half a minute');
}
