// A volunteer joins: the link is clicked and posted by a scanner first, and opens nothing; then the person joins with the
// code they were told, and has a card.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { onCard } from '../desk.mjs';

export const name = 'a scanner that clicks and posts everything joins nobody; then a newcomer joins and has a card';
export const looks = ['phone-light'];

const PASSWORD = 'kettle drawn by four geese';

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  await enter(page, account(demo, 'organiser', 'Harbour'));
  await page.getByRole('link', { name: 'Invite people, and see who has joined' }).click();
  await page.getByRole('heading', { name: 'People who ring' }).waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'people');
  await page.getByLabel('Name', { exact: true }).fill('Newt Newcomer');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('heading', { name: 'Tell each their code' }).waitFor();
  await audit(page);
  await fits(page);
  // It is shown this once: whoever has a narrow screen sees all of it, as it is sent on.
  const shown = page.locator('td a');
  const [box, { width }] = [await shown.boundingBox(), page.viewportSize()];
  assert.ok(box && box.x >= 0 && box.x + box.width <= width, `the link stands beside the screen: ${JSON.stringify(box)}`);
  const whole = new URL((await shown.innerText()).trim());
  assert.equal(whole.origin, new URL(demo.url).origin, 'the link names no site');
  const code = (await page.locator('td code').innerText()).trim();
  const link = new URL(await page.locator('td a').getAttribute('href'), demo.url).href;

  await scan(await visit(), link);

  const phone = await visit();
  const begun = Date.now();
  let screens = 0;
  const seen = async (what) => {
    await what;
    screens += 1;
    await audit(phone);
    await fits(phone);
    await shot(phone, `screen-${screens}`);
  };
  await phone.goto(link);
  await seen(phone.getByRole('heading', { name: 'Join', exact: true }).waitFor());
  await phone.getByLabel('Your code').fill(code);
  await phone.getByLabel('I have read this').check();
  await phone.getByRole('button', { name: 'Join' }).click();
  await seen(phone.getByRole('heading', { name: 'How will you come back?' }).waitFor());
  await phone.getByLabel('Your e-mail address').fill('newt@example.org');
  await phone.getByLabel('New password').fill(PASSWORD);
  await phone.getByLabel('The same again').fill(PASSWORD);
  await phone.getByRole('button', { name: 'Use this password' }).click();
  await seen(phone.waitForURL((url) => url.pathname.startsWith('/desk/')));
  await phone.locator('form[action$="/next"] button').click();
  await seen(onCard(phone));
  assert.ok(screens <= 6, `${screens} screens`);
  console.log(`joining: ${screens} screens, ${((Date.now() - begun) / 1000).toFixed(1)} s of the program's own time`);
}

/** What a mail scanner with a whole browser does: opens it again and again, ticks, types, clicks and posts all there is. */
async function scan(page, link) {
  for (let round = 0; round < 5; round += 1) {
    await page.goto(link);
    for (const field of await page.locator('input:not([type=hidden]):not([type=checkbox])').all()) {
      await field.fill(['', 'test', 'ABCD-EFGH-JKLM', link, '000000'][round]);
    }
    for (const box of await page.locator('input[type=checkbox]').all()) await box.check();
    for (const form of await page.locator('form').all()) {
      await form.evaluate((one) => { one.noValidate = true; });
      await form.locator('button').first().click();
      await page.waitForLoadState();
      assert.equal(await page.locator('form[action^="/join/"]').count(), 1, `it came to ${page.url()}`);
    }
    for (const href of await page.locator('a[href^="/"]').evaluateAll((all) => all.map((one) => one.href))) {
      await page.request.get(href);
    }
  }
  const cookies = await page.context().cookies();
  assert.deepEqual(cookies.filter((cookie) => cookie.name === 'switchboard'), [], 'a scanner was let in');
}
