import { inspect, settle, sidewaysScroll } from '../drive.mjs';
import { answerScreen, choose, isInterview, toResult } from '../walk.mjs';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

function policyFaults(header = '') {
  const sent = header.split(';').map((directive) => directive.trim());
  const missing = policy.filter((directive) => !sent.includes(directive));
  const loose = sent.filter((directive) => /unsafe|https?:|\*/.test(directive));
  return [...missing.map((one) => `the content security policy lacks ${one}`), ...loose.map((one) => `the content security policy is loose: ${one}`)];
}

const smallest = { width: 320, height: 640 };

async function pressTo(page, matches, pressesMax = 60) {
  for (let presses = 0; presses < pressesMax; ++presses) {
    if (await page.evaluate(matches)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way there by Tab within ${pressesMax} presses: ${matches}`);
}

/** One screen by keyboard alone: the first answer of each radio group, "none of these", or "don't know". */
async function answerByKeyboard(page) {
  const isList = (await page.locator('input[name="none-of-these"]').count()) > 0;
  if (isList) {
    await pressTo(page, () => document.activeElement?.name === 'none-of-these');
    await page.keyboard.press('Space');
  } else {
    const groups = await page.locator('input[type=radio]').evaluateAll((all) => [...new Set(all.map((one) => one.name))]);
    const numbers = await page.locator('.number input[type=checkbox]').evaluateAll((all) => all.map((one) => one.name));
    for (const name of [...numbers, ...groups].sort((one, other) => (one.startsWith('age') ? -1 : other.startsWith('age') ? 1 : 0))) {
      for (let presses = 0; (await page.evaluate(() => document.activeElement?.name)) !== name; ++presses) {
        if (presses > 40) throw new Error(`no way to ${name} by Tab`);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Space');
      // In a radio group the arrow moves on: the second answer is "no" in every yes/no question.
      if (groups.includes(name)) await page.keyboard.press('ArrowDown');
    }
  }
  await pressTo(page, () => document.activeElement?.getAttribute('type') === 'submit');
  const before = page.url();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href !== before);
}

export const everyone = [
  {
    name: 'the start page says what to do, and the first hit is what was searched for',
    journey: async ({ open }) => {
      const tab = await open();
      const answer = await tab.page.goto('/');
      const faults = await inspect(tab, 'start');
      faults.push(...policyFaults(answer.headers()['content-security-policy']));
      if ((await tab.page.getAttribute('html', 'lang')) !== 'nb') faults.push('lang is not nb');
      await tab.page.getByRole('searchbox').fill('vondt i halsen');
      await tab.page.getByRole('heading', { name: 'Dette passer kanskje' }).waitFor();
      await tab.page.locator('.start__list-heading + .complaints[aria-busy="false"]').waitFor();
      const first = await tab.page.locator('.complaint__name').first().textContent();
      if (!/hals/i.test(first)) faults.push(`the first hit is ${first}`);
      faults.push(...(await inspect(tab, 'start-search')));
      await tab.page.getByRole('searchbox').fill('qqqq');
      await tab.page.locator('.empty', { hasText: 'Vi fant ingen plage' }).waitFor();
      return [...faults, ...(await inspect(tab, 'start-no-match'))];
    },
  },
  {
    name: 'sign-in and unknown addresses are pages of their own',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/logg-inn');
      const faults = await inspect(tab, 'sign-in');
      await tab.page.goto('/finnes-ikke');
      await tab.page.getByRole('heading', { name: 'Vi finner ikke siden' }).waitFor();
      return [...faults, ...(await inspect(tab, 'not-found'))];
    },
  },
  {
    name: 'the whole way to a result goes by keyboard alone, and the focus follows',
    at: ['desktop'],
    journey: async ({ open }) => {
      const { page, ...tab } = await open();
      const faults = [];
      await page.goto('/');
      await settle({ page });
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.className)) !== 'skip') faults.push('the first stop is not the way past the header');
      await pressTo(page, () => document.activeElement?.id === 'complaint');
      await page.keyboard.type('vondt i halsen');
      await page.getByRole('heading', { name: 'Dette passer kanskje' }).waitFor();
      await settle({ page });
      await pressTo(page, () => document.activeElement?.classList.contains('complaint'));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/vurdering/1');
      while (isInterview(page)) {
        await settle({ page });
        if ((await page.evaluate(() => document.activeElement?.tagName)) !== 'H1') faults.push(`the focus is not on the question at ${page.url()}`);
        await answerByKeyboard(page);
      }
      await settle({ page });
      if (page.url().endsWith('/stemmer-dette')) {
        await pressTo(page, () => /Ja, vis rådet/.test(document.activeElement?.textContent ?? ''), 120);
        await page.keyboard.press('Enter');
      }
      await page.waitForURL('**/resultat');
      return [...faults, ...tab.trouble];
    },
  },
  {
    name: 'the journey can be taken in English',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await tab.page.getByRole('button', { name: /English|EN/ }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'What is troubling you?' }).waitFor();
      const faults = await inspect(tab, 'start-en');
      if ((await tab.page.getAttribute('html', 'lang')) !== 'en') faults.push('lang is not en');
      await choose(tab, 'sore throat');
      faults.push(...(await inspect(tab, 'question-en')));
      await answerScreen(tab.page, {});
      await tab.page.getByRole('button', { name: 'Next' }).click();
      await tab.page.waitForURL('**/vurdering/2');
      // A change of language under way keeps the answers and asks on in the other language.
      await tab.page.getByRole('button', { name: /Bokmål|BM/ }).click();
      await tab.page.getByRole('button', { name: 'Neste' }).waitFor();
      await tab.page.getByRole('button', { name: /English|EN/ }).click();
      await toResult(tab, 'sore throat', { 'age-years': '40' });
      await tab.page.getByRole('heading', { name: 'Why you get this advice' }).waitFor();
      return [...faults, ...(await inspect(tab, 'result-en'))];
    },
  },
  {
    name: 'nothing needs sideways scrolling on the smallest screens or at 400 percent',
    at: ['phone'],
    journey: async ({ open }) => {
      const tab = await open({}, smallest);
      const faults = [];
      const look = async (where) => {
        await settle(tab);
        const sideways = await sidewaysScroll(tab);
        if (sideways > 0) faults.push(`${where} is ${sideways} px too wide at 320`);
      };
      await tab.page.goto('/');
      await look('the start page');
      await toResult(tab, 'vondt i halsen', { 'age-years': '40' }, (screen) => look(`question ${screen}`));
      await look('the result');
      faults.push(...(await inspect(tab, 'result')));
      await tab.page.getByRole('link', { name: 'Lag en engangskode' }).click();
      await tab.page.getByRole('button', { name: 'Lag koden' }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'Din engangskode' }).waitFor();
      faults.push(...(await inspect(tab, 'code')));
      return faults;
    },
  },
  {
    name: 'the result on paper has all of the advice and nothing to press',
    at: ['desktop'],
    journey: async ({ open }) => {
      const tab = await open();
      await toResult(tab, 'vondt i halsen', { 'age-years': '40' });
      await tab.page.emulateMedia({ media: 'print' });
      const faults = [];
      for (const hidden of ['.emergency-bar', '.footer', '.section--share']) {
        if (await tab.page.locator(hidden).isVisible()) faults.push(`${hidden} is on the paper`);
      }
      for (const heading of ['Hvorfor du får dette rådet', 'Kilder og versjon']) {
        if (!(await tab.page.getByRole('heading', { name: heading }).isVisible())) faults.push(`the paper lacks "${heading}"`);
      }
      await tab.page.pdf({ path: `${tab.house.pictures}/result.pdf`, preferCSSPageSize: true, printBackground: true });
      return faults;
    },
  },
];
