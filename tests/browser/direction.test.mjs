// direction.test.mjs - names written from right to left keep to themselves: what stands round them stays where it is.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openPage, openSite, readout } from './site.mjs';

const FIXTURE = 'tests/data/right_to_left.jsonl';
const REPORTS = readFileSync(FIXTURE, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const folder = mkdtempSync(join(tmpdir(), 'readout-direction-'));
let site;
before(async () => {
  readout('read', '--db', join(folder, 'direction.db'), FIXTURE);
  site = await openSite(join(folder, 'direction.db'));
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});

// Names whose letters run from right to left but whose element does not, or that share it with a day: its numbers would
// change places.
function misdirected() {
  const letters = /[\u0590-\u08ff]/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const wrong = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!letters.test(node.data) || node.parentElement.closest('option, title, script')) continue;
    const style = getComputedStyle(node.parentElement.closest('bdi, [dir]') ?? document.body);
    if (style.direction !== 'rtl' || /\d{4}-\d\d-\d\d/.test(node.data)) wrong.push(`${node.parentElement.tagName}: ${node.data.trim().slice(0, 60)}`);
  }
  return wrong;
}

test('names have a direction of their own on every page', async (t) => {
  const context = await site.context();
  let names = 0;
  for (const { name, path } of site.pages) {
    await t.test(name, async () => {
      const page = await openPage(context, site, path);
      assert.deepEqual(await page.evaluate(misdirected), []);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'ltr');
      names += await page.locator('bdi', { hasText: /[\u0590-\u08ff]/ }).count();
      await page.close();
    });
  }
  assert.ok(names > 5, `${names} names`);
  await context.close();
});

test('titles are shown with all their characters', async () => {
  const context = await site.context();
  const page = await openPage(context, site, '/reports');
  const shown = await page.locator('main').textContent();
  for (const { title, outlet } of REPORTS) {
    assert.ok(shown.includes(title), title);
    assert.ok(shown.includes(outlet), outlet);
  }
  await context.close();
});
