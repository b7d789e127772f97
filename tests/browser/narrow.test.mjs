// narrow.test.mjs - on a phone's screen nothing is wider than it, in print nothing is there that paper has no use for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, openSite } from './site.mjs';

const NARROW = { width: 360, height: 740 };
let site;
before(async () => { site = await openSite(); });
after(() => site?.close());

// What stands out of the screen to the right and is not inside something that scrolls by itself.
function tooWide() {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => element && element !== document.body &&
    (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX) ||
     scrolls(element.parentElement));
  if (document.documentElement.scrollWidth <= width) return [];
  return ['the page scrolls sideways', ...[...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement))
    .slice(0, 5).map((element) => `${element.tagName}.${element.getAttribute('class')} ` +
                                   `${Math.round(element.getBoundingClientRect().right)}`)];
}

test('no page is wider than a narrow screen', async (t) => {
  const context = await site.context({ viewport: NARROW });
  for (const { name, path } of site.pages) {
    await t.test(name, async () => {
      const page = await openPage(context, site, path);
      assert.deepEqual(await page.evaluate(tooWide), []);
      await page.close();
    });
  }
  await context.close();
});

// The luminance of a colour "rgb(1, 2, 3)", from 0 to 255, roughly; of one that lets all through, -1.
function brightness(colour) {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return alpha === 0 ? -1 : 0.3 * red + 0.6 * green + 0.1 * blue;
}

test('in print there is the content alone, dark on light', async (t) => {
  const context = await site.context({ colorScheme: 'dark' });
  for (const { name, path } of site.pages) {
    await t.test(name, async () => {
      const page = await openPage(context, site, path);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      assert.equal(await page.locator('nav:visible').count(), 0, 'lists of links');
      assert.equal(await page.locator('form:visible').count(), 0, 'forms');
      assert.ok(await page.locator('h1:visible').count() === 1, 'the heading');
      const [ground, ink] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor,
                                                       getComputedStyle(document.body).color]);
      const light = brightness(ground);
      assert.ok(light === -1 || light > 240, `ground ${ground}`);
      assert.ok(brightness(ink) < 80, `ink ${ink}`);
      await page.close();
    });
  }
  await context.close();
});
