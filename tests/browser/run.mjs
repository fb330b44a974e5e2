// Tells every story in stories/ on every screen, in Debian's Chromium, against a demo world of the built binary.
//
//   SWITCHBOARD_BIN=target/debug/switchboard node tests/browser/run.mjs [part of a story's file name]…
//
// A story is a module with `name`, `run({ browser, demo, shot, look, visit, audit, fits })` and, where one screen is
// enough, `looks` (names out of looks.mjs). A story that fails leaves pictures of its open pages in SHOTS
// (target/browser); the demo world ends with the run, whatever happens.
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { audit, fits } from './audit.mjs';
import { late, startDemo } from './demo.mjs';
import { LOOKS, visit } from './looks.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SHOTS = resolve(process.env.SHOTS ?? join(HERE, '../../target/browser'));
const BINARY = resolve(process.env.SWITCHBOARD_BIN ?? join(HERE, '../../target/debug/switchboard'));
const STORY_MS = 180_000;
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function stories(wanted) {
  const files = readdirSync(join(HERE, 'stories')).filter((file) => file.endsWith('.mjs')).sort();
  const chosen = files.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
  return Promise.all(
    chosen.map(async (file) => ({ file: file.replace('.mjs', ''), ...(await import(`./stories/${file}`)) })),
  );
}

/** Tells one story on one screen; answers what went wrong, or nothing. */
async function tell(story, look, browser, demo) {
  const complaints = [];
  const picture = (page, label) =>
    page.screenshot({ path: join(SHOTS, `${story.file}-${look.name}-${label}.png`), fullPage: true });
  try {
    const told = story.run({
      browser,
      demo,
      look,
      shot: picture,
      visit: (options) => visit(browser, look, new URL(demo.url).origin, complaints, options),
      audit,
      fits,
    });
    // Lost the race, it may still fail; that must not end the run.
    told.catch(() => {});
    await Promise.race([told, late(STORY_MS, 'the story did not end')]);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    return undefined;
  } catch (error) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const pictures = pages.map((page, at) => picture(page, `failed-${at + 1}`).catch(() => {}));
    await Promise.race([Promise.all(pictures), late(20_000, 'the pictures were not taken')]).catch(() => {});
    return error;
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
}

async function tellAll(browser, demo, told) {
  const count = { passed: 0, failed: 0 };
  for (const story of told) {
    for (const look of LOOKS.filter((one) => story.looks?.includes(one.name) ?? true)) {
      const error = await tell(story, look, browser, demo);
      count[error ? 'failed' : 'passed'] += 1;
      if (error) console.error(`FAILED ${story.name} (${look.name})\n${error.stack}\npictures in ${SHOTS}\n`);
    }
  }
  return count;
}

mkdirSync(SHOTS, { recursive: true });
const told = await stories(process.argv.slice(2));
if (told.length === 0) throw new Error('no story has such a name');
const demo = await startDemo(BINARY);
let browser;
try {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  const { passed, failed } = await tellAll(browser, demo, told);
  if (failed > 0) console.error(`the demo's last words:\n${demo.errors()}`);
  console.log(`browser: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await browser?.close();
  await demo.stop();
}
