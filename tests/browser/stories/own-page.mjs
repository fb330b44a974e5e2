// A member's own page: opened with a code that an officer said to them, and closed when that officer's office ends; and opened by
// letter, with a copy of all that is kept.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { signIn } from '../demo.mjs';
import { account, go } from '../people.mjs';

export const name = "an officer's code opens a member's page, covered, until the officer's office ends; by letter it opens with a copy";
export const looks = ['phone-light', 'desk-dark'];

/** Each screen has its own member and its own officer. */
const NUMBERS = { 'phone-light': 'SW-000311', 'desk-dark': 'SW-000312' };

export async function run({ demo, look, shot, visit, audit, fits }) {
  const see = async (page, label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  const number = NUMBERS[look.name];
  const called = `Oda Officer of ${look.name}`;
  const console_ = (...args) => execFileSync(demo.binary, ['account', ...args, '--data', demo.data]).toString();
  const email = `oda-${look.name}@office.example.org`;
  const printed = console_('add', '--name', called, '--role', 'membership-officer', '--email', email);

  const officer = await visit();
  await signIn(officer, { ...account(demo, 'membership-officer'), sign_in_code: printed.match(/code\s+(\S+)/)[1] });
  await officer.waitForURL((url) => url.pathname === '/');
  await opens(officer, number);
  await officer.getByRole('link', { name: 'Give this member a code for their own page' }).click();
  await officer.getByText('First be sure who they are.').waitFor();
  await see(officer, 'giving');
  const code = await gives(officer);
  await see(officer, 'given');

  const member = await visit();
  await member.goto(new URL('/rang', demo.url).href);
  await member.getByText('If no code comes').waitFor();
  await member.getByRole('link', { name: 'I have a code' }).click();
  await types(member, number, '2222-2222-2222');
  await member.getByText('This code opens nothing with what you wrote').waitFor();
  await see(member, 'wrong');
  await types(member, number, code);
  await member.getByRole('heading', { level: 1, name: 'What we keep about you' }).waitFor();
  await member.getByText('Our office said the code to you').waitFor();
  await member.getByText('Gave a member a code for their own page').first().waitFor();
  assert.equal(await member.getByRole('link', { name: 'Read or print it' }).count(), 0, 'a covered page offers a copy');
  await see(member, 'covered');

  // Another that is not used before the office ends.
  await officer.goto(new URL(new URL(officer.url()).pathname, demo.url).href);
  const unused = await gives(officer);
  assert.notEqual(unused, code);
  console_('end', '--email', email);
  await member.goto(new URL('/rang/mine', demo.url).href);
  await member.getByRole('heading', { level: 1, name: 'Was that call from us?' }).waitFor();
  await member.getByRole('link', { name: 'I have a code' }).click();
  await types(member, number, unused);
  await member.getByText('This code opens nothing with what you wrote').waitFor();

  if (look.name === 'phone-light') await copies(member, demo, see);
}

/** Finds the member and opens their record; a fuller reason is given where one is asked for. */
async function opens(page, number) {
  await go(page, 'Find a member');
  await page.getByLabel('Look by').selectOption({ label: 'Membership number' });
  await page.getByLabel('What to look for').fill(number);
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByLabel('What do you open a record for?').selectOption({ label: 'The member is on the telephone, or here' });
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.waitForURL((url) => /^\/members\/[0-9a-z]{26}$/.test(url.pathname));
  if (await page.getByRole('heading', { name: 'Say more before you look' }).count()) {
    await page.getByLabel('Why do you need this record?').fill('He is here and asks who rang him.');
    await page.getByRole('button', { name: 'Send and open the record' }).click();
  }
  await page.getByRole('heading', { name: 'One member' }).waitFor();
}

/** Makes a code; answers it. */
async function gives(page) {
  await page.getByRole('button', { name: 'Make a code' }).click();
  await page.getByText('Say this code to the member.').waitFor();
  return page.locator('main p.code code').innerText();
}

async function types(page, who, code) {
  await page.getByLabel('What you wrote when you asked for the code').fill(who);
  await page.getByLabel('The code', { exact: true }).fill(code);
  // Whichever page comes: the one that was there has a heading too.
  await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: 'Open my page' }).click()]);
}

/** Somebody with an address gets the code by letter, which a demo shows; the page is whole, and a copy of it can be read and taken along. */
async function copies(page, demo, see) {
  const who = 'SW-000001';
  await page.goto(new URL('/rang', demo.url).href);
  await page.getByLabel('Your e-mail address, your telephone number or your membership number').fill(who);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const code = await page.locator('main p.notice strong').innerText();
  const own = page.getByRole('heading', { level: 1, name: 'What we keep about you' });
  for (let n = 0; n < 5 && (await own.count()) === 0; n += 1) {
    // A job looks who it is, and only then it opens.
    await page.waitForTimeout(4_000);
    await types(page, who, code);
  }
  await own.waitFor();
  assert.equal(await page.getByText('Our office said the code to you').count(), 0, 'their own page is covered');
  await page.getByRole('link', { name: 'Read or print it' }).click();
  await page.getByRole('heading', { level: 1, name: 'A copy of it' }).waitFor();
  await page.getByText(who, { exact: true }).first().waitFor();
  // How each campaign counts them stands in both, as soon as a campaign has rung enough members.
  const counted = await page.getByText('How a campaign counts you when it chooses whom to ring').count();
  const answer = await page.request.get(new URL('/rang/copy.json', demo.url).href);
  const { record } = await answer.json();
  assert.equal(record.filter((part) => part.field === 'called').length, counted);
  for (const label of ['Membership number', 'Branch']) await page.locator('main dt').filter({ hasText: label }).first().waitFor();
  await see(page, 'copy');
}
