import { inspect, settle } from '../drive.mjs';
import { answerScreen, choose } from '../walk.mjs';

/** Answers until a number is asked for; gives its field, or undefined when the interview has none. */
async function toNumber(tab) {
  for (let screen = 1; screen < 40; ++screen) {
    await settle(tab);
    const field = tab.page.locator('.number input.text-field').first();
    if ((await field.count()) > 0) return field;
    await answerScreen(tab.page, {});
    const before = tab.page.url();
    await tab.page.locator('button[type=submit]').click();
    await tab.page.waitForURL((url) => url.href !== before);
  }
  return undefined;
}

export const trouble = [
  {
    name: 'an unanswered question says so beside the field, and moves the focus there',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await choose(tab, 'vondt i halsen');
      await settle(tab);
      await tab.page.locator('button[type=submit]').click();
      await tab.page.locator('.fault').first().waitFor();
      await tab.page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
      const told = await tab.page.evaluate(() => {
        const ids = (document.activeElement?.getAttribute('aria-describedby') ?? '').split(' ');
        return ids.some((id) => document.getElementById(id)?.classList.contains('fault'));
      });
      return [...(told ? [] : ['the field does not point at its message']), ...(await inspect(tab, 'fault'))];
    },
  },
  {
    name: 'a number is read with comma or point, and nonsense is not',
    at: ['phone'],
    journey: async ({ open }) => {
      const tab = await open({ locale: 'en-US' });
      await tab.page.goto('/');
      await choose(tab, 'vondt i halsen');
      const field = await toNumber(tab);
      if (!field) return ['no number was asked for'];
      await field.fill('trettifire');
      await tab.page.locator('button[type=submit]').click();
      await tab.page.getByText('Skriv bare tallet').waitFor();
      const faults = await inspect(tab, 'fault-number');
      await field.fill('');
      await field.pressSequentially('34,5');
      await answerScreen(tab.page, {});
      const before = tab.page.url();
      await tab.page.locator('button[type=submit]').click();
      await tab.page.waitForURL((url) => url.href !== before);
      const kept = await tab.page.evaluate(() => sessionStorage.getItem('helselos.draft'));
      if (!/34\.5/.test(kept)) faults.push('34,5 did not become 34.5');
      return faults;
    },
  },
  {
    name: 'an interview goes on after a reload and after the browser\'s back',
    at: ['phone'],
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await choose(tab, 'vondt i halsen');
      await settle(tab);
      await answerScreen(tab.page, { 'age-years': '52', sex: 'female' });
      await tab.page.locator('button[type=submit]').click();
      await tab.page.waitForURL('**/vurdering/2');
      await settle(tab);
      const question = await tab.page.locator('h1').textContent();
      await tab.page.reload();
      await settle(tab);
      const faults = [];
      if ((await tab.page.locator('h1').textContent()) !== question) faults.push('another question after the reload');
      await tab.page.goBack();
      await tab.page.waitForURL('**/vurdering/1');
      await settle(tab);
      if ((await tab.page.locator('.choices input:checked, .number input.text-field:not([value=""])').count()) === 0) faults.push('the earlier answer is gone');
      await tab.page.goto('/');
      await tab.page.getByRole('link', { name: 'Fortsett' }).waitFor();
      return [...faults, ...(await inspect(tab, 'start-resume'))];
    },
  },
  {
    name: 'when the server is away it is said kindly, nothing is lost, and trying again works',
    journey: async ({ open }) => {
      const tab = await open();
      tab.forgive(/Failed to load resource|ERR_/);
      await tab.page.goto('/');
      await choose(tab, 'vondt i halsen');
      await settle(tab);
      await answerScreen(tab.page, { 'age-years': '52', sex: 'female' });
      await tab.page.route('**/fhir/**', (route) => route.abort());
      await tab.page.locator('button[type=submit]').click();
      await tab.page.getByText('Vi får ikke kontakt med tjenesten').waitFor();
      const faults = await inspect(tab, 'away');
      await tab.page.unroute('**/fhir/**');
      await tab.page.getByRole('button', { name: 'Prøv igjen' }).click();
      await tab.page.waitForURL('**/vurdering/2');
      return faults;
    },
  },
];
