// The first page anybody meets.
import assert from 'node:assert/strict';

export const name = 'the sign-in page opens, says what is watched, and a wrong code shows nothing';

export async function run({ demo, shot, visit, audit, fits }) {
  const page = await visit();
  const answer = await page.goto(new URL('/sign-in', demo.url).href);
  assert.equal(answer.status(), 200);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.getByRole('main').count(), 1);
  await audit(page);
  await fits(page);
  await shot(page, 'asked');

  const code = page.getByRole('textbox');
  await code.fill('not-a-code-of-this-demo');
  await page.locator('form[action="/sign-in"]').getByRole('button').click();
  await page.locator('[aria-invalid="true"]').waitFor();
  assert.equal(await code.inputValue(), '', 'a refused code does not come back');
  assert.ok(!page.url().includes('not-a-code'), 'a code never stands in an address');
  await audit(page);
  await fits(page);
  await shot(page, 'refused');
}
