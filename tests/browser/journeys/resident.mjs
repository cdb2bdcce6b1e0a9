import { inspect } from '../drive.mjs';
import { answerAll, choose, signIn, signInAtWork } from '../walk.mjs';

const ownWords = 'Vondt på venstre side siden mandag, verst om morgenen.';

async function assessAndShare(tab, people) {
  const faults = [];
  await signIn(tab, people.resident);
  await tab.page.goto('/');
  await choose(tab, 'vondt i halsen');
  await answerAll(tab, {}, async (screen) => faults.push(...(await inspect(tab, `question-${screen}`))));
  faults.push(...(await inspect(tab, 'read-back')));
  await tab.page.getByRole('button', { name: 'Ja, vis rådet' }).click();
  await tab.page.waitForURL('**/resultat');
  faults.push(...(await inspect(tab, 'result')));
  await tab.page.getByRole('link', { name: 'Del med legevakt eller lege' }).click();
  await tab.page.getByText(people.nurse.organizationName).first().click();
  await tab.page.getByLabel(/Med egne ord/).fill(ownWords);
  await tab.page.getByLabel(/Faste medisiner/).fill('Levaxin 100 mikrogram');
  faults.push(...(await inspect(tab, 'share')));
  await tab.page.getByRole('button', { name: 'Del nå' }).click();
  await tab.page.getByRole('heading', { level: 1, name: 'Delt' }).waitFor();
  faults.push(...(await inspect(tab, 'shared')));
  return faults;
}

async function handle(tab, people) {
  const faults = [];
  await signInAtWork(tab, people.nurse);
  faults.push(...(await inspect(tab, 'worklist')));
  const before = await tab.page.locator('.worklist tbody tr').count();
  await tab.page.locator('.worklist tbody tr').filter({ hasText: people.resident.name.split(' ')[0] }).getByRole('link').first().click();
  await tab.page.getByText(ownWords).waitFor();
  await tab.page.getByText('Åpnet', { exact: true }).waitFor();
  faults.push(...(await inspect(tab, 'case')));
  for (const more of await tab.page.locator('.more > summary').all()) await more.click();
  faults.push(...(await inspect(tab, 'case-all')));

  await tab.page.getByText('Ringt tilbake').click();
  await tab.page.getByLabel(/Notat/).first().fill('Snakket med pasienten.');
  await tab.page.getByRole('button', { name: 'Lagre', exact: true }).click();
  await tab.page.getByText('Under arbeid', { exact: true }).waitFor();

  await tab.page.locator('form.box label.small-choice').filter({ has: tab.page.locator('.level--routine') }).click();
  await tab.page.getByLabel(/ICPC-2/).fill('hals');
  await tab.page.locator('form', { hasText: 'Hva var det egentlig?' }).locator('.hit').first().click();
  faults.push(...(await inspect(tab, 'case-outcome')));
  await tab.page.getByRole('button', { name: 'Lagre og lukk' }).click();
  await tab.page.getByRole('heading', { name: 'Registrert utfall' }).waitFor();
  faults.push(...(await inspect(tab, 'case-done')));
  await tab.page.getByRole('link', { name: /Arbeidsliste/ }).click();
  await tab.page.waitForFunction((was) => document.querySelectorAll('.worklist tbody tr').length < was, before);
  return faults;
}

async function follow(tab) {
  await tab.page.goto('/mine-delinger');
  await tab.page.locator('.standing__step[aria-current]', { hasText: 'Ferdig' }).first().waitFor();
  const faults = await inspect(tab, 'my-shared');
  await tab.page.getByRole('button', { name: 'Trekk tilbake' }).first().click();
  await tab.page.getByRole('button', { name: 'Ja, trekk tilbake' }).click();
  await tab.page.getByText('Trukket tilbake').first().waitFor();
  return [...faults, ...(await inspect(tab, 'my-shared-withdrawn'))];
}

/** What was done here stays with those who did it; what the resident answered does not. */
async function lookBack(tab) {
  await tab.page.getByRole('button', { name: /^Ferdige/ }).click();
  await tab.page.locator('.worklist tbody tr.row', { hasText: 'Trukket tilbake' }).getByRole('link').first().click();
  await tab.page.getByText('Innbyggeren har trukket delingen tilbake.').waitFor();
  await tab.page.getByRole('heading', { name: 'Registrert utfall' }).waitFor();
  const faults = await inspect(tab, 'case-withdrawn');
  if ((await tab.page.getByText(ownWords).count()) > 0) faults.push('the words of the resident are still shown');
  return faults;
}

/** The record tells of the first contact, and where it is asked about. */
async function comeAgain(tab) {
  const faults = [];
  let asked = false;
  await tab.page.goto('/');
  await choose(tab, 'vondt i halsen');
  await tab.page.locator('.notice', { hasText: 'En vurdering av' }).waitFor();
  faults.push(...(await inspect(tab, 'again-first')));
  await answerAll(tab, {}, async () => {
    if ((await tab.page.locator('.notice', { hasText: 'Si fra her' }).count()) === 0) return;
    asked = true;
    faults.push(...(await inspect(tab, 'again-asked')));
  });
  if (!asked) faults.push('nobody asked whether it has become worse since the first contact');
  return faults;
}

export const resident = [
  {
    name: 'a resident assesses a sore throat, shares it, a nurse acts, and the resident sees it',
    journey: async ({ open, people }) => {
      const own = await open();
      const work = await open();
      return [...(await assessAndShare(own, people)), ...(await handle(work, people)), ...(await follow(own)), ...(await lookBack(work)), ...(await comeAgain(own))];
    },
  },
];
