// plain.test.mjs - without JavaScript every page shows what it has, and its forms work.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, openSite } from './site.mjs';

let site, context;
before(async () => {
  site = await openSite();
  context = await site.context({ javaScriptEnabled: false });
});
after(() => site?.close());

// How much a page shows: rows, items, and letters of text, as the browser lays them out.
const shown = async (page) => ({
  items: await page.locator('main .item:visible, main tbody tr:visible').count(),
  text: (await page.locator('main').innerText()).length,
});

test('every page shows what it shows with JavaScript', async (t) => {
  const scripted = await site.context();
  for (const { name, path } of site.pages) {
    await t.test(name, async () => {
      const plain = await openPage(context, site, path);
      const full = await openPage(scripted, site, path);
      const found = await shown(plain), wanted = await shown(full);
      assert.ok(found.text > 100, `${found.text} letters`);
      assert.ok(found.items >= wanted.items, `${found.items} of ${wanted.items} items`);
      assert.deepEqual(plain.complaints, []);
      await plain.close();
      await full.close();
    });
  }
  await scripted.close();
});

test('the forms of filters work', async (t) => {
  for (const { name, path } of site.pages) {
    await t.test(name, async () => {
      const page = await openPage(context, site, path);
      const form = page.locator('form.filters').first();
      if (await form.count() === 0) return;
      const heading = await page.locator('h1').innerText();
      const field = form.locator('input[name=actor]');
      if (await field.count() > 0) await field.fill('Sadat');
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().isNavigationRequest()),
        form.locator('button[type=submit], button:not([type]), input[type=submit]').first().click()]);
      assert.ok(answer.status() < 400, `${answer.status()} ${answer.url()}`);
      await page.waitForLoadState('load');
      assert.equal(await page.locator('h1').innerText(), heading, 'the same page');
      if (await field.count() > 0) {
        assert.match(page.url(), /[?&]actor=Sadat/);
        assert.equal(await field.inputValue(), 'Sadat', 'the form shows what was chosen');
      }
      await page.close();
    });
  }
});
