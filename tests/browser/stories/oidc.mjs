// The organisation's own sign-in with a certified provider on another site: an officer connects it, signs out, comes in by it,
// and is out when they sign out over there. 127.0.0.1 and localhost are two sites, so strict cookies don't come along.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { late } from '../demo.mjs';
import { visit as open } from '../looks.mjs';

export const name = "an officer connects the organisation's own sign-in, comes in by it, and is out when it says so";
export const looks = ['phone-light', 'desk-dark'];

const PAGE = '<!doctype html><title>There</title>';
const SECRET = 'an invented secret: a+b/c';

/** A provider that listens before it knows its client, whose address isn't known yet. */
async function openProvider() {
  let serve = (request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const begin = (ours) => {
    const provider = new Provider(issuer, settings(ours));
    provider.on('backchannel.error', (_, error) => console.error('the provider could not say that somebody left:', error));
    const callback = provider.callback();
    serve = (request, response) => (request.url.startsWith('/who/')
      ? who(provider, request, response).catch(() => response.writeHead(500).end())
      : callback(request, response));
  };
  return { issuer, begin, end: () => server.close() };
}

function settings(ours) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'of-this-story', use: 'sig', alg: 'RS256' };
  return {
    clients: [{
      client_id: 'switchboard',
      client_secret: SECRET,
      redirect_uris: [`${ours}/oidc/back`],
      backchannel_logout_uri: `${ours}/oidc/logout`,
      backchannel_logout_session_required: true,
    }],
    jwks: { keys: [key] },
    cookies: { keys: ['an invented key'] },
    acrValues: ['two'],
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        logoutSource: (context, form) => {
          context.body = `${PAGE}${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`;
        },
        postLogoutSuccessSource: (context) => { context.body = `${PAGE}<p>You are out`; },
      },
    },
    // By itself it calls nobody on its own machine.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // Nobody is asked whether they agree: it is their own organisation's.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
}

/** The provider's own page: whoever presses the button is Orla. */
async function who(provider, request, response) {
  if (request.method === 'POST') {
    const login = { accountId: '248289761001', acr: 'two', amr: ['hwk'] };
    await provider.interactionFinished(request, response, { login });
    return;
  }
  response.setHeader('content-type', 'text/html');
  response.end(`${PAGE}<form method="post"><button>I am Orla</button></form>`);
}

function address(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout.setEncoding('utf8');
    server.stdout.on('data', (part) => {
      text += part;
      const found = text.match(/serving on http:\/\/127\.0\.0\.1:(\d+)/);
      if (found) resolve(`http://localhost:${found[1]}`);
    });
    server.once('exit', (ended) => reject(new Error(`the server ended with ${ended}`)));
  });
}

export async function run({ browser, demo, look, shot, audit, fits }) {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-oidc-'));
  const data = join(folder, 'data');
  const printed = execFileSync(demo.binary, [
    'init', '--data', data, '--officer', 'Orla Officer=orla@office.example.org',
  ]).toString();
  const code = printed.match(/Orla Officer: code (\S+)/)[1];
  const there = await openProvider();
  writeFileSync(join(data, 'oidc.secret'), SECRET, { mode: 0o600 });
  writeFileSync(join(data, 'switchboard.toml'), [
    '[serve]', 'listen = "127.0.0.1:0"',
    '[oidc]', `issuer = "${there.issuer}"`, 'client_id = "switchboard"', 'client_secret = "oidc.secret"',
    'name = "the staff sign-in"', 'office_acr = ["two"]', '',
  ].join('\n'));
  const server = spawn(demo.binary, ['serve', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
  const complaints = [];
  try {
    const ours = await Promise.race([address(server), late(30_000, 'the server did not say where it is')]);
    there.begin(ours);
    const page = await open(browser, look, ours, complaints);
    const see = async (label) => {
      await audit(page);
      await fits(page);
      await shot(page, label);
    };
    await connectAndReturn(page, ours, there, code, see);
    assert.ok(!(await doctor(demo.binary, data)).includes('oidc-unusable'));
    assert.deepEqual(complaints.filter((one) => one !== `a request to ${there.issuer}`), []);
  } finally {
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGTERM');
    await Promise.race([ended, late(10_000, 'the server did not end')]);
    there.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `doctor` finds. It asks the provider, which runs in this very process. */
async function doctor(binary, data) {
  const child = spawn(binary, ['doctor', '--data', data, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (part) => { text += part; });
  await once(child, 'close');
  assert.ok('findings' in JSON.parse(text));
  return text;
}

async function connectAndReturn(page, ours, there, code, see) {
  await page.goto(`${ours}/sign-in`);
  await see('sign-in');
  await page.getByLabel('Your code').fill(code);
  await page.locator('form[action="/sign-in"]').getByRole('button').click();
  await page.getByRole('link', { name: 'Use your organisation’s own sign-in instead' }).click();
  await page.getByRole('heading', { name: 'Your organisation’s own sign-in' }).waitFor();
  await see('connect');
  await page.getByRole('button', { name: 'Connect it' }).click();
  await page.getByRole('button', { name: 'I am Orla' }).click();
  await page.getByRole('heading', { name: 'Start page' }).waitFor();
  await page.goto(`${ours}/identity`);
  await page.getByText('Connected').first().waitFor();
  await see('connected');

  // Out here, still in there: in again with one press.
  await signOut(page);
  await page.goto(`${ours}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with the staff sign-in' }).click();
  await page.getByRole('heading', { name: 'Start page' }).waitFor();
  const cookies = await page.context().cookies(ours);
  assert.equal(cookies.find((cookie) => cookie.name === 'switchboard').sameSite, 'Strict');
  assert.equal(cookies.find((cookie) => cookie.name === 'switchboard-errand'), undefined, 'used once');

  // Out there, in another tab: out here, in this one.
  const tab = await page.context().newPage();
  await tab.goto(`${there.issuer}/session/end`);
  await tab.getByRole('button', { name: 'Yes' }).click();
  await tab.waitForURL(/session\/end\/success/);
  await tab.close();
  await page.goto(`${ours}/sessions`);
  await page.waitForURL(/\/sign-in$/);

  // What somebody was sent by another does nothing, and says what to do.
  await page.goto(`${ours}/oidc/back?code=a&state=b`);
  await page.getByText('it was begun in another browser').waitFor();
  await see('lost');
}

async function signOut(page) {
  const menu = page.getByRole('navigation').locator('summary');
  if (await menu.isVisible()) await menu.click();
  await page.locator('form[action="/sign-out"]').getByRole('button').click();
  await page.waitForURL(/\/signed-out$/);
}
