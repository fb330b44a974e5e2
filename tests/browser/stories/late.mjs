// "Don't ring me again", said to somebody who signed out a second too early.
import assert from 'node:assert/strict';
import { account, forget } from '../people.mjs';
import { signIn } from '../demo.mjs';
import { numbers, showNumber, start, toBank } from '../desk.mjs';

export const name = 'signed out with a card open, the old page still takes an objection and shows nothing of the member';
export const looks = ['phone-light', 'desk-dark'];

export async function run({ demo, look, shot, visit, audit, fits }) {
  const who = account(demo, 'caller', 'Lighthouse', 3);
  const page = await visit(look.touch ? {} : { javaScriptEnabled: false });
  forget(who);
  await signIn(page, who);
  await page.waitForURL((url) => url.pathname === '/');
  await toBank(page);
  const card = await start(page);
  await showNumber(page);
  const called = await page.getByRole('heading', { level: 1 }).innerText();
  const shown = await numbers(page);

  const other = await page.context().newPage();
  await other.goto(new URL('/', demo.url).href);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await other.getByRole('heading', { name: 'You are signed out' }).waitFor();
  const bare = async (which) => {
    const html = await which.content();
    assert.ok(!html.includes(called), 'the member is named after sign-out');
    assert.deepEqual(await numbers(which), [], 'a number is shown after sign-out');
    if (look.touch) await audit(which);
    await fits(which);
  };
  if (look.touch) await audit(other);
  await shot(other, 'signed-out');

  // The card's address shows nothing of the member any more.
  await other.goto(new URL(card, demo.url).href);
  await other.getByRole('heading', { level: 1 }).waitFor();
  await bare(other);
  await other.goto(new URL(`${card}/late`, demo.url).href);
  await other.getByRole('button', { name: 'No calls from anyone here' }).waitFor();
  await bare(other);
  await shot(other, 'asked');

  assert.ok(shown.length > 0, 'the old tab never showed a number');
  await page.getByRole('button', { name: 'No calls from any campaign' }).click();
  await page.getByText('Thank you. Saved.').waitFor();
  await bare(page);
  await shot(page, 'saved');
}
