// review.test.mjs - facts are reviewed by the keyboard alone: j k move, a confirms, r rejects, e corrects, m merges, u takes
// back; what is decided is in the record, and what the reports say does not change.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, afterEach, test } from 'node:test';
import { openPage, openSite, readout } from './site.mjs';

const folder = mkdtempSync(join(tmpdir(), 'readout-review-'));
const database = join(folder, 'review.db');
let site, context, page;
before(async () => {
  readout('read', '--db', database, '--meta', 'examples/manifest.json', 'examples/camp-david');
  site = await openSite(database);
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  context = await site.context();
  page = await openPage(context, site, '/meetings');
});
afterEach(async () => {
  assert.deepEqual(page.complaints, []);
  await context.close();
});

const focused = () => page.evaluate(() => document.activeElement.closest('.item')?.dataset.key);
const standing = (key) => page.locator(`.item[data-key="${key}"]`).first().getAttribute('data-standing');
const decisions = () => JSON.parse(readout('decisions', '--db', database, '--json'));

// Waits until an item's standing is the one expected, as the server answered it.
async function becomes(key, expected) {
  await page.waitForFunction(([name, value]) =>
    document.querySelector(`.item[data-key="${CSS.escape(name)}"]`).dataset.standing === value, [key, expected]);
}

test('j and k move', async () => {
  const keys = await page.locator('main .item[data-key]').evaluateAll((items) => items.map((item) => item.dataset.key));
  await page.keyboard.press('j');
  assert.equal(await focused(), keys[0]);
  await page.keyboard.press('j');
  assert.equal(await focused(), keys[1]);
  await page.keyboard.press('k');
  assert.equal(await focused(), keys[0]);
});

test('a confirms and u takes it back', async () => {
  await page.keyboard.press('j');
  const key = await focused();
  const before = await standing(key), count = decisions().length;
  await page.keyboard.press('a');
  await becomes(key, 'confirmed');
  assert.equal(decisions().length, count + 1);
  await page.keyboard.press('u');
  await becomes(key, before);
  await page.reload();
  assert.equal(await standing(key), before);
});

test('r rejects with a reason, which is kept', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const key = await focused();
  await page.keyboard.press('r');
  await page.keyboard.type('The report says otherwise. j k a <b>');
  await page.keyboard.press('Enter');
  await becomes(key, 'rejected');
  const last = decisions().at(-1);
  assert.match(JSON.stringify(last), /The report says otherwise\. j k a <b>/);
  await page.goto(`${site.origin}/decisions`);
  assert.match(await page.locator('main').textContent(), /The report says otherwise\. j k a <b>/);
  await page.goto(`${site.origin}/item/${encodeURIComponent(key)}`);
  await page.keyboard.press('u');
  await page.waitForFunction(() => document.querySelector('main .item[data-standing]')?.dataset.standing !== 'rejected');
});

test('Escape leaves a question, nothing is decided', async () => {
  const count = decisions().length;
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.keyboard.type('no');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('form.ask').count(), 0);
  assert.equal(decisions().length, count);
});

for (const [key, form] of [['e', 'correct'], ['m', 'merge']]) {
  test(`${key} opens the page that can ${form}`, async () => {
    await page.keyboard.press('j');
    const name = await focused();
    await Promise.all([page.waitForURL(/[?&]form=/), page.keyboard.press(key)]);
    const address = new URL(page.url());
    assert.equal(address.searchParams.get('form'), form);
    assert.equal(decodeURIComponent(address.pathname.split('/')[2]), name);
  });
}

test('a correction is in the record, and the text of the report as it was', async () => {
  const text = readout('export', '--db', database).match(/"text":"[^"]*"/g)?.join();
  const link = page.locator('main a[href^="/item/"][href*=":meeting"]').first();
  await Promise.all([page.waitForURL(/:meeting/), link.click()]);
  await Promise.all([page.waitForURL(/form=correct/), page.keyboard.press('e')]);
  const place = page.locator('main form.correct input[name="place"]');
  await place.fill('Aspen Lodge');
  await Promise.all([page.waitForNavigation(), place.press('Enter')]);
  assert.match(await page.locator('main').textContent(), /Aspen Lodge/);
  assert.match(readout('meetings', '--db', database), /Aspen Lodge/);
  assert.match(readout('verify', '--db', database), /15 texts/);
  assert.equal(readout('export', '--db', database).match(/"text":"[^"]*"/g)?.join(), text);
});

test('keys do nothing where words are typed', async () => {
  const count = decisions().length;
  await page.locator('[role=search] input[type=search]').focus();
  await page.keyboard.type('jarak');
  assert.equal(await page.locator('[role=search] input[type=search]').inputValue(), 'jarak');
  assert.equal(decisions().length, count);
});
