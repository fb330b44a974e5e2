// Somebody of the other campaign who was sent a link, or guesses one.
import assert from 'node:assert/strict';
import { account, enter } from '../people.mjs';
import { showNumber, start, tell, toBank } from '../desk.mjs';

export const name = "a rival who tries another campaign's addresses finds the page of an address that leads nowhere";
export const looks = ['phone-light', 'desk-dark'];

export async function run({ demo, shot, visit, audit, fits }) {
  const caller = await visit();
  await enter(caller, account(demo, 'caller', 'Harbour', 3));
  await toBank(caller);
  const bank = new URL(caller.url()).pathname.split('/').at(-1);
  const card = await start(caller);
  await showNumber(caller);
  const called = await caller.getByRole('heading', { level: 1 }).innerText();

  for (const [role, n] of [['caller', 1], ['organiser', 1]]) {
    const rival = await visit();
    await enter(rival, account(demo, role, 'Lighthouse', n));
    const nowhere = await opened(rival, demo, '/desk/there-is-no-such-bank');
    assert.equal(nowhere.status, 404);
    await audit(rival);
    await fits(rival);
    await shot(rival, `${role}-nowhere`);
    for (const path of [`/desk/${bank}`, `/banks/${bank}`, `/banks/${bank}/live`, `${card}/saved`]) {
      const found = await opened(rival, demo, path);
      const invented = await opened(rival, demo, path.replace(bank, another(bank)).replace(card, another(card)));
      assert.equal(found.status, invented.status, `${role}: ${path} differs from an invented one`);
      assert.equal(found.text, invented.text, `${role}: ${path} differs from an invented one`);
      // No organiser has a desk, whoever's bank it is; that is said as it is.
      if (role === 'organiser' && path.startsWith('/desk/')) assert.ok(found.status >= 400);
      else assert.equal(found.text, nowhere.text, `${role}: ${path} differs from an address that leads nowhere`);
      assert.ok(!found.html.includes(called) && !found.html.includes('Harbour'), `${role}: ${path} says something`);
    }
    const late = await opened(rival, demo, card);
    assert.ok(!late.html.includes(called), 'a rival sees the member');
    assert.ok(!late.html.includes('Harbour'), 'a rival sees whose card it is');
    for (const path of [`/desk/${bank}/next`, `/banks/${bank}/pause`, `${card}/number`, `${card}/extend`, `${card}/outcome`]) {
      assert.equal(await posted(rival, path), await posted(rival, path.replace(bank, another(bank)).replace(card, another(card))));
      if (role === 'caller') assert.equal(await posted(rival, path), 404, `POST ${path}`);
    }
  }
  await caller.reload();
  assert.equal(await caller.getByRole('heading', { level: 1 }).innerText(), called, 'a rival moved the card');
  await tell(caller, 'No answer');
}

/** An id of the same form that was never given. */
function another(id) {
  return id.replace(/.{6}$/, (end) => [...end].reverse().join('') === end ? '222222' : [...end].reverse().join(''));
}

async function opened(page, demo, path) {
  const answer = await page.goto(new URL(path, demo.url).href);
  return { status: answer.status(), text: await page.locator('body').innerText(), html: await page.content() };
}

/** Sends a form with the rival's own proof, from a page of theirs. */
function posted(page, path) {
  return page.evaluate(async (to) => {
    const csrf = document.querySelector('input[name=csrf]').value;
    const body = new URLSearchParams({ csrf, outcome: 'dont-call-anyone' });
    return (await fetch(to, { method: 'POST', body })).status;
  }, path);
}
