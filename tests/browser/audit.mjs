// Accessibility, as far as a machine can tell: axe-core's rules for WCAG 2.2, levels A and AA.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with every finding on the page as it is shown now, naming rule, place and mend. */
export async function audit(page) {
  // Through the debugger and not as a script element, which the page's policy rightly refuses.
  await page.evaluate(AXE);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
    TAGS,
  );
  // An audit that examined nothing would pass too.
  if (result.passes.length === 0) throw new Error(`axe-core examined nothing on ${new URL(page.url()).pathname}`);
  const found = result.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}) at ${node.target.join(' ')}: ${rule.help}; ${node.failureSummary}`),
  );
  if (found.length > 0) {
    throw new Error(`axe-core finds ${found.length} on ${new URL(page.url()).pathname}:\n  ${found.join('\n  ')}`);
  }
}

/** Fails if the page must be scrolled sideways (WCAG 1.4.10, reflow). */
export async function fits(page) {
  const [needed, given] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  if (needed > given) throw new Error(`${new URL(page.url()).pathname} is ${needed} px wide on a screen of ${given} px`);
}
