// pages.test.mjs - every page on the example record: it is there, has one heading, loads without a complaint, and what it
// links to is there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { linksOf, openPage, openSite } from './site.mjs';

const MOST_LINKS = 300;
let site;
before(async () => { site = await openSite(); });
after(() => site?.close());

test('every page loads without a complaint', async (t) => {
  const context = await site.context();
  for (const { name, path } of site.pages) {
    await t.test(name, async () => {
      const page = await openPage(context, site, path);
      assert.equal(await page.locator('h1').count(), 1, 'headings of the first level');
      assert.equal(await page.locator('main#main').count(), 1, 'main');
      assert.ok((await page.title()).length > 0, 'a title');
      assert.ok((await page.locator('html').getAttribute('lang'))?.length > 0, 'a language');
      assert.deepEqual(page.complaints, []);
      await page.close();
    });
  }
  await context.close();
});

test('ids are there once, and what is pointed at by id is there', async (t) => {
  const context = await site.context();
  for (const { name, path } of site.pages) {
    await t.test(name, async () => {
      const page = await openPage(context, site, path);
      const wrong = await page.evaluate(() => {
        const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
        const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`);
        const away = [...document.querySelectorAll('[aria-labelledby],[aria-describedby],label[for],a[href^="#"]')]
          .flatMap((element) => [element.getAttribute('aria-labelledby'), element.getAttribute('aria-describedby'),
                                 element.getAttribute('for'), element.getAttribute('href')?.slice(1)])
          .filter(Boolean).flatMap((names) => names.split(/\s+/)).map(decodeURIComponent)
          .filter((id) => !document.getElementById(id)).map((id) => `away: ${id}`);
        return [...twice, ...away];
      });
      assert.deepEqual(wrong, []);
      await page.close();
    });
  }
  await context.close();
});

// The addresses of this site on pages up to two links away from the list of pages.
async function crawl(context) {
  const seen = new Map();
  let wave = site.pages.map(({ path }) => path);
  for (let depth = 0; depth <= 2; depth++) {
    const next = [];
    for (const path of wave) {
      if (seen.has(path) || seen.size >= MOST_LINKS) continue;
      const answer = await context.request.get(site.origin + path, { maxRedirects: 5 });
      seen.set(path, answer.status());
      if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
      for (const link of linksOf(await answer.text())) {
        const address = new URL(link, site.origin + path);
        if (address.origin === site.origin) next.push(address.pathname + address.search);
      }
    }
    wave = next;
  }
  return seen;
}

test('links lead somewhere', async () => {
  const context = await site.context();
  const seen = await crawl(context);
  const broken = [...seen].filter(([, status]) => status >= 400).map(([path, status]) => `${status} ${path}`);
  assert.ok(seen.size > site.pages.length, `${seen.size} addresses`);
  assert.deepEqual(broken, []);
  await context.close();
});
