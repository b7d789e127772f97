// site.mjs - what browser tests and screenshots stand on: `readout serve` on a record, a Chromium that has logged in, the
// list of pages, and what goes wrong on a page.
//
// Input: the environment variables BUILD (build folder, with browser/node_modules), CHROMIUM (the browser, else the one
// on the path) and RECORD (the database that is shown). Output: functions. Invariant: nothing but 127.0.0.1 is talked to.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const BUILD = resolve(process.env.BUILD ?? 'build');
const modules = createRequire(`${BUILD}/browser/`);
const { chromium } = modules('playwright-core');

export const READOUT = `${BUILD}/readout`;
export const RECORD = process.env.RECORD;
export const axeSource = () => readFileSync(modules.resolve('axe-core/axe.min.js'), 'utf8');

// The pages that there are: {name, path}. One that shows an item or a report has in its place {from, link}: the first
// address on the page `from` that begins with `link`.
// BROWSER_PAGES names those that are looked at (all).
const chosen = process.env.BROWSER_PAGES?.split(' ');
const PAGES = JSON.parse(readFileSync(new URL('pages.json', import.meta.url), 'utf8'))
  .filter(({ name }) => !chosen || chosen.includes(name));

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
               '--disable-component-update', '--disable-sync'];

// Runs the program; its standard output.
export function readout(...words) {
  return execFileSync(READOUT, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  return '';
}

// A server on a database. `login` is the address that it prints, `origin` what stands before its path.
export async function startServer(database, ...options) {
  const child = spawn(READOUT, ['serve', '--db', database, '--port', '0', ...options],
                      { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const login = await firstLine(child.stdout);
  child.stdout.resume();
  assert.match(login, /^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/, 'the first line is the address to open');
  const stop = () => new Promise((done) => { child.once('exit', done); child.kill('SIGTERM'); });
  return { login, origin: new URL(login).origin, stop };
}

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: FLAGS });
}

// A server and a browser for the tests of one file: `site.context(options)` has logged in, `site.close()` ends both.
export async function openSite(database = RECORD) {
  const server = await startServer(database);
  const browser = await openBrowser();
  const site = {
    origin: server.origin,
    login: server.login,
    async context(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      await logIn(context, server);
      return context;
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
  site.pages = await findPages(site);
  return site;
}

async function logIn(context, server) {
  const answer = await context.request.get(server.login);
  assert.equal(answer.status(), 200, 'the address that the server prints lets in');
}

// All pages as {name, path}; those that are to be found on others are looked up.
async function findPages(site) {
  const context = await site.context();
  const pages = [];
  for (const page of PAGES) pages.push({ name: page.name, path: page.path ?? await findLink(context, site, page) });
  await context.close();
  return pages;
}

async function findLink(context, site, { name, from, link }) {
  const answer = await context.request.get(site.origin + from);
  const path = linksOf(await answer.text()).find((address) => address.startsWith(link));
  assert.ok(path, `${from} has a link to ${link}... (${name})`);
  return path;
}

const ENTITIES = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'" };

// The addresses that a page's markup links to or loads, as they stand there.
export function linksOf(markup) {
  return [...markup.matchAll(/\s(?:href|src|action)="([^"]*)"/g)]
    .map((found) => found[1].replace(/&(amp|quot|lt|gt|#39);/g, (all, name) => ENTITIES[name]));
}

// What goes wrong on a page from now on, in words: errors, broken policies, requests to another host, dialogs.
export function watchPage(page, origin) {
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') complaints.push(`request failed: ${request.url()} ${why}`);
  });
  return complaints;
}

// Opens a page and waits until its modules have run.
export async function openPage(context, site, path) {
  const page = await context.newPage();
  page.complaints = watchPage(page, site.origin);
  const answer = await page.goto(site.origin + path, { waitUntil: 'load' });
  assert.equal(answer.status(), 200, path);
  return page;
}
