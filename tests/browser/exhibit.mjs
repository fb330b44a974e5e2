// The checker of exhibits in Debian's Chromium, from files as on a USB stick: it verifies the true exhibit and refuses
// every change of it. `crates/verify/tests/it/exhibit.rs` makes the files and runs this.
//
//   node tests/browser/exhibit.mjs DIR      DIR holds exhibit.json, checker.html, exhibit.html with the exhibit in it, and
//                                           pinned.json and lost.json with an account's rows
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { audit, fits } from './audit.mjs';
import { LOOKS } from './looks.mjs';

const DIR = resolve(process.argv[2] ?? '.');
const JSON_TEXT = readFileSync(join(DIR, 'exhibit.json'), 'utf8');
const PINNED = readFileSync(join(DIR, 'pinned.json'), 'utf8');
const LOST = readFileSync(join(DIR, 'lost.json'), 'utf8');
const at = (name) => pathToFileURL(join(DIR, name)).href;

/** A page on a file; anything but files that it asks for, and any error in it, fails the run. */
async function open(browser, name, look = LOOKS[0], prepare = () => {}) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  context.setDefaultTimeout(60_000);
  const complaints = [];
  context.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(`a request to ${request.url()}`);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  await context.addInitScript(prepare);
  const page = await context.newPage();
  await page.goto(at(name));
  return { page, complaints };
}
const said = (page) => page.locator('#verdict').innerText();
const settled = (page) => page.waitForFunction(() => /^(Fits|Refused|Signatures)/.test(document.getElementById('verdict').textContent));

async function verifies(browser) {
  for (const look of LOOKS) {
    const { page, complaints } = await open(browser, 'exhibit.html', look);
    await settled(page);
    assert.match(await said(page), /^Fits, but the key is not confirmed: all 10 entries /);
    const text = await page.locator('main').innerText();
    for (const words of ['ring members – for <b>Lighthouse</b>', '“A card was shown”, kind 401']) {
      assert.ok(text.includes(words), `${words}\n${text}`);
    }
    assert.match(text, /entries number 5 to 14 are here, and each names the one before it/);
    assert.match(text, /all of the account: that is not shown, for no row under a “heads” entry is in this exhibit/);
    assert.doesNotMatch(text, /All that was logged|This is a part/);
    assert.match(text, /witness witness\.example\.org\/w2 saw this state of the log at 2026-11-18 /);
    assert.match(text, /when it showed 11 entries/);
    assert.match(text, /covered/);
    assert.equal(await page.locator('article').count(), 10);
    assert.equal(await page.locator('b').count(), 0, 'what an exhibit says became markup');
    await confirms(page);
    await fits(page);
    await audit(page);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('#file').isVisible(), false);
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
}

/** The file's own word for its key is worth nothing: the verdict waits for the reader's. */
async function confirms(page) {
  const { log, witnesses } = JSON.parse(JSON_TEXT);
  const own = page.getByLabel('A key that you have:');
  const box = page.getByLabel('I compared the log’s key');
  const verdict = async (kind, start) => {
    assert.equal(await page.locator('#verdict').getAttribute('class'), kind);
    assert.ok((await said(page)).startsWith(start), await said(page));
  };
  await verdict('part', 'Fits');
  for (const [key, kind, start, answer] of [
    [log.slice(0, -3), 'part', 'Fits', 'Not a whole key yet.'],
    [witnesses[0], 'part', 'Fits', 'The same as in the exhibit: witness.example.org/w1.'],
    [`log.example.org/other+00000000+${'A'.repeat(44)}`, 'bad', 'Another key', 'Another key than those in the exhibit.'],
    [` ${log} `, 'good', 'Verified: all 10 entries', 'The same as in the exhibit: log.example.org/test.'],
    ['', 'part', 'Fits', ''],
  ]) {
    await own.fill(key);
    await verdict(kind, start);
    assert.equal(await page.locator('#own + span').innerText(), answer);
  }
  await box.check();
  await verdict('good', 'Verified: all 10 entries');
  await box.uncheck();
  await verdict('part', 'Fits');
}

