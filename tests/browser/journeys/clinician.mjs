import { inspect } from '../drive.mjs';

export const clinician = [
  {
    name: 'the workplace asks who one is, and a deep address leads there too',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/kliniker/sak/whatever');
      await tab.page.getByRole('heading', { level: 1, name: 'Logg inn' }).waitFor();
      return inspect(tab, 'work-sign-in');
    },
  },
  {
    name: 'an address in the workplace that is not there is told kindly',
    at: ['desktop'],
    journey: async ({ open, people }) => {
      const tab = await open();
      tab.forgive(/404/);
      await tab.page.goto('/kliniker/');
      await tab.page.getByRole('button', { name: new RegExp(people.nurse.name) }).click();
      await tab.page.getByRole('heading', { name: 'Arbeidsliste' }).waitFor();
      await tab.page.goto('/kliniker/sak/not-there');
      await tab.page.getByText('Vi fant ikke dette').waitFor();
    },
  },
];
