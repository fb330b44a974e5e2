// Tells every story in stories/ on two screens or more, in Debian's Chromium, against a demo world of the built binary.
//
//   SWITCHBOARD_BIN=target/debug/switchboard node tests/browser/run.mjs [part of a story's file name]…
//
// Two lanes tell them side by side, each with a browser and a demo of its own, for most of a story is waiting; LANES says
// another number. A story is a module with `name`, `run({ browser, demo, shot, look, visit, audit, fits })` and, where it wants
// screens of its own, `looks` (names out of looks.mjs); others are told on a narrow one and a wide one, of which one is dark. With
// SCREENS=all (scripts/soak) they are told on all four. A story that fails leaves pictures of its open pages in SHOTS
// (target/browser); one that is named, or any with PICTURES=all, leaves those that it takes on its way too: four hundred in
// all, which prove nothing. The demo world ends with the run, whatever happens.
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
const IS_PICTURED = process.env.PICTURES === 'all' || process.argv.length > 2;
const LANES = Number(process.env.LANES ?? 2);
if (!Number.isInteger(LANES) || LANES < 1) throw new Error('LANES is a number of lanes, 1 or more');
/** Told in the lane after the one that is their turn: with them both lanes take about as long. */
const ASIDE = ['device'];
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
  const all = await Promise.all(
    files.map(async (file) => ({ file: file.replace('.mjs', ''), ...(await import(`./stories/${file}`)) })),
  );
  // By all that there are, so that a story that is named is told as it is among the others.
  let plain = 0;
  const told = all.map((story) => ({ ...story, looks: story.looks ?? screens(plain++) }));
  return told.filter(({ file }) => wanted.length === 0 || wanted.some((part) => `${file}.mjs`.includes(part)));
}

/** The screens of the n-th story that names none: one of each width and each scheme, by turns. */
function screens(n) {
  if (process.env.SCREENS === 'all') return LOOKS.map((one) => one.name);
  return n % 2 === 0 ? ['phone-light', 'desk-dark'] : ['phone-dark', 'desk-light'];
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
      shot: IS_PICTURED ? picture : async () => {},
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

/** What goes wrong with a story is said at once. Answers whether it passed, on each of its screens. */
async function tellOnEach(story, { browser, demo }) {
  const passed = [];
  for (const look of looksOf(story)) {
    const error = await tell(story, look, browser, demo);
    passed.push(!error);
    if (error) console.error(`FAILED ${story.name} (${look.name})\n${error.stack}\npictures in ${SHOTS}\n`);
  }
  return passed;
}

function looksOf(story) {
  const looks = LOOKS.filter((one) => story.looks.includes(one.name));
  if (looks.length !== story.looks.length) throw new Error(`${story.file} is told on a screen that there isn't`);
  return looks;
}

/** A lane tells its stories one after the other; answers what passed, and how long each took in seconds. */
async function lane(told) {
  const demo = await startDemo(BINARY);
  let browser;
  try {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
    const passed = [];
    const took = [];
    for (const story of told) {
      const began = performance.now();
      passed.push(...(await tellOnEach(story, { browser, demo })));
      took.push({ file: story.file, seconds: (performance.now() - began) / 1000 });
    }
    if (passed.includes(false)) console.error(`the demo's last words:\n${demo.errors()}`);
    return { passed, took };
  } finally {
    await browser?.close();
    await demo.stop();
  }
}

mkdirSync(SHOTS, { recursive: true });
const told = await stories(process.argv.slice(2));
if (told.length === 0) throw new Error('no story has such a name');
told.forEach(looksOf);
// Always the same stories in a lane, in the same order: a failure can be told again.
const count = Math.min(LANES, told.length);
const laneOf = ({ file }, at) => (at + (ASIDE.includes(file) ? 1 : 0)) % count;
const lanes = Array.from({ length: count }, (_, n) => told.filter((story, at) => laneOf(story, at) === n));
const done = await Promise.allSettled(lanes.map(lane));
for (const { reason } of done.filter((one) => one.status === 'rejected')) console.error(reason.stack);
const ended = done.filter((one) => one.status === 'fulfilled').map((one) => one.value);
const took = ended.flatMap((one) => one.took).sort((a, b) => b.seconds - a.seconds);
console.log(`longest: ${took.slice(0, 8).map((one) => `${one.file} ${one.seconds.toFixed(0)} s`).join(', ')}`);
const passed = ended.flatMap((one) => one.passed);
const failed = passed.filter((one) => !one).length;
console.log(`browser: ${passed.length - failed} passed, ${failed} failed`);
const wanted = told.reduce((sum, story) => sum + looksOf(story).length, 0);
process.exitCode = failed === 0 && passed.length === wanted ? 0 : 1;
