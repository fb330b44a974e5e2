// A volunteer reads their own record, takes it along, and the page that checks itself says that it holds, from a file.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { account, enter, go } from '../people.mjs';
import { numbers, onCard, showNumber, tell, toBank } from '../desk.mjs';

export const name = 'a caller takes their own record along, and the page that checks itself accepts it';

export const looks = ['phone-light'];

export async function run({ browser, demo, shot, visit, audit, fits }) {
  const who = account(demo, 'caller', 'Harbour', 2);
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await enter(page, who);
  await toBank(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await onCard(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();
  await showNumber(page);
  assert.ok((await numbers(page)).length > 0);
  await tell(page, 'We talked');
  await page.goto(new URL('/', demo.url).href);
  await go(page, 'My record');
  await page.getByRole('heading', { level: 1, name: 'My record' }).waitFor();
  await page.getByRole('cell', { name: 'A number was shown' }).first().waitFor();
  assert.ok(!(await page.content()).includes(called), 'a member is named in the record');
  await see('record');

  await page.getByRole('button', { name: 'Make my exhibit' }).click();
  await page.getByRole('heading', { level: 1, name: 'Exhibit of the ledger' }).waitFor();
  await see('exhibit');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the page that checks itself' }).click();
  const download = await saved;
  assert.match(download.suggestedFilename(), /^exhibit-\d+-\d+\.html$/);
  const file = join(mkdtempSync(join(tmpdir(), 'exhibit-')), download.suggestedFilename());
  await download.saveAs(file);
  assert.ok(!readFileSync(file, 'utf8').includes(called), 'a member is named in the exhibit');

  const context = await browser.newContext({ offline: true });
  const checker = await context.newPage();
  await checker.goto(pathToFileURL(file).href);
  const verdict = checker.locator('#verdict');
  await checker.waitForFunction(() => /^(Fits|Refused|Signatures)/.test(document.getElementById('verdict').textContent));
  assert.match(await verdict.innerText(), /^Fits, but the key is not confirmed: all \d+ entries /);
  // The key is what somebody they trust told them, and not what the file says of itself.
  await checker.getByLabel('A key that you have:').fill(demo.ledger_key);
  assert.match(await verdict.innerText(), /^Verified: all \d+ entries /);
  await checker.getByText('A number was shown').first().waitFor();
  await context.close();
}
