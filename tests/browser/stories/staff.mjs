// The first officer of a real installation: from the code that `init` printed to a password, an app, and the first page.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { late } from '../demo.mjs';
import { visit as open } from '../looks.mjs';
import { go } from '../people.mjs';

export const name = 'an officer sets a password and an app with a code, signs in with both, and asks that a colleague be let back in';

const PASSWORD = 'kettle drawn by four geese';

export async function run({ browser, demo, look, shot, audit, fits }) {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-staff-'));
  const data = join(folder, 'data');
  const printed = execFileSync(demo.binary, [
    'init', '--data', data, '--officer', 'Orla Officer=orla@office.example.org',
    '--approver', 'Ari Approver=ari@office.example.org',
  ]).toString();
  const code = printed.match(/Orla Officer: code (\S+)/)[1];
  writeFileSync(join(data, 'switchboard.toml'), '[serve]\nlisten = "127.0.0.1:0"\n');
  const server = spawn(demo.binary, ['serve', '--data', data], { stdio: ['ignore', 'pipe', 'ignore'] });
  const complaints = [];
  try {
    const url = await Promise.race([address(server), late(30_000, 'the server did not say where it is')]);
    const page = await open(browser, look, new URL(url).origin, complaints);
    const see = async (label) => {
      await audit(page);
      await fits(page);
      await shot(page, label);
    };
    await staff(page, url, code, see);
    const asked = execFileSync(demo.binary, ['account', 'recover', '--data', data, '--email', 'orla@office.example.org']).toString();
    assert.match(asked, /It works from/);
    await page.goto(url);
    await page.getByRole('heading', { name: 'Somebody asked for a way back in for you' }).waitFor();
    await see('recovery');
    await page.getByRole('button', { name: 'That was not us. Stop it' }).click();
    await page.getByText('Stopped. The code that was printed does not work.').waitFor();
    await see('stopped');
    assert.deepEqual(complaints, []);
  } finally {
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGTERM');
    await Promise.race([ended, late(10_000, 'the server did not end')]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function staff(page, url, code, see) {
  await page.goto(new URL('/sign-in', url).href);
  await see('sign-in');
  await page.getByLabel('Your code').fill(code);
  await page.locator('form[action="/sign-in"]').getByRole('button').click();
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
  await see('password');
  await choose(page, 'password1234');
  await page.getByText('Many people use that password').waitFor();
  await see('weak');
  await choose(page, PASSWORD);
  await page.getByRole('heading', { name: 'Set up your app' }).waitFor();
  const square = await page.locator('svg.qr').boundingBox();
  assert.ok(square.width > 150 && Math.abs(square.width - square.height) < 2, 'the square can be read by a camera');
  await see('app');
  const secret = (await page.locator('.groups code').allInnerTexts()).join('');
  const first = await freshNumber(secret);
  await page.getByLabel('The number that the app shows now').fill(first);
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('heading', { name: 'Start page' }).waitFor();
  await see('home');

  await go(page, 'Accounts');
  await page.getByText('Has a code that was not used yet').waitFor();
  await see('accounts');
  await page.getByText('They need a new code').click();
  await page.getByLabel('Why it is needed').fill('The telephone fell into the weir');
  await page.getByLabel('Nobody else can decide').check();
  await see('asking');
  await page.getByRole('button', { name: 'Ask for a code' }).click();
  await page.getByText('Come back when the day is over').waitFor();
  await see('alone');
  await go(page, 'Your password');
  await see('own');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(new URL('/sign-in', url).href);
  await page.getByRole('link', { name: /You have a password/ }).click();
  await see('staff');
  await signIn(page, '000000');
  await page.getByText('That did not work. Check all of it.').waitFor();
  assert.equal(await page.getByLabel('Your password').inputValue(), '', 'a password does not come back');
  await see('refused');
  await signIn(page, await freshNumber(secret, first));
  await page.getByRole('heading', { name: 'Start page' }).waitFor();
}

async function choose(page, password) {
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('The same again').fill(password);
  await page.getByRole('button', { name: 'Next: your app' }).click();
}

async function signIn(page, number) {
  await page.getByLabel('Your e-mail address').fill('orla@office.example.org');
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByLabel('The number in your app').fill(number);
  await page.getByRole('main').getByRole('button').click();
}

/** The app's number (RFC 6238); where one was used, the first after it, which the server takes half a minute early. */
async function freshNumber(secret, used) {
  const step = Math.floor(Date.now() / 30_000);
  const numbers = [step, step + 1].map((at) => totp(secret, at));
  return numbers.find((number) => number !== used);
}

function totp(secret, step) {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', base32(secret)).update(message).digest();
  const offset = digest[digest.length - 1] & 15;
  const value = (digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
  return String(value).padStart(6, '0');
}

function base32(text) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

function address(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout.setEncoding('utf8');
    server.stdout.on('data', (part) => {
      text += part;
      const found = text.match(/serving on (http:\/\/\S+)/);
      if (found) resolve(found[1]);
    });
    server.once('exit', (ended) => reject(new Error(`the server ended with ${ended}`)));
  });
}
