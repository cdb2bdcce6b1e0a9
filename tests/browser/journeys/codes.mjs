import { inspect } from '../drive.mjs';
import { signInAtWork, toResult } from '../walk.mjs';

export const codes = [
  {
    name: 'a one-time code made without signing in opens the assessment for a nurse, once',
    journey: async ({ open, people }) => {
      const own = await open();
      await toResult(own, 'vondt i halsen', { 'age-years': '28,5', sex: 'female' });
      await own.page.getByRole('link', { name: 'Lag en engangskode' }).click();
      const faults = await inspect(own, 'code-form');
      await own.page.getByRole('button', { name: 'Lag koden' }).click();
      await own.page.getByRole('heading', { level: 1, name: 'Din engangskode' }).waitFor();
      faults.push(...(await inspect(own, 'code')));
      const code = (await own.page.locator('.code__letter').allTextContents()).join('');
      if (!/^[2-9A-HJKMNP-Z]{8}$/.test(code)) faults.push(`the code is not as promised: ${code.length} characters`);

      const work = await open();
      await signInAtWork(work, people.nurse);
      const fetchCase = async (typed) => {
        await work.page.getByLabel('Engangskode fra innringer').fill(typed);
        await work.page.getByRole('button', { name: 'Hent' }).click();
      };
      await fetchCase('ABC');
      await work.page.getByText('Koden har åtte tegn').waitFor();
      faults.push(...(await inspect(work, 'code-short')));
      await fetchCase(code.toLowerCase());
      await work.page.waitForURL('**/kliniker/sak/**');
      await work.page.locator('.summary').waitFor();
      faults.push(...(await inspect(work, 'case-anonymous')));

      work.forgive(/404/);
      await work.page.getByRole('link', { name: /Arbeidsliste/ }).click();
      await fetchCase(code);
      await work.page.getByText('Koden er feil, brukt eller for gammel.').waitFor();
      return faults;
    },
  },
];
