// Free words about a person: only where the bank allows them, and never without saying who may read them.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { showNumber, start, tell, toBank } from '../desk.mjs';

export const name = 'a note can be written only in the bank that allows it, under the sentence that the member can read it';
export const looks = ['phone-light', 'desk-dark'];

export async function run({ demo, shot, visit, audit, fits }) {
  for (const [campaign, fields] of [['Harbour', 0], ['Lighthouse', 1]]) {
    const page = await visit();
    await enter(page, account(demo, 'caller', campaign, 3));
    await toBank(page);
    await start(page);
    await showNumber(page);
    const note = page.getByRole('textbox', { name: 'A note' });
    assert.equal(await note.count(), fields, `notes of ${campaign}`);
    if (fields > 0) {
      const described = await note.getAttribute('aria-describedby');
      assert.equal(await page.locator(`#${described}`).innerText(), 'The member can ask to read this.');
      await note.fill('Will think about it.');
      await audit(page);
      await fits(page);
      await shot(page, 'note');
    }
    await tell(page, 'Didn\'t want to talk now');
    assert.ok(!(await page.content()).includes('think about it'), 'a note comes back');
  }
}
