// paint.mjs - how long the browser needs from asking for a page until something of it is seen. bench/serve calls it.
//
// Call: BUILD=build node paint.mjs LOGIN PATH...: the address that a running server printed, the pages. Prints a line for
// each: milliseconds to the first paint and the first paint of content, the medians of ROUNDS.
import { openBrowser } from './site.mjs';

const ROUNDS = 5;
const [login, ...paths] = process.argv.slice(2);
const { origin } = new URL(login);

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function paintTimes(context, path) {
  const page = await context.newPage();
  await page.goto(origin + path, { waitUntil: 'load' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const times = await page.evaluate(() => ['first-paint', 'first-contentful-paint']
    .map((name) => performance.getEntriesByName(name)[0].startTime));
  await page.close();
  return times;
}

const browser = await openBrowser();
for (const path of paths) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext();  // nothing kept from before
    await context.request.get(login);
    rounds.push(await paintTimes(context, path));
    await context.close();
  }
  console.log(median(rounds.map(([first]) => first)).toFixed(0), median(rounds.map(([, content]) => content)).toFixed(0));
}
await browser.close();