/** Chosen as a file, the true one and one that was cut. */
async function readsFiles(browser) {
  const { page, complaints } = await open(browser, 'checker.html');
  assert.match(await said(page), /^No exhibit yet/);
  const choose = async (buffer) => {
    await page.getByLabel('The exhibit').setInputFiles({ name: 'exhibit.json', mimeType: 'application/json', buffer });
    await settled(page);
    return said(page);
  };
  assert.match(await choose(Buffer.from(JSON_TEXT)), /^Fits/);
  assert.equal(await page.locator('article').count(), 10);
  await page.reload();
  assert.match(await choose(Buffer.from(JSON_TEXT.slice(0, -9))), /^Refused/);
  assert.equal(await page.locator('article').count(), 0, 'nothing of a refused exhibit is shown');
  await page.reload();
  assert.match(await choose(Buffer.from([0xff, 0xfe, 0x7b])), /^Refused/);
  await turns(page);
  await isolates(page, choose);
  // The page may not talk to anybody, even if it were made to.
  const sent = await page.evaluate(() => fetch('https://example.org/').then(() => 'sent', () => 'refused'));
  assert.equal(sent, 'refused');
  assert.deepEqual(complaints.filter((one) => !one.includes('example.org')), []);
  await page.context().close();
}

/** Of two files that are chosen one after the other the last one has the word, though the first is done later. */
async function turns(page) {
  await page.reload();
  await page.evaluate(() => {
    const read = File.prototype.arrayBuffer;
    File.prototype.arrayBuffer = function late() {
      const bytes = read.call(this);
      return this.name === 'slow.json' ? new Promise((done) => setTimeout(done, 1_000)).then(() => bytes) : bytes;
    };
  });
  const choose = (name, text) => page.getByLabel('The exhibit').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('slow.json', JSON_TEXT);
  await choose('quick.json', JSON_TEXT.slice(0, -9));
  await settled(page);
  await page.waitForTimeout(2_500);
  assert.match(await said(page), /^Refused/);
  assert.equal(await page.locator('article').count(), 0, 'the first file came in behind the second');
  await choose('slow.json', JSON_TEXT.slice(0, -9));
  await choose('quick.json', JSON_TEXT);
  await settled(page);
  await page.waitForTimeout(2_500);
  assert.match(await said(page), /^Fits/);
  assert.equal(await page.locator('article').count(), 10);
}

