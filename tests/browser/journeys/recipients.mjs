import { inspect } from '../drive.mjs';
import { signIn, toResult } from '../walk.mjs';

export const recipients = [
  {
    name: 'who is near is proposed, nobody is chosen beforehand, and another is found by search',
    journey: async ({ open, people }) => {
      const tab = await open();
      await signIn(tab, people.parent);
      await toResult(tab, 'vondt i halsen', {});
      await tab.page.getByRole('link', { name: 'Del med legevakt eller lege' }).click();
      const own = tab.page.getByRole('radio', { name: /Fjellbygda legekontor.*Fastlegen din/ });
      await own.waitFor();
      const faults = await inspect(tab, 'share-proposed');
      if ((await tab.page.getByRole('radio', { checked: true }).count()) > 0) faults.push('a recipient is chosen before the person chose');
      await tab.page.getByRole('button', { name: 'Del nå' }).click();
      await tab.page.getByRole('group', { name: 'Hvem vil du dele med?' }).getByText('Velg', { exact: false }).first().waitFor();
      await tab.page.getByText('Velg en annen').click();
      await tab.page.getByLabel('Navn', { exact: true }).fill('Solvik');
      await tab.page.getByRole('group', { name: 'Søk etter en annen mottaker' }).getByText('Solvik legevakt').first().click();
      faults.push(...(await inspect(tab, 'share-searched')));
      await tab.page.getByRole('button', { name: 'Del nå' }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'Delt' }).waitFor();
      await tab.page.getByText('Solvik legevakt').first().waitFor();
      return faults;
    },
  },
];
