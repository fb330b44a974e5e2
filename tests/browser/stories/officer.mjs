// The membership officer brings a file in and looks somebody up.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { account, forget, go, remember } from '../people.mjs';
import { signIn } from '../demo.mjs';
import { numbers } from '../desk.mjs';

export const name = 'an officer imports a file, gets the bad rows back with line and reason, and finds members only masked';

/** Each screen imports its own people, so that "new" is new on each. */
const FAMILIES = { 'phone-light': 'Quillfeather', 'phone-dark': 'Hobblethwait', 'desk-light': 'Marrowbane', 'desk-dark': 'Tansyworth' };

export async function run({ demo, look, shot, visit, audit, fits }) {
  const family = FAMILIES[look.name];
  const who = account(demo, 'membership-officer');
  const page = await visit({ acceptDownloads: true });
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  forget(who);
  await signIn(page, who);
  await page.waitForURL((url) => url.pathname === '/');
  await remember(page, who);
  await see('home');
  await menu(page, look, see);

  const file = roll(look.name, family);
  await bringIn(page, file, () => see('form'));
  assert.deepEqual(await tallies(page), { New: '3', Changed: '0', Unchanged: '0', 'Given back': '2', 'Twice in the file': '0' });
  await see('finished');
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the rows given back' }).click();
  const download = await waiting;
  rejected(readFileSync(await download.path(), 'utf8'), look.name);

  await bringIn(page, file);
  assert.deepEqual(await tallies(page), { New: '0', Changed: '0', Unchanged: '3', 'Given back': '2', 'Twice in the file': '0' });
  await bringIn(page, otherwise(file));
  assert.equal((await tallies(page)).Unchanged, '3', 'the same number written otherwise is a change');

  await go(page, 'Find a member');
  await see('search');
  await find(page, 'Name', family);
  assert.ok((await page.locator('.hits li').count()) >= 3, 'who was imported is not found by name');
  await masked(page, family);
  await see('found');
  await find(page, 'Telephone number', '+44 7700 900611');
  assert.ok((await page.locator('.hits li').count()) >= 1, 'who was imported is not found by number');
  await masked(page, family);
  await see('found-number');
  await find(page, 'Telephone number', '12');
  await page.getByRole('alert').waitFor();
  await see('unclear');
}

/** A long menu is folded on a phone, opens without a script, and stands open on a desk. */
async function menu(page, look, see) {
  const rooms = page.getByRole('navigation');
  if (look.width < 768) {
    assert.equal(await rooms.getByRole('link').count(), 0, 'the menu stands between the reader and the page');
    await rooms.getByText('Menu').click();
  } else {
    assert.equal(await rooms.getByText('Menu').isVisible(), false, 'there is nothing to unfold');
  }
  assert.ok((await rooms.getByRole('link').count()) > 10, 'the menu does not open');
  await see('menu');
  if (look.width < 768) await rooms.getByText('Menu').click();
}

/** Three good rows, one with a number that is none, one without a membership number. */
function roll(look, family) {
  return [
    'Membership number,First name,Family name,Telephone,Branch',
    `${look}-1,Isolde,${family},07700 900611,Marlbridge`,
    `${look}-2,Peregrine,${family},07700 900612,Marlbridge`,
    `${look}-3,Rosamund,${family},07700 9006,Marlbridge`,
    `,Ambrose,${family},07700 900614,Marlbridge`,
    `${look}-5,Clement,${family},07700 900615,Llanfelin`,
    '',
  ].join('\r\n');
}

function otherwise(file) {
  return file.replaceAll('07700 900', '+44 (0)7700-900');
}

async function bringIn(page, text, before) {
  await go(page, 'Import the roll');
  await page.getByLabel('The file').setInputFiles({ name: 'roll.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await before?.();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('The file is in.').waitFor();
}

async function tallies(page) {
  const pairs = await page.locator('dl.facts div').evaluateAll((all) =>
    all.map((one) => [one.querySelector('dt').textContent, one.querySelector('dd').textContent]),
  );
  return Object.fromEntries(pairs);
}

function rejected(text, look) {
  const [header, ...rows] = text.replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  assert.equal(header, 'Membership number,First name,Family name,Telephone,Branch,line,reason', 'the columns are not the file\'s own');
  assert.equal(rows.length, 2, text);
  assert.match(rows[0], new RegExp(`^${look}-3,Rosamund,.*,07700 9006,Marlbridge,4,.*Telephone`), 'the bad number');
  assert.match(rows[1], /^,Ambrose,.*,07700 900614,Marlbridge,5,.*Membership number/, 'the row without a number');
}

async function find(page, by, text) {
  await page.getByLabel('Look by').selectOption({ label: by });
  await page.getByLabel('What to look for').fill(text);
  const answer = page.waitForResponse((one) => one.request().method() === 'POST');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await answer;
  await page.waitForLoadState();
  assert.equal(new URL(page.url()).search, '', 'what was typed stands in the address');
}

/** No whole name and no whole number among what was found; what was typed stands in the field alone. */
async function masked(page, family) {
  const found = await page.locator('.hits').innerHTML();
  for (const word of [family, 'Isolde', 'Peregrine', 'Clement', '900611', '07700']) {
    assert.ok(!found.includes(word), `${word} stands uncovered`);
  }
  await page.getByLabel('What to look for').fill('');
  await page.getByLabel('What to look for').evaluate((input) => input.removeAttribute('value'));
  const whole = await page.content();
  assert.ok(!whole.includes('Isolde') && !whole.includes('900611'), 'a whole name or number is in the page');
  assert.deepEqual(await numbers(page), []);
}