/** Up to where all of an account's acts are here, what was lost between, and that a part is one. */
async function saysWhatIsAll(browser) {
  const { page, complaints } = await open(browser, 'checker.html');
  const shown = async (text) => {
    await page.reload();
    await page.getByLabel('The exhibit').setInputFiles({ name: 'exhibit.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await settled(page);
    assert.match(await said(page), /^Fits/);
    return page.locator('main').innerText();
  };
  const all = /All that was logged for this account from 2026-11-18 11:06:53 UTC .* is here, of what stands in the log from place 10 to before place 38\. Entry 38 pinned it at 2026-11-18 11:07:18 UTC/;
  const pinned = await shown(PINNED);
  assert.match(pinned, all);
  assert.match(pinned, /for what the log has from place 38 on, as 1 of the entries here/);
  assert.doesNotMatch(pinned, /lost at a restore|This is a part|that is not shown/);
  const lost = await shown(LOST);
  assert.match(lost, all);
  assert.match(lost, /at places 15 to 18 some or all were lost at a restore/);
  const part = JSON.parse(PINNED);
  part.entries.pop();
  part.part = { first: 12, next: 39 };
  part.entries[1].beside = true;
  part.about.from -= 2_000;
  assert.equal(await page.evaluate((text) => check(text).then(() => 'accepted', () => 'refused'), JSON.stringify(part)), 'refused');
  part.part.first = 13;
  assert.match(await shown(JSON.stringify(part)), /This is a part: it begins at place 13 of the log; more may follow from place 39\./);
  assert.deepEqual(complaints, []);
  await page.context().close();
}

/** What the maker of an exhibit calls things can't turn the words around it. */
async function isolates(page, choose) {
  await page.reload();
  const changed = JSON.parse(JSON_TEXT);
  changed.names['401'] = '\u202edaer saw rebmem A\u2069 שלום';
  assert.match(await choose(Buffer.from(JSON.stringify(changed))), /^Fits/);
  const named = page.locator('article dd bdi', { hasText: 'daer saw' });
  assert.equal(await named.count(), 10);
  assert.equal(await named.first().innerText(), '[U+202e]daer saw rebmem A[U+2069] שלום');
}

/** An old browser: all but the signatures is checked, and the word isn't said. */
async function withoutEd25519(browser) {
  const { page } = await open(browser, 'exhibit.html', LOOKS[0], () => {
    const lacking = () => Promise.reject(new DOMException('unknown', 'NotSupportedError'));
    SubtleCrypto.prototype.generateKey = lacking;
    SubtleCrypto.prototype.importKey = lacking;
  });
  await settled(page);
  assert.match(await said(page), /^Signatures not checked: all 10 entries fit/);
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /^Signatures not checked: this browser can’t tell/);
  assert.doesNotMatch(await page.locator('main').innerText(), /verified/i);
  assert.equal(await page.locator('#own, #compared').count(), 0, 'a key that nothing was checked with can’t be confirmed');
  const changed = JSON.parse(JSON_TEXT);
  changed.entries[0].index += 1;
  const refused = await page.evaluate((text) => check(text).then(() => 'accepted', () => 'refused'), JSON.stringify(changed));
  assert.equal(refused, 'refused');
  await page.context().close();
}

/** A witness’s time that hasn’t come yet bounds nothing. */
async function aheadOfItsTime(browser) {
  const { page } = await open(browser, 'exhibit.html', LOOKS[0], () => { Date.now = () => 1_794_999_000_000; });
  await settled(page);
  const text = await page.locator('main').innerText();
  for (const name of ['w1', 'w2']) {
    assert.ok(text.includes(`When the witness witness.example.org/${name} saw the log: it says at 2026-11-18 `), text);
  }
  assert.doesNotMatch(text, /the entries are no younger/);
  await page.context().close();
}

/** Changed copies, each of one thing that is proved. Marsaglia's xorshift: the same in every run. */
function* changes() {
  let state = 0x5eed0003;
  const below = (end) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % end;
  };
  const bit = (text, from = 0) => {
    const bytes = Buffer.from(text, 'base64');
    bytes[from + below(bytes.length - from)] ^= 1 << below(8);
    return bytes.toString('base64');
  };
  const one = (what, change, whole = JSON_TEXT) => {
    const copy = JSON.parse(whole);
    change(copy);
    const text = JSON.stringify(copy);
    assert.notEqual(text, JSON.stringify(JSON.parse(whole)), what);
    return { what, text };
  };
  const inNote = (note, line, change) => {
    const lines = note.split('\n');
    lines[line] = change(lines[line]);
    return lines.join('\n');
  };
  const signature = (text) => text.replace(/\S+$/, (signed) => bit(signed));
  const key = (text) => text.replace(/[^+]+$/, (bytes) => bit(bytes));
  const entry = (copy) => copy.entries[below(copy.entries.length)];
  for (let round = 0; round < 400; round += 1) {
    // Parts, salts, commitments, lengths and tags alike: an opening is made of nothing else.
    yield one('opening', (copy) => { const it = entry(copy); it.opening = bit(it.opening); });
  }
  for (let round = 0; round < 150; round += 1) {
    yield one('proof', (copy) => { const it = entry(copy); const n = below(it.proof.length); it.proof[n] = bit(it.proof[n]); });
    yield one('root', (copy) => { copy.checkpoint = inNote(copy.checkpoint, 2, bit); });
    yield one('signature', (copy) => { copy.checkpoint = inNote(copy.checkpoint, 4 + below(3), signature); });
  }
  for (let round = 0; round < 60; round += 1) {
    yield one('log key', (copy) => { copy.log = key(copy.log); });
    yield one('witness key', (copy) => { const n = below(2); copy.witnesses[n] = key(copy.witnesses[n]); });
    yield one('older root', (copy) => { copy.before.checkpoint = inNote(copy.before.checkpoint, 2, bit); });
    yield one('older signature', (copy) => { copy.before.checkpoint = inNote(copy.before.checkpoint, 4 + below(2), signature); });
    yield one('growth', (copy) => { const n = below(copy.before.proof.length); copy.before.proof[n] = bit(copy.before.proof[n]); });
  }
  for (const size of [0, 1, 11, 38, 39, 41, 64, 9007199254740991]) {
    yield one('size', (copy) => { copy.checkpoint = inNote(copy.checkpoint, 1, () => String(size)); });
    yield one('older size', (copy) => { copy.before.checkpoint = inNote(copy.before.checkpoint, 1, () => String(size + (size === 11))); });
  }
  for (let n = 0; n < 10; n += 1) {
    yield one('index', (copy) => { copy.entries[n].index += 1; });
    yield one('shorter proof', (copy) => { copy.entries[n].proof.pop(); });
    yield one('longer proof', (copy) => { copy.entries[n].proof.push(copy.entries[n].proof[0]); });
    yield one('another opening', (copy) => { copy.entries[n].opening = copy.entries[(n + 1) % 10].opening; });
    yield one('another number', (copy) => { copy.entries[n].members[0] = 0; });
    yield one('a number beyond', (copy) => { copy.entries[n].members[1] = 2; });
    yield one('more members', (copy) => { copy.entries[n].members.push(0); });
    yield one('twice', (copy) => { copy.entries.splice(n, 0, copy.entries[n]); });
    yield one('an unknown key', (copy) => { copy.entries[n].note = 'more'; });
  }
  for (const text of [PINNED, LOST]) yield* changesOfRows({ one, bit, below }, text);
  for (const next of [0, 12, 38, 40, 41, -1, '39', 39.5]) yield one('another part', (copy) => { copy.part.next = next; });
  for (const first of [13, 40, -1, '0', null]) yield one('another beginning', (copy) => { copy.part.first = first; });
  for (const name of ['format', 'about', 'part', 'log', 'witnesses', 'checkpoint', 'before', 'members', 'entries', 'heads', 'names']) {
    yield one(`without ${name}`, (copy) => { delete copy[name]; });
    yield one(`nothing for ${name}`, (copy) => { copy[name] = 7; });
  }
  yield one('order', (copy) => { copy.entries.reverse(); });
  yield one('another account', (copy) => { copy.about.id = '1f'.repeat(16); });
  yield one('another matter', (copy) => { copy.about.what = 'campaign'; });
  yield one('another span', (copy) => { copy.about.until = copy.about.from + 20_000; });
  yield one('another member', (copy) => { copy.members[0] = '1f'.repeat(16); });
  yield one('a member twice', (copy) => { copy.members.push(copy.members[0]); });
  yield one('a witness twice', (copy) => { copy.witnesses.push(copy.witnesses[0]); });
  yield one('a witness under a second name', (copy) => {
    const second = renamed(copy.witnesses[0], 'witness.example.org/second');
    copy.witnesses[1] = second.text;
    copy.checkpoint = cosignedAgain(copy.checkpoint, second, 5);
  });
  yield one('a third witness that is the first', (copy) => {
    const third = renamed(copy.witnesses[0], 'witness.example.org/third');
    copy.witnesses.push(third.text);
    copy.checkpoint = cosignedAgain(copy.checkpoint, third, 5);
  });
  yield one('no log signature', (copy) => { copy.checkpoint = copy.checkpoint.split('\n').toSpliced(4, 1).join('\n'); });
  yield one('one witness gone', (copy) => { copy.checkpoint = copy.checkpoint.split('\n').toSpliced(6, 1).join('\n'); });
  yield one('an extension', (copy) => { copy.checkpoint = copy.checkpoint.split('\n').toSpliced(3, 0, 'more').join('\n'); });
}

