// A demo world of one's own: started from the built binary, asked for its addresses and codes, ended with the run.
import { spawn } from 'node:child_process';

const READY_MS = 90_000;
const END_MS = 10_000;
const MEMBERS = '2000';

/** Starts `switchboard demo --json` and waits until it says where it is. Nobody has rung in it: stories count what they do. `stop()` ends it. */
export async function startDemo(binary) {
  const child = spawn(binary, ['demo', '--json', '--fresh', '--listen', '127.0.0.1:0', '--members', MEMBERS], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // However this run ends, the demo doesn't outlive it.
  process.once('exit', () => child.kill('SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`)));
  let errors = '';
  child.stderr.on('data', (part) => (errors = (errors + part).slice(-4_000)));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
      await ended;
      clearTimeout(timer);
    }
  };
  try {
    const said = await Promise.race([
      object(child.stdout),
      ended.then((how) => Promise.reject(new Error(`the demo ${how} before it was ready`))),
      late(READY_MS, 'the demo did not say where it is'),
    ]);
    return { ...said, binary, stop, errors: () => errors, account: (role, campaign) => account(said, role, campaign) };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${errors}`);
  }
}

/** The one JSON object on a stream, which stays drained afterwards. */
function object(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    let found = false;
    stream.setEncoding('utf8');
    stream.on('data', (part) => {
      if (found) return;
      text += part;
      if (text.length > 1_000_000) reject(new Error('the demo said a megabyte that is no JSON object'));
      try {
        resolve(JSON.parse(text));
        found = true;
      } catch {
        // Not whole yet.
      }
    });
  });
}

/** Fails after `ms`; it doesn't keep the run alive. */
export function late(ms, what) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(`${what} within ${ms / 1000} s`)), ms).unref());
}

function account(said, role, campaign) {
  const found = said.accounts.find((one) => one.role === role && (!campaign || one.campaign === campaign));
  if (!found) {
    const there = said.accounts.map((one) => `${one.role} of ${one.campaign ?? 'the organisation'}`);
    throw new Error(`the demo has no ${role} of ${campaign ?? 'the organisation'}; it has ${there.join(', ')}`);
  }
  return found;
}

/** Signs somebody in as a person does: opens the page, types the code, presses the button. */
export async function signIn(page, who) {
  await page.goto(who.sign_in_url);
  await page.getByRole('textbox').fill(who.sign_in_code);
  await page.locator('form[action="/sign-in"]').getByRole('button').click();
}
