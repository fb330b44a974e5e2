// The screens that stories are told on, and visits that notice what a page may not do.

/** A phone held upright and a desk, each by day and by night. */
export const LOOKS = [
  { name: 'phone-light', width: 360, height: 740, scheme: 'light', touch: true },
  { name: 'phone-dark', width: 360, height: 740, scheme: 'dark', touch: true },
  { name: 'desk-light', width: 1280, height: 800, scheme: 'light', touch: false },
  { name: 'desk-dark', width: 1280, height: 800, scheme: 'dark', touch: false },
];

/**
 * A person's own browser on this screen: a fresh context with one page.
 *
 * What no page may do is written into `complaints`: an error in a script, something the content security policy
 * refused, a request to another origin than the demo's.
 */
export async function visit(browser, look, origin, complaints, options = {}) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    hasTouch: look.touch,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(15_000);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (['http:', 'https:'].includes(url.protocol) && url.origin !== origin) {
      complaints.push(`a request to ${url.origin}`);
    }
  });
  context.on('weberror', (error) => complaints.push(`an error in a script: ${error.error().message}`));
  context.on('console', (message) => {
    // An answer 4xx is written to the console too; the stories say themselves which answers they expect.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(`on the console: ${message.text()}`);
    }
  });
  return context.newPage();
}
