// A browser tab that watches itself: console errors, breaches of the content security policy and anything loaded
// from elsewhere are kept, and fail the journey that caused them.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const waitMs = 15_000;

export async function openBrowser(project, folder = 'browser-screenshots') {
  const require = createRequire(join(project, 'web/package.json'));
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const pictures = join(project, 'build', folder);
  // Old pictures would be mistaken for new ones.
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  return { browser, axe, pictures };
}

function watch(page, origin) {
  const trouble = [];
  const forgiven = [];
  const note = (text) => {
    if (!forgiven.some((pattern) => pattern.test(text))) trouble.push(text);
  };
  page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()} (${message.location().url})`));
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('response', async (response) => {
    if (response.status() < 400) return;
    note(`the server answered ${response.status()} to ${response.request().method()} ${response.url()}: ${await response.text().catch(() => '')}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) note(`loaded from elsewhere: ${url}`);
  });
  return { trouble, forgive: (pattern) => forgiven.push(pattern) };
}

/** One person's browser: own cookies, own storage, one tab. */
export async function openTab(house, address, size, options = {}) {
  const context = await house.browser.newContext({
    viewport: size,
    baseURL: address,
    locale: 'nb-NO',
    timezoneId: 'Europe/Oslo',
    reducedMotion: 'reduce',
    ...options,
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy breached: ${event.violatedDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(waitMs);
  const { trouble, forgive } = watch(page, address);
  return { page, trouble, forgive, house, close: () => context.close() };
}

/** Until the page stands still: the address changes a moment before the page does. */
export async function settle(tab) {
  await tab.page.waitForFunction(() => {
    const shown = document.querySelector('main')?.dataset.address;
    return shown !== undefined && shown === location.pathname.replace(/^\/(kliniker|analyse|drift)(?=\/)/, '');
  });
  await tab.page.waitForLoadState('networkidle');
  await tab.page.waitForFunction(() => !document.querySelector('.waiting'));
  await tab.page.evaluate(() => document.fonts.ready);
}

export async function accessibilityFaults(tab) {
  await tab.page.evaluate(tab.house.axe);
  const result = await tab.page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } }), axeTags);
  return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
}

export const sidewaysScroll = (tab) => tab.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Takes a picture and gives back everything that is wrong with the page as it stands. */
export async function inspect(tab, name) {
  await settle(tab);
  const { width } = tab.page.viewportSize();
  await tab.page.screenshot({ path: join(tab.house.pictures, `${name}-${width}.png`), fullPage: true });
  const faults = (await accessibilityFaults(tab)).map((fault) => `axe ${fault}`);
  const sideways = await sidewaysScroll(tab);
  if (sideways > 0) faults.push(`the page is ${sideways} px wider than the screen`);
  const headings = await tab.page.locator('h1').count();
  if (headings !== 1) faults.push(`${headings} h1 on the page`);
  return [...faults, ...tab.trouble.splice(0)].map((fault) => `${name} at ${width}: ${fault}`);
}
