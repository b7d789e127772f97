// hostile.test.mjs - reports whose title, outlet, address, id, text and names are markup, script and characters that turn
// the direction of text (tests/data/hostile.jsonl): all of it is text, nothing of it runs.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { linksOf, openPage, openSite, readout } from './site.mjs';

const FIXTURE = 'tests/data/hostile.jsonl';
const REPORTS = readFileSync(FIXTURE, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const MOST_PAGES = 60;
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;
const folder = mkdtempSync(join(tmpdir(), 'readout-hostile-'));
let site;
before(async () => {
  readout('read', '--db', join(folder, 'hostile.db'), FIXTURE);
  site = await openSite(join(folder, 'hostile.db'));
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});

// Every page, and what each links to of items, actors and reports: the pages on which a fixture's words may stand.
async function addresses(context) {
  const found = new Set(site.pages.map(({ path }) => path));
  for (const { path } of site.pages) {
    const answer = await context.request.get(site.origin + path);
    const links = linksOf(await answer.text()).filter((link) => /^\/[a-z]+\/[^.]/.test(link) && !link.startsWith('/assets'));
    for (const link of links) if (found.size < MOST_PAGES) found.add(link);
  }
  return [...found];
}

// What is on a page that no page of the program has.
function foreign() {
  const marks = 'iframe, object, embed, base, img[src="x"], form[action*="evil"], link[href*="evil"], meta[http-equiv],' +
                'script:not([src^="/assets/"]), svg[onload]';
  const elements = [...document.querySelectorAll(marks)].map((element) => element.outerHTML.slice(0, 100));
  const all = [...document.querySelectorAll('*')];
  const handlers = all.flatMap((element) => [...element.attributes].filter(({ name }) => /^on|^srcdoc$|^style$/.test(name))
    .map(({ name, value }) => `${element.tagName} ${name}=${value.slice(0, 50)}`));
  const links = all.flatMap((element) => ['href', 'xlink:href', 'src', 'action', 'formaction']
    .map((name) => element.getAttribute(name)).filter(Boolean))
    .filter((address) => !/^https?:$/.test(new URL(address, location).protocol)
                         && !/^(data:image|mailto:)/.test(address)).map((address) => `link ${address.slice(0, 50)}`);
  return [...elements, ...handlers, ...links, ...('stolen' in window ? ['a script of a report ran'] : [])];
}

for (const [javaScriptEnabled, most] of [[true, MOST_PAGES], [false, MOST_PAGES / 3]]) {
  test(`nothing of a report runs, ${javaScriptEnabled ? 'with' : 'without'} JavaScript of ours`, async (t) => {
    const context = await site.context({ javaScriptEnabled });
    for (const path of (await addresses(context)).slice(0, most)) {
      await t.test(path.slice(0, 80), async () => {
        const page = await openPage(context, site, path);
        assert.deepEqual(await page.evaluate(foreign), []);
        assert.deepEqual(page.complaints, []);
        assert.doesNotMatch(await page.content(), TURNING, 'characters that turn the direction');
        await page.close();
      });
    }
    await context.close();
  });
}

test('titles and outlets are shown as they are', async () => {
  const context = await site.context();
  const page = await openPage(context, site, '/reports');
  const words = (text) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const shown = words(await page.locator('main').textContent());
  for (const { title } of REPORTS.filter(({ title }) => title.length < 300)) {
    assert.ok(shown.includes(words(title)), `'${words(title)}' in '${shown.slice(0, 2000)}'`);
  }
  await context.close();
});

test('words however long do not widen a page', async (t) => {
  for (const width of [360, 1280]) {
    const context = await site.context({ viewport: { width, height: 740 } });
    for (const { name, path } of site.pages) {
      await t.test(`${name}, ${width}`, async () => {
        const page = await openPage(context, site, path);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        await page.close();
      });
    }
    await context.close();
  }
});

test('other forms of pages are no markup for a browser', async (t) => {
  const context = await site.context();
  const twins = new Set();
  for (const { path } of site.pages) {
    const answer = await context.request.get(site.origin + path);
    linksOf(await answer.text()).filter((link) => /\.(json|csv|atom|ics|md)(\?|\/|$)/.test(link))
      .forEach((link) => twins.add(link));
  }
  assert.ok(twins.size > 10, `${twins.size} twins`);
  for (const twin of [...twins].slice(0, MOST_PAGES)) {
    await t.test(twin.slice(0, 80), async () => {
      const answer = await context.request.get(new URL(twin, site.origin).href);
      const type = answer.headers()['content-type'];
      assert.equal(answer.status(), 200);
      assert.doesNotMatch(type, /html|svg/);
      assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
      const body = await answer.text();
      if (type.startsWith('application/json')) JSON.parse(body);
      if (type.startsWith('application/atom')) assert.doesNotMatch(body, /<(script|img|svg|iframe)/);
      if (type.startsWith('text/calendar')) {
        const lines = body.split('\r\n');
        assert.ok(!lines.some((line) => line.startsWith('SUMMARY:stolen')), 'a line of a report in the calendar');
        assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75), 'folded lines (RFC 5545)');
      }
    });
  }
  await context.close();
});
