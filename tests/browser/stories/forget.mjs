// Two people forget a member: one looks and asks, the other approves, and the certificate names nobody.
import assert from 'node:assert/strict';
import { account, enter, go } from '../people.mjs';

export const name = 'two people forget a member, and the certificate names nobody';
export const looks = ['phone-light', 'desk-dark'];

let turn = 0;

export async function run({ demo, shot, visit, audit, fits }) {
  const see = async (page, label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  // Each screen forgets a member of its own.
  turn += 1;
  const number = `SW-${String(100 + turn).padStart(6, '0')}`;
  const one = await visit();
  await enter(one, account(demo, 'membership-officer'));
  await go(one, 'Forget a member');
  await see(one, 'form');
  await one.getByLabel('Membership number').fill(number);
  await one.getByRole('button', { name: 'Show what would be destroyed' }).click();
  await one.getByRole('heading', { name: 'This is destroyed' }).waitFor();
  await see(one, 'preview');
  await one.getByLabel('Why').fill('A letter of the 20th of November');
  await one.getByRole('button', { name: 'Ask a colleague to approve it' }).click();
  await one.getByText('Your request waits for a second person.').waitFor();
  assert.equal(await one.getByRole('button', { name: 'Approve: do it now' }).count(), 0, 'whoever asked may approve');
  await see(one, 'asked');

  const two = await visit();
  await enter(two, account(demo, 'dpo'));
  await go(two, 'Requests');
  await two.getByText('A letter of the 20th of November').waitFor();
  await see(two, 'waiting');
  await two.getByRole('button', { name: 'Refuse' }).first().click();
  await two.getByText('To refuse, say why in a few words').waitFor();
  await two.getByRole('button', { name: 'Approve: do it now' }).first().click();
  await two.getByText(/You approved it\. It is (done|being done)\./).waitFor();
  await see(two, 'approved');

  await go(two, 'Start page');
  await go(two, 'Being forgotten');
  await two.getByText(/days left/).first().waitFor();
  await see(two, 'countdown');
  await two.getByRole('link', { name: 'The certificate' }).first().click();
  await two.getByRole('heading', { name: 'Certificate of forgetting' }).waitFor();
  assert.ok(!(await two.content()).includes(number), 'the certificate names the member');
  await see(two, 'certificate');
  await two.emulateMedia({ media: 'print' });
  await shot(two, 'certificate-print');
  await two.emulateMedia({ media: 'screen' });
  await two.goto(new URL('/rights/retention', demo.url).href);
  await two.getByRole('button', { name: 'Count what would be erased' }).click();
  await two.getByText('Nothing was erased.').first().waitFor();
  await see(two, 'retention');
}
