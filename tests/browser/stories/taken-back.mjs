// A member says at the office that they want no calls, while a caller has their number on the screen.
import assert from 'node:assert/strict';
import { account, enter, go } from '../people.mjs';
import { numbers, showNumber, start, toBank } from '../desk.mjs';

export const name = 'a card whose member wants no calls goes from the page by itself while its number is shown, and the word on it is taken';
export const looks = ['phone-light', 'desk-dark'];

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  await page.clock.install();
  await enter(page, account(demo, 'caller', 'Harbour', 3));
  await toBank(page);
  await start(page);
  await showNumber(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();
  const link = await page.locator('ul.numbers a').first().getAttribute('href');
  const number = link.replace(/^tel:|;.*$/g, '');

  // Nothing was said yet: the page asks, and stays.
  const asked = page.waitForResponse((one) => one.url().endsWith('/heartbeat'));
  await page.clock.fastForward(21_000);
  assert.equal((await asked).status(), 200);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), called);

  const officer = await visit();
  await enter(officer, account(demo, 'membership-officer'));
  await stops(officer, number);
  await page.clock.fastForward(21_000);
  await page.getByRole('alert').getByText('They are not to be rung any more, from now on.').waitFor();
  assert.ok(!(await page.content()).includes(called), 'the member is still named');
  assert.deepEqual(await numbers(page), [], 'the number is still there');
  await audit(page);
  await fits(page);
  await shot(page, 'taken-back');
  await page.getByRole('button', { name: 'We talked' }).click();
  await page.locator('main[data-saved]').waitFor();
}

/** Writes down of everybody who has this number that they want no calls. */
async function stops(page, number) {
  for (let nth = 0, all = 1; nth < all; nth += 1) {
    await go(page, 'Find a member');
    await page.getByLabel('Look by').selectOption({ label: 'Telephone number' });
    await page.getByLabel('What to look for').fill(number);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    const open = page.getByRole('button', { name: 'Open', exact: true });
    await open.first().waitFor();
    all = await open.count();
    await page.getByLabel('What do you open a record for?').selectOption({ label: 'The member is on the telephone, or here' });
    await open.nth(nth).click();
    await page.waitForURL((url) => /^\/members\/[0-9a-z]{26}$/.test(url.pathname));
    if (await page.getByRole('heading', { name: 'Say more before you look' }).count()) {
      await page.getByLabel('Why do you need this record?').fill('She is here and wants no calls.');
      await page.getByRole('button', { name: 'Send and open the record' }).click();
    }
    await page.getByText("The member doesn't want calls", { exact: true }).click();
    await page.getByRole('button', { name: 'Stop these calls' }).click();
    await page.getByText("Doesn't want calls from any campaign.").waitFor();
  }
}
