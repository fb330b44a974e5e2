// A caller at the desk: the walk from the start page to a card and through it, tapped as a person taps.
import assert from 'node:assert/strict';

/** Anything that could be a telephone number in a page's source: a tel: link, or eight digits with what stands between. */
export const NUMBER = /tel:|(?<![\w.#&/-])\+?\(?\d(?:[\s().-]{0,2}\d){7,}(?![\w-])/g;

/** The page's source without what is no text for people: the clock's numbers, ids, hashes of files. */
export async function source(page) {
  const html = await page.content();
  return html
    .replace(/ (?:data-[\w-]+|action|href|src|min|value)="(?!tel:)[^"]*"/g, '')
    .replace(/(\d)<[^>]*>(\d)/g, '$1 $2');
}

/** What looks like a telephone number on the page. */
export async function numbers(page) {
  return (await source(page)).match(NUMBER) ?? [];
}

/** From the start page to the bank's first screen; a card left from another story is closed on the way. */
export async function toBank(page) {
  await page.locator('a[href^="/desk/"]').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (await page.locator('main[data-card]').count()) {
    await showNumber(page);
    await tell(page, 'No answer');
    await page.getByRole('link', { name: 'Stop for now' }).click();
    await page.locator('a[href^="/desk/"]').first().click();
  }
  await page.getByRole('button', { name: 'Start' }).waitFor();
}

/** Starts, and answers the card's address. */
export async function start(page) {
  await page.getByRole('button', { name: 'Start' }).click();
  return onCard(page);
}

/** Waits for a card; answers its address. */
export async function onCard(page) {
  await page.locator('main[data-card][data-stage]').waitFor();
  return new URL(page.url()).pathname;
}

/** Shows the number, unless it is there already. */
export async function showNumber(page) {
  if ((await page.locator('main').getAttribute('data-stage')) === 'dealt') {
    await page.getByRole('button', { name: 'Show the number' }).click();
  }
  await page.locator('main[data-stage="shown"]').waitFor();
}

/** Taps an outcome and waits until it is saved. */
export async function tell(page, outcome) {
  await page.getByRole('button', { name: outcome, exact: true }).click();
  await page.locator('main[data-saved]').waitFor();
  assert.match(new URL(page.url()).pathname, /\/saved$/);
}

/** A local time some minutes from now, as a date-and-time field takes it. */
export function inMinutes(minutes) {
  const at = new Date(Date.now() + minutes * 60_000);
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/London',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  return parts.replace(' ', 'T');
}

/** Waits until the phone has put away what a card shows without a line; answers all addresses in its caches, in order. */
export async function putAway(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The page is put in last.
  await page.waitForFunction(async () => Boolean(await caches.match('/desk/offline', { ignoreVary: true })));
  return page.evaluate(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) found.push(new URL(url).pathname);
    }
    return found.sort();
  });
}
