// axe.test.mjs - axe-core (https://github.com/dequelabs/axe-core) finds nothing on any page, light or dark, wide or narrow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeSource, openPage, openSite } from './site.mjs';

let site;
before(async () => { site = await openSite(); });
after(() => site?.close());

// "rule: words on the page", for each place that breaks a rule.
async function violations(page, rules) {
  await page.evaluate(axeSource());
  const { violations: found } = await page.evaluate((only) => window.axe.run(document, { resultTypes: ['violations'],
    ...(only && { runOnly: { type: 'rule', values: only } }) }), rules);
  return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) =>
    `${id}: ${html.slice(0, 160)} ${any[0]?.message?.slice(0, 200) ?? ''}`));
}

// The checker needs to run script, which the policy of the pages forbids. In the dark only colours are others.
const colours = ['color-contrast', 'link-in-text-block'];
for (const [colorScheme, width, rules] of [['light', 1280], ['dark', 1280, colours], ['light', 360]]) {
  test(`${colorScheme}, ${width} wide`, async (t) => {
    const context = await site.context({ bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
    for (const { name, path } of site.pages) {
      await t.test(name, async () => {
        const page = await openPage(context, site, path);
        await page.evaluate(() => document.querySelectorAll('details').forEach((element) => { element.open = true; }));
        assert.deepEqual(await violations(page, rules), []);
        await page.close();
      });
    }
    await context.close();
  });
}
