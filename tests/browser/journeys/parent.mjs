import { inspect } from '../drive.mjs';
import { answerAll, choose, signIn } from '../walk.mjs';

export const parent = [
  {
    name: 'what was begun about somebody else without signing in is never filed in one\'s own name',
    at: ['phone'],
    journey: async ({ open, people }) => {
      const tab = await open();
      const faults = [];
      const assess = async (whom) => {
        await tab.page.goto('/');
        await tab.page.getByRole('radio', { name: whom }).check();
        await choose(tab, 'vondt i halsen');
        await answerAll(tab, { 'age-years': '8' });
        const confirm = tab.page.getByRole('button', { name: 'Ja, vis rådet' });
        if (await confirm.isVisible()) await confirm.click();
        await tab.page.waitForURL('**/resultat');
      };
      const signInToShare = async (person) => {
        await tab.page.getByRole('link', { name: 'Del med legevakt eller lege' }).click();
        await tab.page.getByRole('heading', { name: 'Logg inn for å dele' }).waitFor();
        faults.push(...(await inspect(tab, 'share-sign-in')));
        await tab.page.locator('main').getByRole('link', { name: 'Logg inn' }).click();
        await tab.page.getByRole('button', { name: person.name }).click();
        await tab.page.waitForURL('**/del');
      };
      await assess('Barnet mitt');
      await signInToShare(people.parent);
      await tab.page.getByRole('heading', { name: 'Hvilket barn gjelder det?' }).waitFor();
      faults.push(...(await inspect(tab, 'share-which-child')));
      await tab.page.getByRole('button', { name: people.parent.represents[0].name }).click();
      await tab.page.getByText(`Vurderingen gjelder ${people.parent.represents[0].name}.`).waitFor();
      await tab.page.getByRole('button', { name: 'Logg ut' }).click();
      await tab.page.waitForURL(/\/$/);

      await assess('En annen');
      await signInToShare(people.resident);
      await tab.page.getByText('den kan ikke legges i ditt navn').waitFor();
      return [...faults, ...(await inspect(tab, 'share-code-only'))];
    },
  },
  {
    name: 'a parent assesses a child with fever, sees on whose behalf, and shares it',
    journey: async ({ open, people }) => {
      const tab = await open();
      const child = people.parent.represents[0];
      await signIn(tab, people.parent);
      await tab.page.getByRole('radio', { name: child.name }).check();
      const faults = await inspect(tab, 'start-parent');
      await choose(tab, 'feber barn');
      await tab.page.getByText(`Du ser nå opplysningene til ${child.name}`).waitFor();
      let prefilled = false;
      await answerAll(tab, {}, async (screen) => {
        prefilled ||= (await tab.page.locator('.prefilled').count()) > 0;
        faults.push(...(await inspect(tab, `child-question-${screen}`)));
      });
      if (!prefilled) faults.push('the age known from the record was not filled in');
      const confirm = tab.page.getByRole('button', { name: 'Ja, vis rådet' });
      if (await confirm.isVisible()) await confirm.click();
      await tab.page.waitForURL('**/resultat');
      faults.push(...(await inspect(tab, 'child-result')));
      await tab.page.getByRole('link', { name: 'Del med legevakt eller lege' }).click();
      await tab.page.getByText(`Vurderingen gjelder ${child.name}.`).waitFor();
      await tab.page.getByText(people.nurse.organizationName).first().click();
      await tab.page.getByRole('button', { name: 'Del nå' }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'Delt' }).waitFor();
      await tab.page.getByRole('link', { name: 'Mine delinger' }).first().click();
      await tab.page.getByRole('heading', { level: 1, name: `Delt for ${child.name}` }).waitFor();
      await tab.page.locator('.card').first().waitFor();
      return [...faults, ...(await inspect(tab, 'child-shared'))];
    },
  },
];
