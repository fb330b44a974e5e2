// An organiser's first phone bank: whom it rings, what is said, and the first caller on it.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { onCard, showNumber, tell } from '../desk.mjs';

export const name = 'an organiser chooses whom to ring without seeing anybody, writes a script, opens the bank, and a caller rings';

const SCRIPT = `title = "Are you coming to the meeting?"
languages = ["en"]

[[part]]
id = "coming"
words = "There is a meeting on Thursday, **{name}**. Will you come?"
ask = "single"
choices = [
  { id = "yes", words = "Yes, I'll come" },
  { id = "no", words = "No", then = "end" },
]

[[part]]
id = "lift"
words = "Would you like a lift?"
ask = "single"
choices = [ { id = "yes", words = "A lift, please" }, { id = "no", words = "No, thank you" } ]
`;

export async function run({ demo, look, shot, visit, audit, fits }) {
  const page = await visit();
  const see = async (label) => {
    await audit(page);
    await fits(page);
    await shot(page, label);
  };
  await enter(page, account(demo, 'organiser', 'Lighthouse'));
  await page.getByRole('link', { name: 'New phone bank' }).click();
  await page.getByRole('heading', { level: 1, name: 'New phone bank' }).waitFor();
  const bank = `Meeting ${look.name}`;

  // Too narrow a choice is told apart from a good one, in words, and nothing that was chosen is lost.
  const branches = page.getByLabel('Branch', { exact: true });
  const town = branches.locator('option').filter({ hasText: 'Abercwm' });
  assert.match(await town.innerText(), /^· Abercwm – [\d,]+$/, 'a branch stands under its district, with its number');
  await branches.selectOption(await town.getAttribute('value'));
  await page.getByLabel('Name of the phone bank').fill(bank);
  await page.getByRole('button', { name: 'How many are they?' }).click();
  const about = page.getByRole('status').getByText(/^About [\d,]+ members\.$/);
  await about.waitFor();
  const count = Number((await about.innerText()).replace(/\D/g, ''));
  assert.equal(count % 5, 0, `a count that is not rounded: ${count}`);
  assert.equal(await page.getByLabel('Name of the phone bank').inputValue(), bank);
  await see('counted');
  await page.getByLabel('Only some of them').fill('3');
  await page.getByRole('button', { name: 'Add this phone bank' }).click();
  await page.getByRole('alert').getByText('from 50 on').waitFor();
  await page.getByLabel('Only some of them').fill('60');
  await page.getByRole('button', { name: 'Add this phone bank' }).click();
  await page.getByRole('heading', { level: 1, name: bank }).waitFor();
  await page.locator('[data-state="paused"]').waitFor();
  const banks = new URL(page.url()).pathname;
  await see('paused');

  await page.getByRole('link', { name: 'Scripts' }).click();
  await page.getByLabel('The file').fill(SCRIPT.replace('then = "end"', 'then = "coming"'));
  await page.getByRole('button', { name: 'Show how it looks' }).click();
  await page.getByRole('alert').getByText('is no part that comes later').waitFor();
  await page.getByLabel('The file').fill(SCRIPT);
  await page.getByRole('button', { name: 'Show how it looks' }).click();
  await page.getByText('There is a meeting on Thursday').nth(1).waitFor();
  await page.getByText('You can say no, now or at any time').first().waitFor();
  await see('preview');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('Kept. Callers see it once').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published. Put it on a phone bank').waitFor();
  await page.getByLabel('Phone bank', { exact: true }).selectOption({ label: bank });
  await page.getByRole('button', { name: 'Put it on' }).click();
  await page.getByText('It is on the phone bank now.').waitFor();
  await see('put-on');

  await page.goto(new URL(banks, demo.url).href);
  await page.getByRole('button', { name: 'Open this phone bank' }).click();
  await page.locator('[data-state="open"]').waitFor();
  await ring({ demo, look, visit, audit, fits, shot }, bank);
  await page.locator('#live table').first().waitFor();
  assert.ok(!(await page.content()).match(/tel:/), 'a number on an organiser\'s page');
  await see('open');
  // Nobody has a bank more than the twenty that a campaign may have, and the other stories want the first.
  await page.getByRole('button', { name: 'Pause this phone bank' }).click();
  await page.locator('[data-state="paused"]').waitFor();
}

/** The campaign's caller finds the bank, is told whom it rings, and asks what the script says. */
async function ring({ demo, visit, audit, fits, shot }, bank) {
  const page = await visit();
  await enter(page, account(demo, 'caller', 'Lighthouse', 3));
  await page.getByRole('link', { name: bank }).click();
  await page.getByText('Members will see your own number.').waitFor();
  await page.getByText('Abercwm').first().waitFor();
  await audit(page);
  await fits(page);
  await shot(page, 'caller-first');
  await page.getByRole('button', { name: 'Start' }).click();
  await onCard(page);
  await showNumber(page);
  await page.getByText('There is a meeting on Thursday').waitFor();
  await page.getByLabel("Yes, I'll come").check();
  await page.getByLabel('A lift, please').check();
  assert.ok(!(await page.content()).includes('⟦'), 'a sentence is missing');
  await audit(page);
  await fits(page);
  await shot(page, 'caller-card');
  await tell(page, 'We talked');
}