/** The same of an account's rows, and of the entries that lead from the one to the other. */
function* changesOfRows({ one, bit, below }, text) {
  const whole = JSON.parse(text);
  for (let round = 0; round < 40; round += 1) {
    yield one('head', (copy) => { const it = copy.heads[below(2)]; it.head = bit(it.head); }, text);
    yield one('path', (copy) => { const it = copy.heads[below(2)]; it.path[0] = bit(it.path[0]); }, text);
  }
  for (const n of [0, 1]) {
    for (const by of [-1, 1, 2, 28]) {
      for (const key of ['entry', 'number', 'row', 'rows']) yield one(key, (copy) => { copy.heads[n][key] += by; }, text);
    }
    for (const key of ['entry', 'number', 'head', 'row', 'rows', 'path']) {
      yield one(`a row without ${key}`, (copy) => { delete copy.heads[n][key]; }, text);
      yield one(`a row with nothing for ${key}`, (copy) => { copy.heads[n][key] = null; }, text);
    }
    yield one('shorter path', (copy) => { copy.heads[n].path.pop(); }, text);
    yield one('longer path', (copy) => { copy.heads[n].path.push(copy.heads[n].head); }, text);
    yield one('an unknown key of a row', (copy) => { copy.heads[n].more = 1; }, text);
    yield one('one row twice', (copy) => { copy.heads[n] = copy.heads[1 - n]; }, text);
    yield one('three rows', (copy) => { copy.heads.push(copy.heads[n]); }, text);
  }
  yield one('rows turned around', (copy) => { copy.heads.reverse(); }, text);
  yield one('the first row gone', (copy) => { copy.heads.shift(); }, text);
  yield one('rows of a span', (copy) => { copy.about = { ...copy.about, what: 'span', id: '' }; }, text);
  for (const by of [3_000, 4_000, 13_000]) {
    yield one('a span from before the first row', (copy) => { copy.about.from -= by; copy.entries[1].beside = false; }, text);
  }
  for (let n = 0; n < whole.entries.length - 1; n += 1) {
    yield one(`entry ${whole.entries[n].index} kept back`, (copy) => { copy.entries.splice(n, 1); }, text);
    // Entry 12 is from before the span, and so are the pins, and what tells of the lost, from no account of anybody's.
    if (!whole.entries[n].beside) {
      yield one(`entry ${whole.entries[n].index} passed off as beside`, (copy) => { copy.entries[n].beside = true; }, text);
    }
  }
}

