import { inspect } from '../drive.mjs';
import { signInAtOperation } from '../walk.mjs';

export const administrator = [
  {
    name: 'an administrator sees how the house stands, and no record',
    journey: async ({ open, people }) => {
      const tab = await open();
      const { page } = tab;
      await page.goto('/drift/');
      await page.getByRole('heading', { level: 1, name: 'Logg inn' }).waitFor();
      const faults = await inspect(tab, 'operation-sign-in');
      await signInAtOperation(tab, people.administrator, 'Oversikt');
      faults.push(...(await inspect(tab, 'administrator-overview')));

      await page.getByRole('navigation').getByRole('link', { name: 'Virksomheter' }).click();
      await page.locator('.rows tbody tr', { hasText: people.nurse.organizationName }).first().waitFor();
      faults.push(...(await inspect(tab, 'administrator-organizations')));
      await page.getByRole('searchbox').fill(people.nurse.organizationName.slice(0, 5));
      await page.locator('.rows tbody tr', { hasText: people.nurse.organizationName }).first().waitFor();
      await page.getByRole('searchbox').fill('finnes ikke');
      await page.getByText('Ingen virksomheter passer.').waitFor();

      await page.getByRole('navigation').getByRole('link', { name: 'Innlogget nå' }).click();
      await page.locator('.rows tbody tr', { hasText: people.administrator.name }).first().waitFor();
      faults.push(...(await inspect(tab, 'administrator-signed-in')));
      const shown = await page.locator('main').textContent();
      if (shown.includes(people.resident.name)) faults.push('a resident is shown by name');

      await page.getByRole('navigation').getByRole('link', { name: 'Nøkler' }).click();
      await page.getByRole('heading', { level: 1, name: 'Nøkler' }).waitFor();
      faults.push(...(await inspect(tab, 'administrator-keys')));
      await page.getByRole('navigation').getByRole('link', { name: 'Forseglede dager' }).click();
      await page.getByRole('heading', { level: 1, name: 'Forseglede dager' }).waitFor();
      faults.push(...(await inspect(tab, 'administrator-sealed')));

      tab.forgive(/40[134]/);
      const answers = await page.evaluate(async (patient) => {
        const statusOf = async (path) => (await fetch(path)).json().then((body) => (body.resourceType === 'Bundle' ? (body.entry ?? []).length : body.resourceType));
        return { read: await statusOf(`/fhir/Patient/${patient}`), search: await statusOf('/fhir/Patient'), tasks: await statusOf('/fhir/Task') };
      }, people.resident.id);
      for (const [what, answer] of Object.entries(answers)) if (answer !== 0 && answer !== 'OperationOutcome') faults.push(`an administrator reaches records by ${what}: ${answer}`);
      return faults;
    },
  },
  {
    name: 'health personnel are not let in to the pages of administrators',
    at: ['desktop'],
    journey: async ({ open, people }) => {
      const tab = await open();
      await tab.page.goto('/kliniker/');
      await tab.page.getByRole('button', { name: new RegExp(people.nurse.name) }).click();
      await tab.page.getByRole('heading', { name: 'Arbeidsliste' }).waitFor();
      await tab.page.goto('/drift/forseglet');
      await tab.page.getByText('Du er logget inn med en annen rolle.').waitFor();
      return inspect(tab, 'operation-not-for-you');
    },
  },
];
