// Four people for whom the same doors must open: an infant, a pregnant woman, an old man, and somebody who is helped.
import { inspect, settle } from '../drive.mjs';
import { answerAll, choose, toResult } from '../walk.mjs';

const inspectedMax = 4;

/** To the result, by the read-back when there is one; looks at the first screens, the read-back and the result. */
async function walkThrough(tab, words, answers, name, confirm) {
  const faults = [];
  const see = async (page) => faults.push(...(await inspect(tab, `${name}-${page}`)));
  await choose(tab, words);
  const screens = await answerAll(tab, answers, async (screen) => {
    if (screen <= inspectedMax) await see(`question-${screen}`);
  });
  if (tab.page.url().endsWith('/stemmer-dette')) {
    await see('read-back');
    await tab.page.getByRole('button', { name: confirm }).click();
  }
  await tab.page.waitForURL('**/resultat');
  await see('result');
  return { faults, screens };
}

const levelShown = async (tab) => (await tab.page.locator('section.result').getAttribute('class')).match(/level--(\w+)/)[1];

export const people = [
  {
    name: 'an infant of two months with fever is sent to the out-of-hours clinic, told where, and what to say',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await tab.page.getByRole('radio', { name: 'Barnet mitt' }).check();
      if (!/barn/i.test(await tab.page.locator('.complaint__name').first().textContent())) return ['the usual complaints of a child do not come first'];
      const faults = await inspect(tab, 'infant-start');
      // The age in years, as the field reads it: two months are a sixth of a year.
      const walked = await walkThrough(tab, 'feber', { 'age-years': '0,17', sex: 'male', fever: 'yes', 'has-measured': 'yes', 'max-temperature': '38,6' }, 'infant', 'Ja, vis rådet');
      faults.push(...walked.faults);
      const level = await levelShown(tab);
      if (!['urgent', 'emergency'].includes(level)) faults.push(`the level is ${level}`);
      await tab.page.locator('.say-this', { hasText: 'Jeg ringer for et barn' }).waitFor();
      if (level === 'urgent') {
        await tab.page.getByLabel('Hvilken kommune er du i nå?').selectOption({ label: 'Solvik' });
        await tab.page.locator('.clinic', { hasText: 'Åpent hele døgnet' }).first().waitFor();
        if ((await tab.page.locator('.clinic a').count()) > 0) faults.push('a clinic is called past 116117');
        faults.push(...(await inspect(tab, 'infant-where')));
        await tab.page.reload();
        await tab.page.locator('.clinic').first().waitFor();
      }
      return faults;
    },
  },
  {
    name: 'a pregnant woman reads everything in nynorsk, from the start to the result',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await tab.page.getByRole('button', { name: /Nynorsk|NN/ }).click();
      await tab.page.getByText('Kven gjeld det?').waitFor();
      await tab.page.getByRole('button', { name: 'Vis alle plager' }).click();
      const faults = await inspect(tab, 'pregnant-start');
      await tab.page.getByRole('heading', { name: 'Graviditet og fødsel' }).waitFor();
      const walked = await walkThrough(tab, 'gravid', { 'age-years': '31', sex: 'female', 'pregnancy-stage': 'second-half' }, 'pregnant', 'Ja, vis rådet');
      faults.push(...walked.faults);
      if ((await tab.page.getAttribute('html', 'lang')) !== 'nn') faults.push('lang is not nn');
      const text = await tab.page.locator('main').innerText();
      const bokmal = text.match(/\b(ikke|hvis|noe|hvor|jeg|dere)\b/gi) ?? [];
      if (bokmal.length > 0) faults.push(`bokmål on the page: ${[...new Set(bokmal)].join(', ')}`);
      return faults;
    },
  },
  {
    name: 'an old man finds no name for it, tells it in his own words, and gets advice and a reminder',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await tab.page.getByRole('button', { name: 'Fortell heller med egne ord' }).click();
      await tab.page.getByLabel('Fortell med egne ord').fill('zzzz qqqq xxxx');
      await tab.page.locator('.empty', { hasText: 'Vi fant ingen plage' }).waitFor();
      const faults = await inspect(tab, 'old-start');
      await tab.page.locator('.way-out .complaint').click();
      await tab.page.waitForURL('**/vurdering/1');
      let pictured = false;
      await answerAll(tab, { 'age-years': '82', sex: 'male', 'main-body-area': 'belly' }, async (screen) => {
        if (!pictured && (await tab.page.locator('.body-picture').count()) > 0) {
          pictured = true;
          await tab.page.locator('[data-region="back-limbs"]').first().click();
          if (!(await tab.page.locator('input[value="back-limbs"]').isChecked())) faults.push('pressing on the drawing does not choose the answer');
          faults.push(...(await inspect(tab, 'old-body')));
        }
        if (screen <= 2) faults.push(...(await inspect(tab, `old-question-${screen}`)));
      });
      if (!pictured) faults.push('no drawing was shown');
      await tab.page.getByRole('button', { name: 'Ja, vis rådet' }).click();
      await tab.page.waitForURL('**/resultat');
      faults.push(...(await inspect(tab, 'old-result')));
      const download = tab.page.waitForEvent('download');
      await tab.page.getByRole('button', { name: 'Legg i kalenderen' }).click();
      const file = await (await download).createReadStream();
      let text = '';
      for await (const piece of file) text += piece;
      if (!/^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART:\d{8}T\d{6}Z\r\n[\s\S]*END:VCALENDAR\r\n$/.test(text)) faults.push('the calendar file is not as calendars want it');
      return faults;
    },
  },
  {
    name: 'a person helping another takes the journey in English',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await tab.page.getByRole('button', { name: /English|EN/ }).click();
      await tab.page.getByRole('radio', { name: 'Someone else' }).check();
      await tab.page.getByRole('heading', { level: 1, name: /person/i }).waitFor();
      const faults = await inspect(tab, 'other-start');
      const walked = await walkThrough(tab, 'confused', { 'age-years': '84', sex: 'male', confused: 'yes', 'confusion-course': 'hours' }, 'other', 'Yes, show the advice');
      faults.push(...walked.faults);
      await tab.page.locator('.say-this', { hasText: 'I am calling for somebody else' }).waitFor();
      return faults;
    },
  },
  {
    name: 'own words are proposed and marked, several complaints are answered once, and a changed level is told',
    journey: async ({ open }) => {
      const tab = await open();
      const { page } = tab;
      await page.goto('/');
      await page.getByRole('button', { name: 'Fortell heller med egne ord' }).click();
      await page.getByLabel('Fortell med egne ord').fill('Vondt i halsen og har feber, men ikke stiv nakke.');
      await page.locator('.start__list-heading + .complaints[aria-busy="false"]').waitFor();
      await page.locator('[data-complaint="sore-throat"]').first().click();
      await page.waitForURL('**/vurdering/1');
      const faults = [];
      await page.getByRole('link', { name: 'Legg til en plage' }).click();
      await page.waitForURL('**/plage');
      faults.push(...(await inspect(tab, 'several-choose')));
      await page.getByRole('searchbox').fill('hoste');
      await page.locator('[data-complaint="cough"]').first().click();
      await page.waitForURL('**/vurdering/1');
      await page.getByText('Etterpå: Hoste').waitFor();

      const proposed = [];
      const answers = { 'age-years': '34', sex: 'male', 'symptom-days': '2', fever: 'yes' };
      await answerAll(tab, answers, async () => {
        for (const mark of await page.locator('.choice:has(.from-words)').all()) {
          proposed.push(await mark.locator('input').getAttribute('name'));
          if (!(await mark.locator('input').isChecked())) faults.push('what was written is marked, and not ticked');
          faults.push(...(await inspect(tab, 'several-proposed')));
        }
      });
      if (!proposed.includes('fever')) faults.push('the fever that was written about was not proposed');
      if (proposed.includes('stiff-neck')) faults.push('a denied finding was proposed');
      await page.getByRole('button', { name: 'Ja, gå videre til hoste' }).click();
      await page.waitForURL(/vurdering/);
      await settle(tab);
      const asked = [];
      await answerAll(tab, answers, async () => {
        asked.push(await page.locator('h1').textContent());
        if ((await page.locator('input[name="age-years"], input[name="not-breathing"]').count()) > 0) faults.push('what is known is asked again');
      });
      await page.getByRole('button', { name: 'Ja, vis rådet' }).click();
      await page.waitForURL('**/resultat');
      await page.getByText('Rådet gjelder alt samlet').waitFor();
      faults.push(...(await inspect(tab, 'several-result')));

      await page.getByRole('link', { name: 'Se eller endre svarene' }).click();
      await page.getByRole('link', { name: /^Endre: Er det noe av dette nå/ }).first().click();
      await page.waitForURL(/endre/);
      await settle(tab);
      await page.locator('label:has(input[name="suddenly-very-ill"])').click();
      await page.locator('button[type=submit]').click();
      await page.waitForURL('**/resultat');
      await page.getByText(/er endret fra «.*» til «Akutt»/).waitFor();
      return [...faults, ...(await inspect(tab, 'several-changed'))];
    },
  },
  {
    name: 'a complaint that turns out to be another keeps the answers',
    at: ['phone'],
    journey: async ({ open }) => {
      const tab = await open();
      const { page } = tab;
      await page.goto('/');
      await choose(tab, 'hoste');
      await page.locator('input[name="age-years"]').fill('40');
      await page.locator('label:has(input[name="sex"][value="female"])').click();
      await page.locator('button[type=submit]').click();
      await page.waitForURL('**/vurdering/2');
      await page.getByRole('link', { name: 'Det er noe annet' }).click();
      await page.waitForURL('**/plage?bytt');
      const faults = await inspect(tab, 'instead');
      await page.getByRole('searchbox').fill('vondt i halsen');
      await page.locator('[data-complaint="sore-throat"]').first().click();
      await page.waitForURL('**/vurdering/2');
      await settle(tab);
      if ((await page.locator('input[name="age-years"]').count()) > 0) faults.push('the age is asked again');
      await page.getByText('Vondt i halsen').first().waitFor();
      return faults;
    },
  },
  {
    name: 'the advice for the first complaint can be seen while the second is asked about',
    at: ['phone'],
    journey: async ({ open }) => {
      const tab = await open();
      const { page } = tab;
      await toResult(tab, 'hoste', { 'age-years': '40', sex: 'female', 'symptom-days': '2' });
      const level = await levelShown(tab);
      await page.getByRole('link', { name: 'Legg til en plage' }).click();
      await page.waitForURL('**/plage');
      await page.getByRole('searchbox').fill('hodepine');
      await page.locator('[data-complaint="headache"]').first().click();
      await page.waitForURL('**/vurdering/*');
      await page.reload();
      await page.getByRole('link', { name: 'Se rådet du har fått' }).click();
      await page.waitForURL('**/resultat');
      await page.getByText('Dette er ikke ferdig vurdert: Hodepine').waitFor();
      const faults = await inspect(tab, 'first-of-two');
      if ((await levelShown(tab)) !== level) faults.push('the first advice is another now');
      await page.getByRole('link', { name: 'Fortsett med hodepine' }).click();
      await page.waitForURL('**/vurdering/*');
      return faults;
    },
  },
];