/** A witness's key under another name, with the number that belongs to that. */
function renamed(key, name) {
  const bytes = Buffer.from(key.split('+').slice(2).join('+'), 'base64');
  const id = createHash('sha256').update(Buffer.concat([Buffer.from(`${name}\n`), bytes])).digest().subarray(0, 4);
  return { name, id, text: `${name}+${id.toString('hex')}+${bytes.toString('base64')}` };
}

/** The checkpoint with one cosignature a second time, under that name: it verifies, for it doesn't name who made it. */
function cosignedAgain(note, { name, id }, line) {
  const bytes = Buffer.from(note.split('\n')[line].split(' ')[2], 'base64');
  return `${note}— ${name} ${Buffer.concat([id, bytes.subarray(4)]).toString('base64')}\n`;
}

async function refusesChanges(browser) {
  const { page } = await open(browser, 'checker.html');
  const cases = [...changes()];
  assert.ok(cases.length >= 1_000, `${cases.length} changes`);
  for (const text of [JSON_TEXT, PINNED, LOST]) {
    const whole = await page.evaluate((one) => check(one).then(({ signatures }) => signatures, String), text);
    assert.equal(whole, true);
  }
  for (let from = 0; from < cases.length; from += 100) {
    const accepted = await page.evaluate(async (some) => {
      const held = [];
      for (const { what, text } of some) await check(text).then(() => held.push(what), () => {});
      return held;
    }, cases.slice(from, from + 100));
    assert.deepEqual(accepted, [], 'changed exhibits that were accepted');
  }
  await page.context().close();
  return cases.length;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  await verifies(browser);
  await readsFiles(browser);
  await withoutEd25519(browser);
  await aheadOfItsTime(browser);
  await saysWhatIsAll(browser);
  console.log(`exhibit: verified on ${LOOKS.length} screens, ${await refusesChanges(browser)} changed ones refused`);
} finally {
  await browser.close();
}
