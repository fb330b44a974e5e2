// A test is agreed to by two, runs, and ends; afterwards one question answers whether something was a test.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { account, enter, go } from '../people.mjs';

export const name = 'two people agree to a test before it begins, and "it was only a test" is answered with a proof';
export const looks = ['phone-light', 'phone-dark', 'desk-light'];

/** A moment of London's clock, as the field wants it. */
function later(minutes) {
  const at = new Date(Date.now() + minutes * 60_000);
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' });
  return parts.format(at).replace(' ', 'T');
}

export async function run({ demo, shot, visit, audit, fits }) {
  const looked = async (page, what) => {
    await audit(page);
    await fits(page);
    await shot(page, what);
  };
  const dpo = await visit();
  await enter(dpo, account(demo, 'dpo'));
  // Somebody's number, as it stands on their page.
  await go(dpo, 'Accounts');
  await dpo.getByRole('link', { name: account(demo, 'returning-officer').name, exact: true }).click();
  await dpo.getByText('The number of this account').waitFor();
  await looked(dpo, 'account');
  const own = new URL(dpo.url()).pathname.split('/').pop();
  await go(dpo, 'Agreed tests');
  await dpo.getByRole('heading', { name: 'Agreed tests' }).waitFor();
  await looked(dpo, 'list');
  await dpo.getByRole('link', { name: 'Write down a test' }).click();
  await dpo.getByRole('heading', { name: 'Write down a test' }).waitFor();
  await looked(dpo, 'new');
  await dpo.getByLabel('What is it for?').fill('Whether search can be used to take the list home');
  await dpo.getByLabel('Whose accounts test?').fill(own);
  await dpo.getByLabel('How are they reached while it runs?').fill('07700 900123');
  await dpo.getByLabel('Where?').selectOption('live');
  await dpo.getByLabel('Searching, opening and correcting members').check();
  await dpo.getByLabel('Until').fill(later(60));
  await dpo.getByLabel('Why should the other person sign?').fill('The yearly test that the board wants');
  await dpo.getByRole('button', { name: 'Sign it and ask for the second signature' }).click();
  await dpo.getByText('waits for the second one').waitFor();
  await looked(dpo, 'waiting');
  const page = dpo.url().replace(/\?.*/, '');

  const officer = await visit();
  await enter(officer, account(demo, 'membership-officer'));
  await go(officer, 'Requests');
  const request = officer.locator('li', { hasText: 'Agree to a test' }).last();
  await looked(officer, 'request');
  await request.getByRole('button', { name: 'Approve' }).click();
  await officer.getByText('You approved it.').waitFor();

  for (let n = 0; n < 30; n += 1) {
    await dpo.goto(page);
    if (await dpo.getByText('It runs now.').count()) break;
    await dpo.waitForTimeout(1000);
  }
  await dpo.getByText('It runs now.').waitFor();
  await looked(dpo, 'running');
  await dpo.getByRole('button', { name: 'End it now' }).click();
  await dpo.getByText('Nothing done from now on is a test.').waitFor();
  await looked(dpo, 'ended');
  await dpo.getByLabel('What was tried').fill('Nothing was tried. Nothing was seen of anybody.');
  await dpo.getByRole('button', { name: 'Hand in the report' }).click();
  await dpo.getByText('The report is kept.').waitFor();
  await looked(dpo, 'reported');

  await dpo.goto(new URL('/licences/check', demo.url).href);
  await looked(dpo, 'check');
  await dpo.getByLabel('Which accounts?').fill(own);
  await dpo.getByLabel('From').fill(later(-600));
  await dpo.getByLabel('Until').fill(later(1));
  await dpo.getByRole('button', { name: 'Answer' }).click();
  await dpo.getByRole('heading', { name: 'None of it was an agreed test' }).waitFor();
  await looked(dpo, 'answer');
  const [file] = await Promise.all([
    dpo.waitForEvent('download'),
    dpo.getByRole('button', { name: 'Take the file' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'licence-check.zip');
  // Whoever is handed the file judges it without this program.
  const folder = mkdtempSync(join(tmpdir(), 'licence-'));
  await file.saveAs(join(folder, 'packed.zip'));
  execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, 'packed.zip'), folder]);
  const verifier = join(dirname(demo.binary), 'switchboard-verify');
  const said = execFileSync(verifier, ['licence', join(folder, 'licence-check'), '--key', demo.ledger_key]).toString();
  assert.match(said, /^NOT COVERED: none of it was an agreed test/);
  assert.ok(said.includes(`The account ${own}:`), said);
}
