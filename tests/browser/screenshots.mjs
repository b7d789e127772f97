// screenshots.mjs - a picture of every page, light and dark, on a desk's screen and on a phone's.
//
// Call: BUILD=build RECORD=database node screenshots.mjs FOLDER; `make screenshots` does. Writes NAME-light.png,
// NAME-dark.png, NAME-phone-light.png, NAME-phone-dark.png: the whole page, however long.
import { mkdirSync } from 'node:fs';
import { openPage, openSite } from './site.mjs';

const SCREENS = [['', { width: 1280, height: 800 }], ['-phone', { width: 390, height: 844 }]];
const TALLEST = 6000;
const folder = process.argv[2];

async function takePicture(context, site, { name, path }, ending) {
  const page = await openPage(context, site, path);
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: `${folder}/${name}${ending}.png`, fullPage: true,
                          clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST) } });
  await page.close();
  for (const complaint of page.complaints) console.error(`${path}: ${complaint}`);
}

mkdirSync(folder, { recursive: true });
const site = await openSite();
for (const colorScheme of ['light', 'dark']) {
  for (const [screen, viewport] of SCREENS) {
    const context = await site.context({ viewport, colorScheme });
    for (const page of site.pages) await takePicture(context, site, page, `${screen}-${colorScheme}`);
    await context.close();
  }
}
await site.close();
