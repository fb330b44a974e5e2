// What was ticked in a call, through a complaint, a form that was wrong and a broken line.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { inMinutes, onCard, putAway, showNumber, start, toBank } from '../desk.mjs';

export const name = 'what was ticked and written stays through a complaint and a wrong form, waits sealed without a line, and is sent';
export const looks = ['phone-light'];

const NOTE = 'Sings on Tuesdays.';

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  await enter(page, account(demo, 'caller', 'Lighthouse', 2));
  await toBank(page);
  const card = await start(page);
  await showNumber(page);
  const yes = page.locator('#a-support-yes');
  const help = page.locator('#a-help-5');
  await yes.check();
  await help.check();
  await audit(page);
  await fits(page);
  await shot(page, 'ticked');

  await page.getByText('They want to complain').click();
  await page.getByRole('button', { name: 'Pass it on' }).click();
  await page.getByRole('status').getByText('Passed on.').waitFor();
  assert.ok((await yes.isChecked()) && (await help.isChecked()), 'a complaint took what was ticked');

  // A time to call back that lies behind is found wrong by the server alone.
  await page.locator('#call-back-at').evaluate((input) => input.removeAttribute('min'));
  await page.locator('#call-back-at').fill(inMinutes(-30));
  await page.getByRole('button', { name: 'Call back', exact: false }).last().click();
  await page.getByRole('alert').waitFor();
  assert.ok((await yes.isChecked()) && (await help.isChecked()), 'a wrong form took what was ticked');
  await page.locator('#call-back-at').fill('');

  await page.locator('#note').fill(NOTE);
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.locator('button[name=outcome][value=answered]').click();
  await page.getByRole('status').getByText('Not sent yet.').waitFor();
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  assert.ok(kept.includes('answered') && kept.includes('sealed'), `not kept: ${kept}`);
  await page.getByRole('status').getByText('waits with it for a day').waitFor();
  assert.ok(!kept.includes('support') && !kept.includes('help') && !kept.includes('Tuesdays'), 'what was said lies in clear');
  const sent = [];
  page.on('request', (one) => one.method() === 'POST' && sent.push([new URL(one.url()).pathname, one.postData()]));
  await page.context().setOffline(false);
  await page.locator('main[data-saved]').waitFor();
  assert.equal(sent.length, 1);
  assert.equal(sent[0][0], `${card}/outcome`);
  const fields = new URLSearchParams(sent[0][1]);
  assert.deepEqual([fields.get('a.support'), fields.get('a.help')], ['yes', '5'], 'what was ticked is not sent');
  assert.equal(fields.get('note'), NOTE, 'what was written is not sent');
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'what was sent is still kept');

  // The page was gone meanwhile: what was sealed is opened by the session's next page of that card.
  await page.getByRole('button', { name: 'Next member' }).click();
  const second = await onCard(page);
  await showNumber(page);
  await page.locator('#a-support-yes').check();
  await page.locator('#note').fill(NOTE);
  await putAway(page);
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.locator('button[name=outcome][value=answered]').click();
  await page.getByRole('status').getByText('Not sent yet.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'No line' }).waitFor();
  await page.getByRole('status').getByText('Not sent yet.').waitFor();
  sent.length = 0;
  await page.context().setOffline(false);
  await page.locator('main[data-saved]').waitFor();
  assert.deepEqual(sent.map(([path]) => path), [`${second}/outcome`]);
  const later = new URLSearchParams(sent[0][1]);
  assert.deepEqual([later.get('a.support'), later.get('note')], ['yes', NOTE], 'what was sealed is not sent');
}
