import { inspect, settle } from '../drive.mjs';
import { signIn } from '../walk.mjs';

const heading = (tab, name) => tab.page.getByRole('heading', { level: 1, name }).waitFor();

/** The other person's number, as they would tell it: from their own record. */
async function numberOf(open, person) {
  const tab = await open();
  await signIn(tab, person);
  const number = await tab.page.evaluate(async () => {
    const session = await (await fetch('/session')).json();
    const patient = await (await fetch(`/fhir/${session.patient}`)).json();
    return patient.identifier[0].value;
  });
  await tab.page.goto('/');
  return { tab, number };
}

async function give(tab, number, familyName, faults) {
  await tab.page.goto('/mine-innstillinger/fullmakter');
  await heading(tab, 'Fullmakter');
  await tab.page.getByRole('link', { name: 'Gi en fullmakt' }).click();
  await heading(tab, 'Hvem skal ha fullmakten?');
  await tab.page.getByRole('button', { name: 'Neste' }).click();
  await tab.page.getByText('Skriv alle 11 sifrene.').waitFor();
  faults.push(...(await inspect(tab, 'fullmakt-who')));
  await tab.page.getByLabel('Fødselsnummer').fill(number);
  await tab.page.getByLabel('Etternavn').fill(familyName);
  await tab.page.getByRole('button', { name: 'Neste' }).click();
  await heading(tab, 'Hva skal de kunne gjøre?');
  await tab.page.locator('label', { hasText: 'Kontakt med helsetjenesten' }).click();
  faults.push(...(await inspect(tab, 'fullmakt-what')));
  await tab.page.getByRole('button', { name: 'Neste' }).click();
  await heading(tab, 'Hvor lenge skal den gjelde?');
  faults.push(...(await inspect(tab, 'fullmakt-how-long')));
  await tab.page.getByRole('button', { name: 'Neste' }).click();
  await heading(tab, 'Stemmer dette?');
  faults.push(...(await inspect(tab, 'fullmakt-review')));
  await tab.page.getByRole('button', { name: 'Gi fullmakten' }).click();
}

export const settings = [
  {
    name: 'a resident gives a fullmakt, it is used, changed and ended',
    journey: async ({ open, people }) => {
      const faults = [];
      const { tab: holder, number } = await numberOf(open, people.parent);
      const tab = await open();
      await signIn(tab, people.resident);
      await tab.page.getByRole('link', { name: 'Mine innstillinger' }).click();
      await heading(tab, 'Mine innstillinger');
      faults.push(...(await inspect(tab, 'settings')));

      tab.forgive(/ 422 to POST .*give-fullmakt/);
      tab.forgive(/status of 422/);
      await give(tab, number, 'Feilnavn', faults);
      await tab.page.getByRole('heading', { name: 'Fullmakten ble ikke gitt' }).waitFor();
      faults.push(...(await inspect(tab, 'fullmakt-refused')));
      await give(tab, number, people.parent.name.split(' ').at(-1), faults);
      await heading(tab, 'Fullmakten er gitt');
      faults.push(...(await inspect(tab, 'fullmakt-given')));
      await tab.page.locator('main').getByRole('link', { name: 'Fullmakter' }).last().click();
      await tab.page.locator('.card', { hasText: people.parent.name }).first().waitFor();
      faults.push(...(await inspect(tab, 'fullmakter')));

      await holder.page.reload();
      await settle(holder);
      await holder.page.getByRole('button', { name: 'Bytt person' }).click();
      await holder.page.getByRole('button', { name: people.resident.name }).click();
      await holder.page.getByText(`Du ser nå opplysningene til ${people.resident.name}`).waitFor();
      await holder.page.goto('/hvem-har-sett');
      await heading(holder, 'Dette kan du ikke gjøre for andre');
      faults.push(...(await inspect(holder, 'acting-not-covered')));

      await tab.page.locator('.card', { hasText: people.parent.name }).getByRole('link', { name: 'Endre' }).click();
      await heading(tab, 'Endre fullmakten');
      await tab.page.locator('label', { hasText: 'Journal' }).click();
      faults.push(...(await inspect(tab, 'fullmakt-change')));
      await tab.page.getByRole('button', { name: 'Lagre' }).click();
      await tab.page.locator('.card .tag', { hasText: 'Journal' }).waitFor();
      await tab.page.getByRole('button', { name: 'Avslutt' }).click();
      faults.push(...(await inspect(tab, 'fullmakt-end')));
      await tab.page.getByRole('button', { name: 'Ja, avslutt fullmakten' }).click();
      await tab.page.getByText('Du har ikke gitt noen fullmakt.').waitFor();
      return faults;
    },
  },
  {
    name: 'a resident blocks an organisation, and lifts it',
    journey: async ({ open, people }) => {
      const tab = await open();
      await signIn(tab, people.resident);
      await tab.page.goto('/mine-innstillinger/sperringer');
      await tab.page.getByText('Ingenting er sperret.').waitFor();
      const faults = await inspect(tab, 'blocks-none');
      await tab.page.getByRole('link', { name: 'Ny sperring' }).click();
      await tab.page.getByLabel('Navn').fill('Fjell');
      await tab.page.locator('label.choice', { hasText: 'Fjellbygda legekontor' }).click();
      faults.push(...(await inspect(tab, 'block-new')));
      await tab.page.getByRole('button', { name: 'Sperr', exact: true }).click();
      await tab.page.locator('.card', { hasText: 'Fjellbygda legekontor' }).waitFor();
      faults.push(...(await inspect(tab, 'blocks')));
      await tab.page.getByRole('button', { name: 'Opphev' }).click();
      await tab.page.getByRole('button', { name: 'Ja, opphev sperringen' }).click();
      await tab.page.getByText('Ingenting er sperret.').waitFor();
      return faults;
    },
  },
  {
    name: 'a resident chooses how to be told, and it is there after the page is loaded anew',
    journey: async ({ open, people }) => {
      const tab = await open();
      await signIn(tab, people.resident);
      await tab.page.goto('/mine-innstillinger/varsling');
      await heading(tab, 'Varsling og språk');
      await settle(tab);
      await tab.page.getByLabel('SMS').check();
      await tab.page.getByLabel('Mobilnummer').fill('12');
      await tab.page.getByRole('button', { name: 'Lagre' }).click();
      await tab.page.getByText('Skriv et mobilnummer, minst åtte siffer.').waitFor();
      const faults = await inspect(tab, 'notices-wrong');
      await tab.page.getByLabel('Mobilnummer').fill('90000000');
      if (await tab.page.getByLabel('E-post', { exact: true }).isChecked()) await tab.page.getByLabel('E-post', { exact: true }).uncheck();
      await tab.page.getByRole('button', { name: 'Lagre' }).click();
      await tab.page.getByText('Lagret', { exact: true }).waitFor();
      await tab.page.reload();
      await tab.page.getByLabel('Mobilnummer').waitFor();
      if ((await tab.page.getByLabel('Mobilnummer').inputValue()) !== '90000000') faults.push('the number was not kept');
      return [...faults, ...(await inspect(tab, 'notices'))];
    },
  },
];
