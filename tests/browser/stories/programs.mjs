// An API token: made for a program, used by it, and ended on the page; the program is somebody's hand and not their word.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { signIn } from '../demo.mjs';
import { account, go } from '../people.mjs';

export const name = 'somebody makes an API token, a program uses it until it is ended, and it makes no other';
export const looks = ['phone-light', 'desk-dark'];

export async function run({ demo, look, shot, visit, audit, fits }) {
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  // Whoever makes one has just signed in: each screen has its own person.
  const email = `petra-${look.name}@office.example.org`;
  const person = ['account', 'add', '--name', `Petra of ${look.name}`, '--role', 'membership-officer', '--email', email];
  const printed = execFileSync(demo.binary, [...person, '--data', demo.data]).toString();
  await signIn(page, { ...account(demo, 'membership-officer'), sign_in_code: printed.match(/code\s+(\S+)/)[1] });
  await page.waitForURL((url) => url.pathname === '/');
  await go(page, 'Where you are signed in');
  await page.getByRole('link', { name: 'Programs that act for you' }).click();
  await page.getByText('No program acts for you.').waitFor();
  await see('none');
  await page.getByLabel('What it is for').fill('Nightly totals');
  await page.getByLabel('How long it lasts').selectOption('7');
  await page.getByRole('button', { name: 'Make the token' }).click();
  await page.getByRole('heading', { level: 1, name: 'Your new API token' }).waitFor();
  const token = (await page.locator('main p.code code').innerText()).trim();
  assert.ok(!page.url().includes(token), 'the token stands in an address');
  await see('token');

  const ask = (path, method = 'GET', key = token) =>
    fetch(new URL(path, demo.url), { method, headers: { authorization: `Bearer ${key}` } });
  const listed = await ask('/api/v1/programs');
  assert.equal(listed.status, 200);
  const programs = await listed.json();
  assert.deepEqual(programs.map((one) => one.name), ['Nightly totals']);
  assert.ok(!JSON.stringify(programs).includes(token));
  assert.equal((await ask('/api/v1/programs', 'POST')).status, 405, 'a program makes programs');
  assert.equal((await ask('/api/v1/totals?year=2026')).status, 200);
  // As a cookie it opens nothing.
  const as = await fetch(new URL('/', demo.url), { headers: { cookie: `switchboard=${token}` }, redirect: 'manual' });
  assert.equal(as.status, 303);

  await page.getByRole('link', { name: 'Programs that act for you' }).click();
  await page.getByText('Nightly totals').waitFor();
  await page.getByText('Last used on').waitFor();
  assert.ok(!(await page.content()).includes(token), 'the token is shown again');
  await see('used');
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByText('It is ended, and opens nothing any more.').waitFor();
  await see('ended');
  assert.equal((await ask('/api/v1/programs')).status, 401);
}
